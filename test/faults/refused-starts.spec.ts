import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { withFolderUnwritable } from '../../libs/event-log/src/sqlite/unwritable-folder.contract';
import { createServer } from '../../apps/api/src/server';
import { configFrom, type Config } from '../../apps/api/src/platform/config';
import { prepareDataFolder } from '../../apps/api/src/platform/data-folder';
import { describeStartFailure } from '../../apps/api/src/platform/start-failure';

describe('a server that cannot start', () => {
  let room: string;
  let config: Config;
  const inData = (name: string) => join(config.dataDir, name);
  beforeEach(async () => {
    room = mkdtempSync(join(tmpdir(), 'plenum-start-'));
    chmodSync(room, 0o755);
    const env = { PLENUM_DATA: join(room, 'data'), PLENUM_HEADS: join(room, 'heads'), NODE_ENV: 'production' };
    config = configFrom({ ...env, PLENUM_PORT: '0' });
    prepareDataFolder(config.dataDir);
    const logs = new SqliteEventLogs(config.dataDir);
    await logs.create('hall');
    await logs.close();
  });
  afterEach(() => rmSync(room, { recursive: true, force: true }));

  /** All that whoever starts it reads, Nest's own lines included. */
  async function started(): Promise<string> {
    const write = process.stderr.write.bind(process.stderr);
    const read: string[] = [];
    process.stderr.write = (text: string | Uint8Array) => read.push(String(text)) > 0;
    try {
      prepareDataFolder(config.dataDir);
      const server = await createServer(config, new SqliteEventLogs(config.dataDir));
      await server.close();
      return 'started';
    } catch (error) {
      return `${read.join('')}${describeStartFailure(error, config.dataDir)}`;
    } finally {
      process.stderr.write = write;
    }
  }
  /** One line: a code, the file, what is wrong and what to do. */
  const line = (code: string, file: string) =>
    expect.stringMatching(new RegExp(`^${code}: [^\\n]*${file}[^\\n]*\\. [A-Z][^\\n]*\\.\\n$`)) as string;

  it('is one that starts, where nothing is wrong', async () => {
    expect(await started()).toBe('started');
  });

  it('names the data folder that takes nothing', async () => {
    const said = await withFolderUnwritable(config.dataDir, started);
    expect(said).toEqual(line('DATA_FOLDER_UNUSABLE', config.dataDir));
    expect(said).toContain('chown');
  });

  it('names the data folder that cannot be made', async () => {
    writeFileSync(join(room, 'file'), '');
    config = { ...config, dataDir: join(room, 'file', 'data') };
    expect(await started()).toEqual(line('DATA_FOLDER_UNUSABLE', config.dataDir));
  });

  const inTheWay = (name: string) => mkdirSync(inData(name));
  const damaged = (name: string) => writeFileSync(inData(name), 'no database at all, but a text. '.repeat(500));
  it.each<[what: string, name: string, code: string, spoil: (name: string) => void]>([
    ['the log, which is no file', 'other.log.db', 'LOG_UNAVAILABLE', inTheWay],
    ['the names, which cannot be opened', 'hall.names.db', 'STORAGE_UNAVAILABLE', inTheWay],
    ['the names, which are damaged', 'hall.names.db', 'STORAGE_DAMAGED', damaged],
    ['the key of the tokens', 'token.key', 'NOT_A_FILE', inTheWay],
  ])('names %s', async (_, name, code, spoil) => {
    spoil(name);
    expect(await started()).toEqual(line(code, inData(name)));
  });

  it('names the log that is cut in the middle', async () => {
    truncateSync(inData('hall.log.db'), 5_000);
    expect(await started()).toContain(inData('hall.log.db'));
  });

  it('names the data folder where nobody knows the file', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    expect(describeStartFailure(full, config.dataDir)).toEqual(line('DISK_FULL', config.dataDir));
  });

  it('keeps the trace of what nobody foresaw', () => {
    expect(describeStartFailure(new TypeError('x'), config.dataDir)).toMatch(/\n    at /);
    expect(existsSync(config.dataDir)).toBe(true);
  });
});
