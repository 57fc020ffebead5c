import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogFromNewerRelease, LogLocked, LogNotFound, LogUnavailable, LogUnreadable } from '../errors';
import type { RecordedEvent } from '../event-log';
import { ballotOf, casting, castMany, positionsOf, refusalOf } from '../given.contract';
import { requireDurability } from './durability';
import { SqliteEventLogs } from './sqlite-event-logs';
import { temporaryDirectory } from './temporary-directory.contract';

/** A closed log with three ballots, and its file for tampering. */
async function closedLog(): Promise<{ directory: string; file: string; events: readonly RecordedEvent[] }> {
  const directory = temporaryDirectory();
  const log = await new SqliteEventLogs(directory).create('co-op');
  const events = await castMany(log, 3);
  await log.close();
  return { directory, file: join(directory, 'co-op.log.db'), events };
}

function tamper(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

const open = (directory: string): Promise<unknown> => new SqliteEventLogs(directory).open('co-op');

describe('a log file', () => {
  it('is found complete when it is opened again', async () => {
    const { directory, events } = await closedLog();

    const log = await new SqliteEventLogs(directory).open('co-op');

    expect(await log.readAll(0, 10)).toEqual(events);
    expect(await log.readStream('ballots-member-1')).toEqual([events[1]]);
    expect(await log.append(casting('member-2'))).toMatchObject({ repeated: true, firstPosition: 3 });
    expect(await refusalOf(log.append(casting('member-2', { commandId: 'other' })))).toMatchObject({ actual: 0 });
    await log.close();
  });

  it('syncs every commit, as SQLite itself confirms', async () => {
    const log = await new SqliteEventLogs(temporaryDirectory()).create('co-op');

    expect(log.statistics).toMatchObject({ journalMode: 'wal', synchronous: 2 });
    await log.close();
  });

  it('does not open where SQLite cannot promise that', () => {
    const inMemory = new DatabaseSync(':memory:');

    expect(() => requireDurability(inMemory)).toThrow(LogUnavailable);
    expect(() => requireDurability(inMemory)).toThrow('journal_mode=memory');
  });

  it('has one writer', async () => {
    const directory = temporaryDirectory();
    const log = await new SqliteEventLogs(directory).create('co-op');

    expect(await refusalOf(open(directory))).toBeInstanceOf(LogLocked);
    await log.close();
    await expect(open(directory)).resolves.toHaveProperty('assemblyId', 'co-op');
  });

  it.each([
    ["UPDATE events SET bytes = x'7b7d'", 'a fact is never changed'],
    ['DELETE FROM events WHERE position = 2', 'a fact is never deleted'],
  ])('refuses %s from anyone', async (sql, reason) => {
    const { file } = await closedLog();

    expect(() => tamper(file, sql)).toThrow(reason);
  });

  it('can be read with plain SQL', async () => {
    const { file } = await closedLog();

    const db = new DatabaseSync(file, { readOnly: true });
    const fact = db
      .prepare("SELECT position, stream, type, data ->> 'choice' AS choice FROM facts WHERE actor = 'member-1'")
      .get();
    db.close();

    expect({ ...fact }).toEqual({ position: 2, stream: 'ballots-member-1', type: 'BallotCast', choice: 'yes' });
  });

  it('builds its index again from the facts alone', async () => {
    const { directory, file, events } = await closedLog();
    tamper(file, 'DELETE FROM streams; DELETE FROM commands; UPDATE log SET indexed = 0');

    const log = await new SqliteEventLogs(directory).open('co-op');

    expect(await log.readStream('ballots-member-0')).toEqual([events[0]]);
    const { commandDigest } = casting('member-2');
    expect(await log.receiptOf('command-of-member-2')).toMatchObject({ commandDigest, firstPosition: 3 });
    await log.close();
  });
});

describe('a file that is not a log this release can write', () => {
  it('from a newer release is refused and left as it is', async () => {
    const { directory, file } = await closedLog();
    tamper(file, 'PRAGMA user_version = 2');
    const before = readFileSync(file);

    const refusal = await refusalOf(open(directory));

    expect(refusal).toBeInstanceOf(LogFromNewerRelease);
    expect(refusal).toMatchObject({ file, found: 2, known: 1 });
    expect(readFileSync(file)).toEqual(before);
  });

  it.each<[string, (file: string) => void]>([
    ['text', (file) => writeFileSync(file, 'minutes of the meeting\n'.repeat(20))],
    ['empty', (file) => writeFileSync(file, '')],
    ['another SQLite file', (file) => tamper(file, 'PRAGMA application_id = 1')],
    ['without its tables', (file) => tamper(file, 'DROP VIEW facts; DROP TABLE log')],
    ['cut short', (file) => writeFileSync(file, readFileSync(file).subarray(0, 6000))],
    ['of another assembly', (file) => tamper(file, "UPDATE log SET assembly = 'guild'")],
  ])('%s is unreadable', async (_, spoil) => {
    const { directory, file } = await closedLog();
    spoil(file);

    expect(await refusalOf(open(directory))).toBeInstanceOf(LogUnreadable);
  });

  it.each([
    [
      'a changed event',
      "UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), 'yes', 'no') AS BLOB) WHERE position = 2",
      'event 2 does not match its hash',
    ],
    ['a missing event', 'DELETE FROM events WHERE position = 2', 'event 2 is missing'],
  ])('with %s among the newest is unreadable', async (_, sql, reason) => {
    const { directory, file } = await closedLog();
    tamper(file, `DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted; ${sql}`);
    tamper(file, 'DELETE FROM streams; DELETE FROM commands; UPDATE log SET indexed = 0');

    expect(await refusalOf(open(directory))).toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringContaining(reason),
    });
  });

  it.each(['../co-op', 'a/b', '', '.hidden', 'x'.repeat(129)])('id %j never leaves the directory', async (id) => {
    const logs = new SqliteEventLogs(temporaryDirectory());

    expect(await refusalOf(logs.open(id))).toBeInstanceOf(LogNotFound);
    expect(await refusalOf(logs.create(id))).toBeInstanceOf(LogNotFound);
  });
});

describe('group commit', () => {
  it('lets appends that arrive together share one sync', async () => {
    const log = await new SqliteEventLogs(temporaryDirectory()).create('co-op');

    await castMany(log, 64);

    expect(log.statistics).toMatchObject({ appends: 64, commits: 1 });
    await log.close();
  });

  it('can be turned off', async () => {
    const log = await new SqliteEventLogs(temporaryDirectory(), { maxGroupSize: 1 }).create('co-op');

    await castMany(log, 64);

    expect(log.statistics).toMatchObject({ appends: 64, commits: 64 });
    await log.close();
  });
});

describe('the index that trails the facts', () => {
  it('answers alike before and after it is settled', async () => {
    const directory = temporaryDirectory();
    const log = await new SqliteEventLogs(directory).create('co-op');
    const events = await castMany(log, 5000);
    await log.append(casting('member-7', { commandId: 'again', expectedRevision: 0, events: [ballotOf('no')] }));

    const peek = new DatabaseSync(join(directory, 'co-op.log.db'), { readOnly: true });
    const { indexed } = peek.prepare('SELECT indexed FROM log').get() as { indexed: number };
    peek.close();

    expect(indexed).toBe(5000);
    expect(positionsOf(await log.readStream('ballots-member-7'))).toEqual([8, 5001]);
    expect(await log.readStream('ballots-member-7', 1)).toMatchObject([{ revision: 1 }]);
    expect(await log.receiptOf('command-of-member-7')).toMatchObject({ firstPosition: 8, lastPosition: 8 });
    expect(await log.append(casting('member-4000'))).toMatchObject({ repeated: true, events: [events[4000]] });
    await log.close();
  });
});

describe('a full disk', () => {
  it('refuses what does not fit, keeps what was acknowledged, and goes on when there is room', async () => {
    const directory = temporaryDirectory();
    const small = await new SqliteEventLogs(directory, { maxFileBytes: 128 * 1024 }).create('co-op');
    const comment = (member: string) =>
      casting(member, { events: [{ type: 'Commented', version: 1, data: { text: 'x'.repeat(9000) } }] });

    let kept = 0;
    let refusal: unknown;
    while (!refusal)
      await small.append(comment(`member-${kept}`)).then(
        () => kept++,
        (reason: unknown) => (refusal = reason),
      );

    expect(refusal).toBeInstanceOf(LogUnavailable);
    expect(kept).toBeGreaterThan(5);
    expect(await small.head()).toBe(kept);
    const pair = await Promise.allSettled([small.append(casting('tiny')), small.append(comment('huge'))]);
    expect(pair.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await small.receiptOf('command-of-tiny')).toBeUndefined();
    await small.close();

    const roomy = await new SqliteEventLogs(directory).open('co-op');
    expect(await roomy.append(comment(`member-${kept}`))).toMatchObject({ firstPosition: kept + 1, repeated: false });
    await roomy.close();
  });
});

describe('a copy of the files taken while the log is written', () => {
  it('opens with everything that was acknowledged', async () => {
    const [directory, copy] = [temporaryDirectory(), temporaryDirectory()];
    const log = await new SqliteEventLogs(directory).create('co-op');
    const events = await castMany(log, 10);

    for (const name of ['co-op.log.db', 'co-op.log.db-wal']) copyFileSync(join(directory, name), join(copy, name));
    const restored = await new SqliteEventLogs(copy).open('co-op');

    expect(await restored.readAll(0, 100)).toEqual(events);
    await Promise.all([log.close(), restored.close()]);
  });
});
