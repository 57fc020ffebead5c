import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leafHashOf } from '@plenum/event-log';
import { openHall, type Hall } from '../hall.fixture';
import { type } from '../typed.fixture';

describe('plenum export', () => {
  let hall: Hall;
  beforeAll(async () => (hall = await openHall()));
  afterAll(() => hall.end());

  const exported = (...args: string[]) => type(['export', '--data', hall.folder, ...args]);

  it('writes the stored bytes of every event, in order, with hashes that can be taken again', async () => {
    const { exitCode, out, err } = await exported();
    expect(exitCode).toBe(0);
    expect(err).toBe('exported 6 events; the log ends at position 6\n');
    const stored = await hall.log.readBytes(0, 100);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    for (const [index, line] of lines.entries()) {
      const [, position, hash, event] = /^\{"position":(\d+),"leafHash":"([0-9a-f]{64})","event":(.*)\}$/.exec(line)!;
      expect(Number(position)).toBe(index + 1);
      expect(event).toBe(Buffer.from(stored[index]!.bytes).toString('utf8'));
      expect(Buffer.from(leafHashOf(Buffer.from(event!))).toString('hex')).toBe(hash);
      expect(JSON.parse(line)).toHaveProperty('event.type');
    }
  });

  it('writes a file that appears whole, over an older one, and nothing beside it', async () => {
    const file = join(hall.folder, 'log.jsonl');
    writeFileSync(file, 'older');
    const { exitCode, out } = await exported('--from', '5', '--out', file);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect(readFileSync(file, 'utf8').match(/"position":\d/g)).toEqual(['"position":5', '"position":6']);
    expect(readdirSync(hall.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('leaves the older file as it was when it is interrupted', async () => {
    const file = join(hall.folder, 'kept.jsonl');
    writeFileSync(file, 'older');
    const { exitCode } = await type(['export', '--data', hall.folder, '--out', file], { signal: AbortSignal.abort() });
    expect(exitCode).toBe(130);
    expect(readFileSync(file, 'utf8')).toBe('older');
    expect(readdirSync(hall.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each([
    ['POSITION_UNKNOWN', ['--from', '8']],
    ['FILE_NOT_WRITTEN', ['--out', '/no/such/folder/log.jsonl']],
    ['LOG_NOT_FOUND', ['--assembly', '../etc/passwd']],
  ])('%s for %p: exit code 1', async (code, args) => {
    const typed = await exported(...args);
    expect(typed).toMatchObject({ exitCode: 1, out: '' });
    expect(typed.err.startsWith(`${code}: `)).toBe(true);
  });
});
