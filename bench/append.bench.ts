import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type AppendRequest, NO_STREAM, type NewEvent, SqliteEventLogs, type SqliteEventLog } from '@plenum/event-log';
import { expectSame, type Bench, type Line } from './measure/bench';
import { inScratch } from './measure/scratch';
import { median, percentile, round } from './measure/statistics';

/**
 * The log against the disk: appending, which includes canonicalising and hashing, against a raw write and `fdatasync` of
 * the very same bytes, taken in turns in one run. And what group commit is worth to 64 commands that arrive at once.
 */

/** Events in one append, and how many times each is measured. The first third of the rounds warms up and is dropped. */
const ROUNDS_OF_BATCH = [
  [1, 1500],
  [10, 900],
  [100, 450],
  [1000, 90],
] as const;

const CONCURRENT = 64;

/** Times 64 appends at once are measured, with and without group commit. */
const GROUP_ROUNDS = 150;

/** A smoke run takes this part of the rounds. */
const QUICK = 1 / 30;

export const appendBench: Bench = async function* ({ quick }) {
  const part = quick ? QUICK : 1;
  yield* await inScratch('append', async (directory) => {
    const lines: Line[] = [];
    for (const [batch, rounds] of ROUNDS_OF_BATCH) lines.push(await batchLine(directory, batch, rounds * part));
    lines.push(await groupCommitLine(directory, GROUP_ROUNDS * part));
    return lines;
  });
};

async function batchLine(directory: string, batch: number, rounds: number): Promise<Line> {
  const logs = new SqliteEventLogs(directory);
  const log = await logs.create(`batch-${batch}`);
  const raw = openSync(join(directory, `raw-${batch}`), 'a');
  const [rawTimes, logTimes]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < rounds; turn++) {
    const request = appendOf(Array.from({ length: batch }, ballot));
    logTimes.push(await timeOf(() => log.append(request)));
    const bytes = await bytesOfLast(log, batch);
    rawTimes.push(await timeOf(() => (writeSync(raw, bytes), fdatasyncSync(raw))));
  }
  expectSame('events stored', await log.head(), logTimes.length * batch);
  closeSync(raw);
  await logs.close();
  const [rawUs, logUs] = [microseconds(rawTimes), microseconds(logTimes)];
  return {
    bench: 'append',
    what: 'one append',
    batch,
    p50Us: round(median(logUs)),
    p99Us: round(percentile(logUs, 99)),
    rawP50Us: round(median(rawUs)),
    ratio: round(median(logUs) / median(rawUs)),
    against: 'raw write and fdatasync of the same bytes',
    ...(batch <= 100 && { goal: 'at most 2' }),
  };
}

async function bytesOfLast(log: SqliteEventLog, batch: number): Promise<Buffer> {
  const stored = await log.readBytes((await log.head()) - batch, batch);
  return Buffer.concat(stored.map(({ bytes }) => bytes));
}

async function groupCommitLine(directory: string, rounds: number): Promise<Line> {
  const grouped = new SqliteEventLogs(directory);
  const single = new SqliteEventLogs(directory, { maxGroupSize: 1 });
  const [groupedLog, singleLog] = [await grouped.create('grouped'), await single.create('single')];
  const [groupedTimes, singleTimes]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < rounds; turn++) {
    groupedTimes.push(await timeOf(() => appendAtOnce(groupedLog)));
    singleTimes.push(await timeOf(() => appendAtOnce(singleLog)));
  }
  const { appends, commits } = groupedLog.statistics;
  await Promise.all([grouped.close(), single.close()]);
  const [groupedUs, singleUs] = [median(microseconds(groupedTimes)), median(microseconds(singleTimes))];
  expectSame('appends grouped', appends, groupedTimes.length * CONCURRENT);
  return {
    bench: 'append',
    what: 'group commit',
    concurrent: CONCURRENT,
    perSecond: round((CONCURRENT * 1e6) / groupedUs),
    appendsPerCommit: round(appends / commits),
    ratio: round(singleUs / groupedUs),
    against: 'one sync for each append',
    goal: 'at least 5',
  };
}

/** 64 members cast at once: 64 commands, each alone in its stream. */
async function appendAtOnce(log: SqliteEventLog): Promise<void> {
  const requests = Array.from({ length: CONCURRENT }, () => appendOf([ballot()]));
  await Promise.all(requests.map((request) => log.append(request)));
}

function appendOf(events: readonly NewEvent[]): AppendRequest {
  return {
    stream: `ballots-${randomUUID()}`,
    expectedRevision: NO_STREAM,
    events,
    commandId: randomUUID(),
    commandDigest: randomBytes(32).toString('hex'),
    actor: randomBytes(16).toString('hex'),
    at: new Date().toISOString(),
  };
}

function ballot(): NewEvent {
  const [proposal, member] = [randomBytes(8).toString('hex'), randomBytes(16).toString('hex')];
  return { type: 'BallotCast', version: 1, data: { proposal, member, choice: 'yes', channel: 'online' } };
}

async function timeOf(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Without the rounds that warmed up. From milliseconds. */
function microseconds(times: readonly number[]): number[] {
  return times.slice(Math.ceil(times.length / 3)).map((time) => time * 1000);
}
