import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type AppendRequest, NO_STREAM, type NewEvent, SqliteEventLogs, type SqliteEventLog } from '@plenum/event-log';

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

/** One result, as one line of JSON. */
export type AppendBenchLine = Readonly<Record<string, string | number>>;

export async function* appendBench(): AsyncIterable<AppendBenchLine> {
  // Beside the code, not in the temporary directory: that may be memory, where a sync costs nothing.
  const directory = mkdtempSync(join(process.cwd(), '.bench-append-'));
  try {
    for (const [batch, rounds] of ROUNDS_OF_BATCH) yield await batchLine(directory, batch, rounds);
    yield await groupCommitLine(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function batchLine(directory: string, batch: number, rounds: number): Promise<AppendBenchLine> {
  const logs = new SqliteEventLogs(directory);
  const log = await logs.create(`batch-${batch}`);
  const raw = openSync(join(directory, `raw-${batch}`), 'a');
  const [rawTimes, logTimes]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const request = appendOf(Array.from({ length: batch }, ballot));
    logTimes.push(await timeOf(() => log.append(request)));
    const bytes = await bytesOfLast(log, batch);
    rawTimes.push(await timeOf(() => (writeSync(raw, bytes), fdatasyncSync(raw))));
  }
  closeSync(raw);
  await logs.close();
  const [rawP50Us, logP50Us] = [medianUs(rawTimes), medianUs(logTimes)];
  return {
    bench: 'append',
    batch,
    rawP50Us,
    logP50Us,
    ratio: round2(logP50Us / rawP50Us),
    targetRatio: batch <= 100 ? 2 : 'none',
  };
}

async function bytesOfLast(log: SqliteEventLog, batch: number): Promise<Buffer> {
  const stored = await log.readBytes((await log.head()) - batch, batch);
  return Buffer.concat(stored.map(({ bytes }) => bytes));
}

async function groupCommitLine(directory: string): Promise<AppendBenchLine> {
  const grouped = new SqliteEventLogs(directory);
  const single = new SqliteEventLogs(directory, { maxGroupSize: 1 });
  const [groupedLog, singleLog] = [await grouped.create('grouped'), await single.create('single')];
  const [groupedTimes, singleTimes]: [number[], number[]] = [[], []];
  for (let round = 0; round < GROUP_ROUNDS; round++) {
    groupedTimes.push(await timeOf(() => appendAtOnce(groupedLog)));
    singleTimes.push(await timeOf(() => appendAtOnce(singleLog)));
  }
  const { appends, commits } = groupedLog.statistics;
  await Promise.all([grouped.close(), single.close()]);
  const groupedPerSecond = Math.round((CONCURRENT * 1e6) / medianUs(groupedTimes));
  const singlePerSecond = Math.round((CONCURRENT * 1e6) / medianUs(singleTimes));
  const ratio = round2(groupedPerSecond / singlePerSecond);
  return {
    bench: 'group-commit',
    concurrent: CONCURRENT,
    groupedPerSecond,
    singlePerSecond,
    ratio,
    appendsPerCommit: round2(appends / commits),
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

/** Of milliseconds. */
function medianUs(times: readonly number[]): number {
  const warm = times.slice(Math.ceil(times.length / 3)).sort((a, b) => a - b);
  return Math.round(warm[Math.floor(warm.length / 2)]! * 1000);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

async function print(): Promise<void> {
  for await (const line of appendBench()) console.log(JSON.stringify(line));
}

if (require.main === module) void print();
