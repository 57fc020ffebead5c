import { isFinding, LogAudit, SqliteEventLogs, sqliteLogFileOf, SqliteSuspect } from '@plenum/event-log';
import { setImmediate } from 'node:timers/promises';
import { Recount } from '../apps/cli/src/verify/recount';
import { idOf, type Entry } from './assembly/story';
import { goingOn, growing } from './assembly/whole-votes';
import { writeStory } from './assembly/write-story';
import { expectSame, type Bench, type Line } from './measure/bench';
import { keptMemory, type KeptMemory } from './measure/memory';
import { inScratch } from './measure/scratch';
import { round } from './measure/statistics';

/**
 * What an audit holds when it holds most: at the last close, with the ballots that are about to be counted again. How that grows with
 * an assembly whose members grow with its log, and with one that only goes on voting.
 */
export const verifyMemoryBench: Bench = async function* ({ quick, full }) {
  const [least, most] = quick ? [2_000, 6_000] : [10_000, full ? 1_000_000 : 100_000];
  for (const [what, story] of [
    ['an assembly that grows with its log', growing],
    ['an assembly of 1,000 that goes on voting', goingOn],
  ] as const) {
    yield growth(what, await kept(story(least)), await kept(story(most)));
  }
};

/** What an audit holds, how much of that the rules of the log keep of its events, and how long the log is. Unit: bytes. */
interface Kept extends KeptMemory {
  readonly events: number;
  readonly rules: number;
  readonly read: number;
}

function kept(story: Iterable<Entry>): Promise<Kept> {
  return inScratch('verify-memory', async (scratch) => {
    const assemblyId = idOf('assembly', 0);
    const log = await new SqliteEventLogs(scratch).create(assemblyId);
    await writeStory(log, story);
    const events = await log.head();
    await log.close();
    const before = await settledMemory();
    const { heap, buffers, ...rest } = await atTheLastClose(sqliteLogFileOf(scratch, assemblyId)!, events);
    return { events, heap: heap - before.heap, buffers: buffers - before.buffers, ...rest };
  });
}

/** One thread for everything, where its memory can be measured. The last event certifies what the one before it closed. */
async function atTheLastClose(file: string, events: number): Promise<Omit<Kept, 'events'>> {
  const [log, rules, recount] = [SqliteSuspect.open(file), new LogAudit([]), new Recount()];
  let held: Omit<Kept, 'events'> | undefined;
  let read = 0;
  for await (const page of log.pages()) {
    for (const entry of page) {
      if (isFinding(entry)) continue;
      read += entry.bytes.length;
      const { envelope } = rules.take(entry);
      const findings = recount.take(entry.position, entry.leafHash!, envelope!);
      expectSame('findings', findings, []);
      if (entry.position === events - 1) held = { ...keptMemory(), rules: rules.bytes, read };
    }
  }
  log.close();
  expectSame('whether results were counted again', recount.recounted > 0, true);
  return held!;
}

/** Some of what earlier rounds have left is only freed in later turns of the event loop. */
async function settledMemory(): Promise<KeptMemory> {
  for (let turn = 0; turn < 10; turn += 1) {
    keptMemory();
    await setImmediate();
  }
  return keptMemory();
}

function growth(what: string, least: Kept, most: Kept): Line {
  const perEvent = (part: 'heap' | 'buffers' | 'rules') =>
    round((most[part] - least[part]) / (most.events - least.events));
  const mb = (bytes: number) => round(bytes / 2 ** 20);
  return {
    ...{ bench: 'verify-memory', what, events: most.events, since: least.events },
    ...{ heapMb: mb(most.heap), buffersMb: mb(most.buffers), residentMb: mb(most.resident) },
    ...{ heapBytesPerEvent: perEvent('heap'), bufferBytesPerEvent: perEvent('buffers') },
    rulesBytesPerEvent: perEvent('rules'),
    ...{ ratio: round((most.heap + most.buffers) / most.read), against: 'the bytes of the events that were read' },
  };
}
