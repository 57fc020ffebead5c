import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyRecord, recordFold, recordToJson, upcast, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import { MemoryEventLog } from '@plenum/event-log';
import { loggedAssembly } from './eventful-assembly';
import { Snapshots } from '../../apps/api/src/platform/snapshots';

describe('a snapshot', () => {
  let folder: string;
  let log: MemoryEventLog;
  let record: AssemblyRecord;
  let snapshots: Snapshots;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plenum-snapshots-'));
    snapshots = new Snapshots(folder);
    log = await loggedAssembly();
    record = await recordAt(await log.head());
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = () => snapshots.file(log.assemblyId);
  const recordAt = async (position: number) =>
    (await log.readAll(0, position)).reduce(
      (sofar, event) => recordFold.evolve(sofar, upcast(event) as StoredEvent),
      emptyRecord,
    );
  /** Changed by somebody who can hash. */
  const resealed = (change: (text: string) => string) => {
    const lines = change(readFileSync(file(), 'utf8')).split('\n').slice(0, -1);
    const hash = createHash('sha256');
    for (const line of lines) hash.update(line);
    writeFileSync(file(), [...lines, JSON.stringify({ sha256: hash.digest('hex') })].join('\n'));
  };

  it('comes back as it was, after any event, and goes on the same', async () => {
    const events = (await log.readAll(0, 1_000)).map((event) => upcast(event) as StoredEvent);
    for (let at = 1; at <= events.length; at += 1) {
      const kept = await recordAt(at);
      await snapshots.save(log, kept);
      let loaded = await snapshots.load(log);
      expect(recordToJson(loaded)).toEqual(recordToJson(kept));
      for (const event of events.slice(at)) loaded = recordFold.evolve(loaded, event);
      expect(loaded).toEqual(record);
    }
  });

  it('keeps the ballots of those who are no longer on the roll, and more entries than one part holds', async () => {
    const ids = Array.from({ length: 4_500 }, (_, index) => `member ${index}`);
    const [id, proposal] = [...record.proposals].find(([, { ballots }]) => ballots.size > 0)!;
    const ballots = proposal.ballots.withMutations((all) => {
      for (const [index, one] of ids.entries())
        all.set(one, { choice: index % 2 === 0 ? 'yes' : 'no', channel: 'online' });
    });
    const large = { ...record, proposals: record.proposals.set(id, { ...proposal, ballots }) };
    await snapshots.save(log, large);
    expect((await snapshots.load(log)).proposals.get(id)!.ballots).toEqual(ballots);
  });

  it('is the last that was saved, however many are saved at once; nothing else is left', async () => {
    const half = await recordAt(Math.floor(record.position / 2));
    await Promise.all([snapshots.save(log, half), snapshots.save(log, record), snapshots.save(log, record)]);
    expect((await snapshots.load(log)).position).toBe(record.position);
    expect(readdirSync(folder)).toEqual([`${log.assemblyId}.snapshot.json`]);
  });

  it('lets others go on while it is written', async () => {
    let turns = 0;
    const saved = snapshots.save(log, record).then(() => 'saved');
    const turn = () => new Promise<string>((resolve) => setImmediate(() => resolve('turn')));
    while ((await Promise.race([saved, turn()])) === 'turn') turns += 1;
    expect(turns).toBeGreaterThan(record.proposals.size);
  });

  it.each([
    ['another release', (text: string) => text.replace(/"fold":"\w/, '"fold":"x')],
    ['another log', (text: string) => text.replace(/"leaf":"\w/, '"leaf":"x')],
  ])('is not believed when it is of %s', async (_what, change) => {
    await snapshots.save(log, record);
    resealed(change);
    expect(await snapshots.load(log)).toBe(emptyRecord);
  });

  it('is not believed once a single byte of it has changed, or the end is missing', async () => {
    await snapshots.save(log, record);
    const whole = readFileSync(file());
    for (let at = 0; at < whole.length; at += 101) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1;
      writeFileSync(file(), changed);
      expect(await snapshots.load(log)).toBe(emptyRecord);
      writeFileSync(file(), whole.subarray(0, at));
      expect(await snapshots.load(log)).toBe(emptyRecord);
    }
  });

  it('is not there before the first one', async () => {
    expect(await snapshots.load(log)).toBe(emptyRecord);
  });
});
