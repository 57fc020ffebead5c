import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { emptyRecord, recordToJson, type AssemblyRecord } from '@plenum/domain';
import { SqliteEventLogs, type EventLog } from '@plenum/event-log';
import { AssemblyView } from '../apps/api/src/platform/assembly-view';
import { Snapshots } from '../apps/api/src/platform/snapshots';
import { ballot, delegateOf, delegations, founding, idOf, opening, wordOf, type Entry } from './assembly/story';
import { recordOf, writeStory } from './assembly/write-story';
import { expectSame, WrongAnswer, type Bench, type Line } from './measure/bench';
import { inScratch } from './measure/scratch';
import { median, medianRatio, round } from './measure/statistics';

/**
 * A server that starts without a snapshot: from the first event of the log to the view that answers every query, against
 * reading and parsing the same events and dropping them. And what a snapshot saves.
 */
export const replayBench: Bench = async function* ({ quick, full }) {
  const sizes = quick ? [2000] : full ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  for (const events of sizes) yield* inScratchLines(events, quick ? 3 : events > 100_000 ? 3 : 7);
};

async function* inScratchLines(events: number, rounds: number): AsyncIterable<Line> {
  yield* await inScratch('replay', async (directory) => {
    const story = [...storyOf(events)];
    const logs = new SqliteEventLogs(directory);
    const log = await logs.create(idOf('assembly', 0));
    await writeStory(log, story);
    await logs.close();
    return measured(directory, story, rounds);
  });
}

/** A fifth of the events enrols, a fifth delegates, the rest votes on three proposals. */
function* storyOf(events: number): Iterable<Entry> {
  const members = Array.from({ length: Math.floor((events - 8) / 5) }, (_, index) => idOf('member', index));
  yield* founding(members);
  yield* delegations(members, delegateOf(members.length, 3));
  for (let proposal = 0; proposal < 3; proposal += 1) {
    const proposalId = idOf('proposal', proposal);
    yield* opening(proposalId, members.length);
    for (const [index, memberId] of members.entries()) yield ballot(proposalId, memberId, wordOf(index + proposal));
  }
}

async function measured(directory: string, story: readonly Entry[], rounds: number): Promise<Line[]> {
  const expected = recordToJson(recordOf(story));
  const logs = new SqliteEventLogs(directory);
  const log = await logs.open(idOf('assembly', 0));
  const snapshots = new Snapshots(directory);
  const [reading, replaying, loading]: [number[], number[], number[]] = [[], [], []];
  await snapshots.save(log, (await replayed(log)).record);
  for (let turn = 0; turn < rounds; turn += 1) {
    reading.push(await timed(async () => expectSame('events read', await readAll(log), story.length)));
    const replay = await replayed(log);
    replaying.push(replay.ms);
    let loaded: AssemblyRecord = emptyRecord;
    loading.push(await timed(async () => (loaded = await snapshots.load(log))));
    for (const record of [replay.record, loaded]) {
      if (!isDeepStrictEqual(recordToJson(record), expected))
        throw new WrongAnswer('a record is not what the story says');
    }
  }
  await logs.close();
  return linesOf(story.length, reading, replaying, loading);
}

function linesOf(events: number, reading: number[], replaying: number[], loading: number[]): Line[] {
  const perSecond = (times: readonly number[]) => Math.round((events * 1000) / median(times));
  return [
    {
      bench: 'replay',
      what: 'from cold: log to view',
      events,
      eventsPerSecond: perSecond(replaying),
      readPerSecond: perSecond(reading),
      ratio: medianRatio(reading, replaying),
      against: 'reading and parsing alone',
      goal: 'at least 0.5',
    },
    {
      bench: 'replay',
      what: 'from a snapshot',
      events,
      loadMs: round(median(loading)),
      replayMs: round(median(replaying)),
      ratio: medianRatio(replaying, loading),
      against: 'replaying from cold',
    },
  ];
}

/** The page a follower reads by. Unit: events. */
const PAGE = 512;

async function readAll(log: EventLog): Promise<number> {
  let after = 0;
  for (;;) {
    const page = await log.readAll(after, PAGE);
    if (page.length === 0) return after;
    after = page.at(-1)!.position;
  }
}

async function replayed(log: EventLog): Promise<{ readonly ms: number; readonly record: AssemblyRecord }> {
  const view = new AssemblyView(log, emptyRecord);
  const ms = await timed(() => view.follow());
  await view.stop();
  return { ms, record: view.record };
}

/** Unit: milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
