import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { emptyRecord, type AssemblyRecord } from '@plenum/domain';
import { SqliteEventLogs, type EventLog } from '@plenum/event-log';
import { AssemblyView } from '../apps/api/src/platform/assembly-view';
import { Snapshots } from '../apps/api/src/platform/snapshots';
import { ballot, delegateOf, delegations, founding, idOf, opening, wordOf, type Entry } from './assembly/story';
import { recordOf, writeStory } from './assembly/write-story';
import { expectSame, type Bench, type Line } from './measure/bench';
import { inScratch } from './measure/scratch';
import { median, round } from './measure/statistics';

/**
 * A server that starts on a long log: opening the log, loading the snapshot, following the rest; then the first question that needs
 * the ballots of a proposal. And what writing a snapshot does to whoever is served meanwhile.
 */
export const startUpBench: Bench = async function* ({ quick, full }) {
  const sizes = quick ? [2_000] : full ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  for (const events of sizes)
    yield* await inScratch('start-up', (directory) => measured(directory, events, quick ? 1 : 5));
};

/** Unit: events written since the last snapshot, as a server that was killed leaves them at most. */
const MOST_SINCE = 10_000;

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

async function measured(directory: string, events: number, rounds: number): Promise<Line[]> {
  const story = [...storyOf(events)];
  const logs = new SqliteEventLogs(directory);
  await writeStory(await logs.create(idOf('assembly', 0)), story);
  const since = Math.min(MOST_SINCE, Math.floor(story.length / 10));
  const kept = recordOf(story.slice(0, story.length - since));
  const writing = await written(directory, await logs.open(idOf('assembly', 0)), kept);
  await logs.close();
  const starts: Start[] = [];
  for (let turn = 0; turn < rounds; turn += 1) starts.push(await started(directory, story.length));
  const coldMs = await timed(() => cold(directory, story.length));
  const middle = (part: keyof Start) => round(median(starts.map((one) => one[part])));
  return [
    {
      ...{ bench: 'start-up', what: 'from a snapshot to ready', events: story.length },
      ...{ newerThanTheSnapshot: since, goal: 'at most 5,000 ms at 1,000,000 events' },
      ...{
        readyMs: middle('readyMs'),
        openMs: middle('openMs'),
        loadMs: middle('loadMs'),
        followMs: middle('followMs'),
      },
      ...{ firstBallotsMs: middle('ballotsMs'), coldMs: round(coldMs) },
      ...{ ratio: round(coldMs / median(starts.map(({ readyMs }) => readyMs))), against: 'a start without a snapshot' },
    },
    { bench: 'start-up', what: 'writing a snapshot', events: kept.position, ...writing },
  ];
}

/** Unit: milliseconds. */
interface Start {
  readonly openMs: number;
  readonly loadMs: number;
  readonly followMs: number;
  readonly readyMs: number;
  /** The first look at the ballots of one proposal. */
  readonly ballotsMs: number;
}

async function started(directory: string, events: number): Promise<Start> {
  const logs = new SqliteEventLogs(directory);
  let [log, loaded]: [EventLog | undefined, AssemblyRecord] = [undefined, emptyRecord];
  const openMs = await timed(async () => (log = await logs.open(idOf('assembly', 0))));
  const loadMs = await timed(async () => (loaded = await new Snapshots(directory).load(log!)));
  const view = new AssemblyView(log!, loaded);
  const followMs = await timed(() => view.follow());
  const first = view.record.proposals.get(idOf('proposal', 0))!;
  const ballotsMs = await timed(async () => first.ballots.size);
  await view.stop();
  await logs.close();
  expectSame('the position that the view shows', view.record.position, events);
  expectSame('something was loaded', loaded.position > 0, true);
  return { openMs, loadMs, followMs, readyMs: openMs + loadMs + followMs, ballotsMs };
}

async function cold(directory: string, events: number): Promise<void> {
  const logs = new SqliteEventLogs(directory);
  const view = new AssemblyView(await logs.open(idOf('assembly', 0)), emptyRecord);
  await view.follow();
  expectSame('the position that the view shows', view.record.position, events);
  await view.stop();
  await logs.close();
}

async function written(directory: string, log: EventLog, record: AssemblyRecord) {
  const waits = monitorEventLoopDelay({ resolution: 1 });
  waits.enable();
  const writeMs = await timed(() => new Snapshots(directory).save(log, record));
  waits.disable();
  return { writeMs: round(writeMs), waitMsP99: round(waits.percentile(99) / 1e6), waitMsMost: round(waits.max / 1e6) };
}

/** Unit: milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
