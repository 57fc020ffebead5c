import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  KeyKind,
  leafHashOf,
  MemoryEventLog,
  notesIn,
  parseCheckpoint,
  provesInclusion,
  SignerKey,
  type EventLog,
  type StoredBytes,
} from '@plenum/event-log';
import { KeptHeads } from './kept-heads';
import { KeptTiles } from './kept-tiles';
import { LogSigner } from './log-signer';

const key = SignerKey.generate('plenum.local/co-op', KeyKind.note);

describe('signing the heads of a log', () => {
  let log: MemoryEventLog;
  let dataDir: string;
  let headsDir: string;
  let failures: unknown[];
  let signers: LogSigner[];
  beforeEach(() => {
    log = new MemoryEventLog('co-op');
    dataDir = mkdtempSync(join(tmpdir(), 'plenum-signer-'));
    headsDir = join(dataDir, 'elsewhere');
    [failures, signers] = [[], []];
  });
  afterEach(async () => {
    for (const signer of signers) await signer.stop();
    rmSync(dataDir, { recursive: true });
  });

  let stored = 0;
  const store = async (count: number, to: EventLog = log) => {
    for (let each = 0; each < count; each++) {
      const name = `${(stored += 1)}`;
      await to.append({
        ...{ stream: name, expectedRevision: -1, commandId: name, commandDigest: '0'.repeat(64), actor: 'ada' },
        at: '2026-11-24T12:00:00.000Z',
        events: [{ type: 'BallotCast', version: 1, data: { choice: 'yes' } }],
      });
    }
  };
  const opened = async (source: EventLog = log) => {
    const heads = new KeptHeads(dataDir, headsDir, 'co-op', key.verifier);
    const signer = await LogSigner.open(source, key, heads, new KeptTiles(dataDir, 'co-op'), (reason) =>
      failures.push(reason),
    );
    signers.push(signer);
    return signer;
  };
  const list = () =>
    join(
      headsDir,
      readdirSync(headsDir).find((name) => name.endsWith('.checkpoints'))!,
    );
  const sizes = () => notesIn(readFileSync(list(), 'utf8')).map((note) => parseCheckpoint(Buffer.from(note)).size);
  /** The same log through a store that answers otherwise. */
  const through = (change: (page: readonly StoredBytes[]) => readonly StoredBytes[], source: EventLog = log) =>
    new Proxy(source, {
      get: (target, name, receiver) =>
        name === 'readBytes'
          ? async (after: number, limit: number) => change(await target.readBytes(after, limit))
          : (Reflect.get(target, name, receiver) as unknown),
    });

  it('signs what is stored, and proves each event in it', async () => {
    await store(3);
    const signer = await opened();
    for (const position of [1, 2, 3]) {
      const { head, path } = await signer.placeOf(position);
      const { size, root } = head.checkpoint;
      const [event] = await log.readBytes(position - 1, 1);
      expect(provesInclusion(event!.leafHash, position - 1, size, path, root)).toBe(true);
    }
    expect(sizes()).toEqual([3]);
  });

  it('signs once for all that came within a second, and at once when it is urgent', async () => {
    const signer = await opened();
    await store(1);
    signer.want(1, true);
    await signer.covering(1);
    for (let position = 2; position <= 50; position++) {
      await store(1);
      signer.want(position, false);
    }
    await store(1);
    signer.want(51, true);
    await signer.covering(51);
    expect(sizes()).toEqual([1, 51]);
  });

  it('goes on where it stopped, also without the second place or the tiles', async () => {
    await store(5000);
    await (await opened()).stop();
    expect(existsSync(join(dataDir, 'co-op.tiles'))).toBe(true);
    await store(300);
    await (await opened()).stop();
    rmSync(headsDir, { recursive: true });
    rmSync(join(dataDir, 'co-op.tiles'));
    await store(10);
    const signer = await opened();
    expect((await signer.covering(5310)).checkpoint.size).toBe(5310);
    expect(failures).toEqual([]);
  });

  it('does not believe tiles that do not lead to the signed root', async () => {
    await store(5000);
    await (await opened()).stop();
    writeFileSync(join(dataDir, 'co-op.tiles'), Buffer.alloc(5000, 7));
    await store(1);
    const signer = await opened();
    const { head, path } = await signer.placeOf(100);
    const [event] = await log.readBytes(99, 1);
    expect(provesInclusion(event!.leafHash, 99, head.checkpoint.size, path, head.checkpoint.root)).toBe(true);
  });

  it('signs nothing that the store does not give back as it was stored', async () => {
    await store(4);
    const spoilt = through((page) =>
      page.map((one) => (one.position === 3 ? { ...one, bytes: Buffer.from('{"choice":"no"}') } : one)),
    );
    const signer = await opened(spoilt);
    await expect(signer.covering(4)).rejects.toMatchObject({ code: 'HEAD_NOT_SIGNED' });
    expect(failures).toEqual([expect.objectContaining({ code: 'LOG_NOT_AS_SIGNED' })]);
    await expect(signer.covering(2)).rejects.toMatchObject({ code: 'HEAD_NOT_SIGNED' });
    expect(existsSync(headsDir)).toBe(false);
  });

  it('signs nothing over a store that lost an event', async () => {
    await store(4);
    const signer = await opened(through((page) => page.filter(({ position }) => position !== 2)));
    await expect(signer.covering(4)).rejects.toMatchObject({ code: 'HEAD_NOT_SIGNED' });
    expect(failures).toHaveLength(1);
  });

  it.each<[string, string, () => Promise<EventLog>]>([
    ['shorter than what was signed', 'LOG_BEHIND_ITS_HEAD', async () => refilled(3)],
    ['of another story than what was signed', 'LOG_NOT_AS_SIGNED', async () => refilled(8)],
    [
      'changed with care since it was signed',
      'LOG_NOT_AS_SIGNED',
      async () => {
        const bytes = Buffer.from('{"choice":"no"}');
        return through((page) =>
          page.map((one) => (one.position === 3 ? { ...one, bytes, leafHash: leafHashOf(bytes) } : one)),
        );
      },
    ],
  ])('does not open a log that is %s', async (_how, code, other) => {
    await store(6);
    await (await opened()).stop();
    await expect(opened(await other())).rejects.toMatchObject({ code });
    expect(sizes()).toEqual([6]);
  });

  async function refilled(count: number): Promise<EventLog> {
    const another = new MemoryEventLog('co-op');
    await store(count, another);
    return another;
  }

  it('shows no head that it could not keep, and keeps it once the second place is back', async () => {
    await store(2);
    writeFileSync(headsDir, 'a file where the folder should be');
    const signer = await opened();
    await expect(signer.covering(2)).rejects.toMatchObject({ code: 'HEAD_NOT_SIGNED' });
    expect(signer.latest).toBeUndefined();
    expect(existsSync(join(dataDir, 'co-op.checkpoint'))).toBe(false);
    rmSync(headsDir);
    expect((await signer.covering(2)).checkpoint.size).toBe(2);
    expect(sizes()).toEqual([2]);
  });

  it('never shows a head that only the first place has', async () => {
    await store(2);
    mkdirSync(headsDir);
    const signer = await opened();
    const { note } = await signer.covering(2);
    expect(readFileSync(list(), 'utf8')).toBe(note);
    expect(readFileSync(join(dataDir, 'co-op.checkpoint'), 'utf8')).toBe(note);
  });

  it('is asked in vain once it has stopped', async () => {
    const signer = await opened();
    await signer.stop();
    await store(1);
    signer.want(1, true);
    await expect(signer.covering(1)).rejects.toMatchObject({ code: 'HEAD_NOT_SIGNED' });
  });
});
