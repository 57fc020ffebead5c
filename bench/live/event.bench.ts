import { performance } from 'node:perf_hooks';
import { Fraction } from '@plenum/counting';
import { HOP_BUDGET, LiveCount, NOBODY, RollWeights, followDelegates } from '../../libs/counting/src/live';
import { type Bench, type Line, expectSame } from '../measure/bench';
import { median, medianRatio, round } from '../measure/statistics';
import { CppReference } from './cpp-reference';
import { BUCKETS, DELEGATES, type LiveStory, SAYS, type Shape, liveStory, shapeNames } from './stories';

/** Members up to which plain walking is measured on a chain: it takes half the chain for each event. */
const WALKED_CHAIN = 10_000;

interface Run {
  readonly startMs: number;
  readonly eventUs: number;
  readonly totals: readonly number[];
}

/**
 * One event in a live count: members cast, withdraw, revoke and delegate again, and the delegate who carries most changes their mind. The hybrid
 * against the same structure in C++, against folding always, and against walking always. All must end at the same totals, which are those of a
 * pass from nothing.
 */
export const liveEventBench: Bench = async function* ({ quick }) {
  const cpp = CppReference.build();
  try {
    for (const shape of shapeNames) {
      let smallest: EventLine | undefined;
      for (const size of quick ? [1000, 10_000] : [1000, 10_000, 100_000, 1_000_000]) {
        const line = eventLine(shape, size, quick ? 3 : 7, cpp);
        smallest ??= line;
        yield { ...line, ...growth(line, smallest) };
      }
    }
  } finally {
    cpp?.remove();
  }
};

type EventLine = Line & { readonly eventUs: number; readonly cppEventUs?: number };

/** Against the smallest size, in both languages. */
function growth({ eventUs, cppEventUs }: EventLine, smallest: EventLine): Line {
  const ours = { growth: round(eventUs / smallest.eventUs) };
  if (cppEventUs === undefined || smallest.cppEventUs === undefined) return ours;
  return { ...ours, cppGrowth: round(cppEventUs / smallest.cppEventUs) };
}

function eventLine(shape: Shape, size: number, rounds: number, cpp: CppReference | undefined): EventLine {
  const story = liveStory(shape, size, rounds < 5 ? 10_000 : 100_000);
  const runCpp = cpp?.on(story);
  const expected = totalsFromNothing(story);
  const told = (way: string, totals: readonly number[]) => expectSame(`${way}: ${shape} of ${size}`, totals, expected);
  const runs: Record<'hybrid' | 'folding' | 'walking' | 'cpp', Run[]> = {
    hybrid: [],
    folding: [],
    walking: [],
    cpp: [],
  };
  const walks = shape !== 'one chain' || size <= WALKED_CHAIN;
  for (let round = 0; round < rounds; round++) {
    runs.hybrid.push(run(story, HOP_BUDGET));
    runs.folding.push(run(story, 0));
    if (walks) runs.walking.push(run(story, Infinity));
    if (runCpp === undefined) continue;
    const { startMs, eventsMs, totals } = runCpp(HOP_BUDGET);
    runs.cpp.push({ startMs, eventUs: (eventsMs * 1000 * 3) / story.script.length, totals });
  }
  for (const [way, all] of Object.entries(runs)) for (const { totals } of all) told(way, totals);
  const [hybrid, compared] = [eventTimes(runs.hybrid), eventTimes(runs.cpp)];
  return {
    bench: 'live-event',
    shape,
    members: size,
    eventUs: round(median(hybrid)),
    alwaysFoldingUs: round(median(eventTimes(runs.folding))),
    ...(walks && { alwaysWalkingUs: round(median(eventTimes(runs.walking))) }),
    startMs: round(median(runs.hybrid.map(({ startMs }) => startMs))),
    ...(runCpp && {
      cppEventUs: round(median(compared)),
      eventOverCpp: medianRatio(hybrid, compared),
      cppStartMs: round(median(runs.cpp.map(({ startMs }) => startMs))),
    }),
  };
}

/** Without the first third, which warms up. */
function eventTimes(runs: readonly Run[]): readonly number[] {
  return runs.slice(Math.floor(runs.length / 3)).map(({ eventUs }) => eventUs);
}

function run({ delegates, ballots, script }: LiveStory, hopBudget: number): Run {
  const roll = RollWeights.of(Array.from(delegates, () => ({ weight: Fraction.ONE, class: 0 })));
  const starting = performance.now();
  const live = new LiveCount({ roll, delegates, voices: ballots, buckets: BUCKETS, hopBudget });
  const started = performance.now();
  play(live, script);
  const ended = performance.now();
  return {
    startMs: started - starting,
    eventUs: ((ended - started) * 1000 * 3) / script.length,
    totals: totalsOf(live),
  };
}

export function play(live: LiveCount, script: Int32Array): void {
  for (let at = 0; at < script.length; at += 3) {
    const [member, argument] = [script[at + 1]!, script[at + 2]!];
    if (script[at] === DELEGATES) live.setDelegation(member, argument);
    else if (argument >= 0) live.castBallot(member, argument);
    else live.withdrawBallot(member);
  }
}

/** Heads in a circle, at a dead end, then own and carried of each bucket: as the C++ reference prints them. */
export function totalsOf(live: LiveCount): readonly number[] {
  const { delivered, undelivered } = live.delivery();
  const totals = new Array<number>(2 + 2 * BUCKETS).fill(0);
  totals[0] = Number(undelivered.cycle.heads.n);
  totals[1] = Number(undelivered['dead-end'].heads.n);
  for (const { bucket, carried, heads } of delivered) totals[2 + 2 * bucket + (carried ? 1 : 0)]! += Number(heads.n);
  return totals;
}

/** The same by writing down what was said last, and one pass. Whoever delegates and reaches no voter is, in these shapes, in a circle. */
function totalsFromNothing({ delegates, ballots, script }: LiveStory): readonly number[] {
  const [last, said] = [delegates.slice(), ballots.slice()];
  for (let at = 0; at < script.length; at += 3) (script[at] === SAYS ? said : last)[script[at + 1]!] = script[at + 2]!;
  const totals = new Array<number>(2 + 2 * BUCKETS).fill(0);
  followDelegates(last, said).forEach((voter, member) => {
    totals[voter < 0 ? (last[member] === NOBODY ? 1 : 0) : 2 + 2 * said[voter]! + (voter === member ? 0 : 1)]!++;
  });
  return totals;
}
