import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { tally } from '@plenum/counting';
import { electionOf } from '@plenum/domain';
import { recordOf } from '../assembly/write-story';
import { membersOf } from '../cast-ballot/casts';
import { type Bench, type Line, expectSame } from '../measure/bench';
import { inScratch } from '../measure/scratch';
import { median, percentile, round } from '../measure/statistics';
import { LINE, Hall, PRIVATE, RANKED, storyOf, type Where } from './off-loop-hall';

const WHERES: readonly Where[] = ['on the loop', 'on a thread'];

/** Ballots that arrive in a second, whether or not those before are recorded. */
const CASTS_PER_SECOND = 200;

/**
 * Members cast ballots while a proposal with ranked delegations, which has to be counted from nothing each time, is shown live: counted on the
 * event loop, and on a thread of its own, in turns on one server. Then what one ballot's tally takes from the thread, where it is counted
 * live. Every last tally is checked against a count from nothing.
 */
export const liveOffLoopBench: Bench = async function* ({ quick }) {
  for (const members of quick ? [1000] : [1000, 2000, 5000, 10_000]) yield passLine(members, quick ? 3 : 15);
  const [members, seconds, rounds] = quick ? [6000, 1, 1] : [100_000, 8, 3];
  yield* await inScratch('off-loop', async (directory) => {
    const hall = await Hall.open(directory, members);
    try {
      return [
        await readyLine(hall),
        ...(await castingLines(hall, seconds, rounds)),
        await liveLine(hall, quick ? 20 : 300),
      ];
    } finally {
      await hall.close();
    }
  });
};

/** What a pass over ranked delegations takes, which says how large an electorate may be that is counted on the loop. */
function passLine(members: number, times: number): Line {
  const record = recordOf(storyOf(membersOf(members)));
  const took = Array.from({ length: times }, () => {
    const start = processorMs();
    tally(electionOf(record, RANKED)!);
    return processorMs() - start;
  });
  return { ...LINE, what: 'a pass over ranked delegations', members, processorMsP50: round(median(took)) };
}

/** What this thread has used of a processor, whoever else wanted it. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** From the start of the server until its thread has read the log, begun a live count and made a first pass, and the loop meanwhile. */
async function readyLine(hall: Hall): Promise<Line> {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const start = performance.now();
  for (const proposalId of [PRIVATE, RANKED]) await hall.told('on a thread', proposalId);
  loop.disable();
  return {
    ...LINE,
    what: 'a thread that begins with the server',
    members: hall.members,
    events: hall.record.position,
    readyMs: round(performance.now() - start),
    loopMaxMs: round(loop.max / 1e6),
  };
}

interface Round {
  readonly castMs: readonly number[];
  readonly loopP50Ms: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly talliesPerSecond: number;
}

async function castingLines(hall: Hall, seconds: number, rounds: number): Promise<Line[]> {
  const measured: Record<Where, Round[]> = { 'on the loop': [], 'on a thread': [] };
  for (const where of WHERES) await hall.told(where, RANKED);
  for (let turn = 0; turn < rounds; turn++) {
    for (const where of WHERES) measured[where].push(await castingRound(hall, where, seconds));
  }
  const lines = WHERES.map((where) => castingLine(hall, where, measured[where]));
  const longest = (where: Where) => median(measured[where].map(({ loopMaxMs }) => loopMaxMs));
  const ratio = round(longest('on the loop') / longest('on a thread'));
  return [...lines, { ...LINE, what: 'longest wait of the loop', ratio, against: 'on a thread' }];
}

async function castingRound(hall: Hall, where: Where, seconds: number): Promise<Round> {
  const shown = hall.show(where, RANKED);
  await shown.first;
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const castMs = await hall.castAtPace(RANKED, CASTS_PER_SECOND, seconds);
  loop.disable();
  const talliesPerSecond = shown.stop() / seconds;
  await expectCounted(hall, where, RANKED);
  const ms = (nanoseconds: number) => nanoseconds / 1e6;
  return {
    castMs,
    loopP50Ms: ms(loop.percentile(50)),
    loopP99Ms: ms(loop.percentile(99)),
    loopMaxMs: ms(loop.max),
    talliesPerSecond,
  };
}

function castingLine(hall: Hall, where: Where, rounds: readonly Round[]): Line {
  const castMs = rounds.flatMap((one) => one.castMs);
  const middle = (of: (one: Round) => number) => round(median(rounds.map(of)));
  return {
    ...LINE,
    what: 'casting while ranked delegations are counted again and again',
    where,
    members: hall.members,
    castsPerSecond: CASTS_PER_SECOND,
    castP50Ms: round(percentile(castMs, 50)),
    castP99Ms: round(percentile(castMs, 99)),
    castMaxMs: round(Math.max(...castMs)),
    loopP50Ms: middle(({ loopP50Ms }) => loopP50Ms),
    loopP99Ms: middle(({ loopP99Ms }) => loopP99Ms),
    loopMaxMs: middle(({ loopMaxMs }) => loopMaxMs),
    talliesPerSecond: middle((one) => one.talliesPerSecond),
  };
}

/** A proposal without ranked delegations, which the thread counts live. */
async function liveLine(hall: Hall, times: number): Promise<Line> {
  const took: number[] = [];
  for (let done = 0; done < times; done++) {
    await hall.cast(PRIVATE);
    const asked = performance.now();
    await hall.told('on a thread', PRIVATE);
    took.push(performance.now() - asked);
  }
  await expectCounted(hall, 'on a thread', PRIVATE);
  return {
    ...LINE,
    what: 'one ballot recorded, then its live tally',
    where: 'on a thread',
    members: hall.members,
    msP50: round(percentile(took, 50)),
    msP99: round(percentile(took, 99)),
  };
}

async function expectCounted(hall: Hall, where: Where, proposalId: string): Promise<void> {
  const { record, figures } = await hall.told(where, proposalId);
  expectSame(`${where}: the tally of ${hall.members}`, figures.tally, tally(electionOf(record, proposalId)!));
}
