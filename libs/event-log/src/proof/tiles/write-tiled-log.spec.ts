import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { casting, castMany } from '../../given.contract';
import { MemoryEventLog } from '../../memory/memory-event-log';
import { temporaryDirectory } from '../../sqlite/temporary-directory.contract';
import { LogAudit } from '../audit/log-audit';
import { isFinding } from '../audit/suspect-log';
import { TiledSuspect } from '../audit/tiled-suspect';
import { Frontier } from '../merkle/frontier';
import { hex } from '../merkle/given.contract';
import { parseCheckpoint, signCheckpoint, type Checkpoint } from '../note/checkpoint';
import { KeyKind, SignerKey } from '../note/note-key';
import { TiledLog } from './tiled-log';
import { writeTiledLog } from './write-tiled-log';

const key = SignerKey.generate('plenum.local/co-op', KeyKind.note);

describe('a log written as tiles', () => {
  let log: MemoryEventLog;
  let directory: string;
  beforeEach(() => {
    log = new MemoryEventLog('co-op');
    directory = join(temporaryDirectory(), 'export');
    mkdirSync(directory);
  });

  const headOf = async (size: number): Promise<Checkpoint> => {
    const frontier = new Frontier();
    for (const { leafHash } of await log.readBytes(0, size)) frontier.add(leafHash);
    return parseCheckpoint(Buffer.from(signCheckpoint(frontier.head, key)));
  };
  const written = async (size: number) => writeTiledLog(directory, log, await headOf(size), () => undefined);
  const readBack = async (size: number) => {
    const audit = new LogAudit([await headOf(size)]);
    const findings = [];
    for await (const page of new TiledSuspect(new TiledLog(directory), size).pages())
      for (const one of page) findings.push(...(isFinding(one) ? [one] : audit.take(one).findings));
    return { findings: [...findings, ...audit.finish()], root: hex(audit.head.root) };
  };
  const files = () =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
      .sort();

  it.each([
    [1, ['tile/0/000.p/1', 'tile/entries/000.p/1']],
    [256, ['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000']],
    [
      600,
      [
        'tile/0/000',
        'tile/0/001',
        'tile/0/002.p/88',
        'tile/1/000.p/2',
        'tile/entries/000',
        'tile/entries/001',
        'tile/entries/002.p/88',
      ],
    ],
  ])('has of %d events the files of the specification, and reads back to its root', async (size, names) => {
    await castMany(log, size + 3);
    await written(size);
    expect(files()).toEqual(names);
    expect(await readBack(size)).toEqual({ findings: [], root: hex((await headOf(size)).root) });
  });

  it('of no events has no files', async () => {
    await written(0);
    expect(files()).toEqual([]);
    expect((await readBack(0)).findings).toEqual([]);
  });

  it('keeps a bundle with a long event apart', async () => {
    await castMany(log, 2);
    const essay = { type: 'ProposalDrafted', version: 1, data: { text: 'x'.repeat(70_000) } };
    await log.append(casting('ada', { events: [essay] }));
    await written(3);
    expect(files()).toEqual(['tile/0/000.p/3', 'tile/long-entries/000.p/3']);
    expect((await readBack(3)).findings).toEqual([]);
  });

  it('is not written when the log is not what was signed', async () => {
    await castMany(log, 3);
    const { root } = await headOf(2);
    const other = parseCheckpoint(Buffer.from(signCheckpoint({ size: 3, root }, key)));
    await expect(writeTiledLog(directory, log, other, () => undefined)).rejects.toMatchObject({
      code: 'LOG_UNREADABLE',
    });
    const longer = parseCheckpoint(Buffer.from(signCheckpoint({ size: 4, root }, key)));
    await expect(writeTiledLog(join(directory, 'more'), log, longer, () => undefined)).rejects.toThrow(
      'event 4 is missing',
    );
  });

  it('that is spoilt says which file, and never reads past what a file may hold', async () => {
    await castMany(log, 300);
    await written(300);
    const tile = join(directory, 'tile/0/000');
    rmSync(tile);
    symlinkSync('/dev/zero', tile);
    expect((await readBack(300)).findings.map(({ rule, where }) => [rule, where])).toContainEqual([
      'tile-form',
      'tile/0/000',
    ]);
    rmSync(tile);
    writeFileSync(tile, Buffer.alloc(1024 * 1024));
    expect((await readBack(300)).findings[0]).toMatchObject({ rule: 'tile-form', found: 'more than 8192 bytes' });
    expect(existsSync(tile)).toBe(true);
  });
});
