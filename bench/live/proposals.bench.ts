import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Fraction } from '@plenum/counting';
import { LiveCount, NOBODY, RollWeights, SILENT, followDelegates } from '../../libs/counting/src/live';
import { SeededDraws } from '../../libs/counting/src/power/seeded-draws';
import { type Bench, type Line, expectSame } from '../measure/bench';
import { round } from '../measure/statistics';
import { BUCKETS, shapes } from './stories';
import { totalsOf } from './event.bench';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const PROPOSALS = 10;

/** How many classes there are, and what members weigh. */
const rolls = {
  'one class, all alike': { classes: 1, weightOf: () => 1 },
  'three classes, own weights': { classes: 3, weightOf: (member: number) => 1 + (member % 7) },
} as const;

/**
 * Random events against ten open proposals over one roll: four in five are ballots on one proposal, cast, changed or withdrawn; one in five is a
 * delegation set or revoked, which all ten take in. Each proposal must end at the totals of a pass from nothing.
 */
export const liveProposalsBench: Bench = async function* ({ quick }) {
  for (const roll of Object.keys(rolls) as (keyof typeof rolls)[]) {
    yield quick ? proposalsLine(roll, 10_000, 100_000) : proposalsLine(roll, 100_000, 1_000_000);
  }
};

function proposalsLine(rollName: keyof typeof rolls, members: number, events: number): Line {
  const { classes, weightOf } = rolls[rollName];
  const draws = new SeededDraws(members);
  const delegates = shapes['random forest'](members, draws);
  const voices = new Int32Array(members).fill(SILENT);
  const people = Array.from({ length: members }, (_, member) => ({
    weight: Fraction.of(weightOf(member)),
    class: member % classes,
  }));
  const roll = RollWeights.of(people, classes);
  const before = bytesHeld();
  const proposals = Array.from(
    { length: PROPOSALS },
    () => new LiveCount({ roll, delegates, voices, buckets: BUCKETS }),
  );
  const bytes = bytesHeld() - before;
  const said = proposals.map(() => voices.slice());
  const starting = performance.now();
  let updates = 0;
  for (let event = 0; event < events; event++) updates += happen(draws, proposals, delegates, said);
  const seconds = (performance.now() - starting) / 1000;
  proposals.forEach((live, index) =>
    expectSame(`heads of proposal ${index}`, totalsOf(live).slice(2), headsFromNothing(delegates, said[index]!)),
  );
  return {
    bench: 'live-proposals',
    roll: rollName,
    members,
    proposals: PROPOSALS,
    events,
    eventsPerSecond: round(events / seconds),
    updates,
    updatesPerSecond: round(updates / seconds),
    bytesPerMemberAndProposal: round(bytes / (members * PROPOSALS)),
    proposalsMegabytes: round(bytes / 1e6),
    heapMegabytes: round(process.memoryUsage().heapUsed / 1e6),
  };
}

/** One event, and how many proposals took it in. `delegates` and `said` keep what stands. */
function happen(
  draws: SeededDraws,
  proposals: readonly LiveCount[],
  delegates: Int32Array,
  said: readonly Int32Array[],
): number {
  const member = draws.below(delegates.length);
  if (draws.below(5) === 0) {
    const delegate = draws.below(8) === 0 ? NOBODY : draws.below(delegates.length);
    delegates[member] = delegate === member ? NOBODY : delegate;
    for (const live of proposals) live.setDelegation(member, delegates[member]);
    return proposals.length;
  }
  const proposal = draws.below(proposals.length);
  const voices = said[proposal]!;
  const withdraws = voices[member] !== SILENT && draws.below(2) === 0;
  voices[member] = withdraws ? SILENT : draws.below(BUCKETS);
  if (withdraws) proposals[proposal]!.withdrawBallot(member);
  else proposals[proposal]!.castBallot(member, voices[member]);
  return 1;
}

/** Own and carried heads of each bucket. */
function headsFromNothing(delegates: Int32Array, voices: Int32Array): readonly number[] {
  const heads = new Array<number>(2 * BUCKETS).fill(0);
  followDelegates(delegates, voices).forEach((voter, member) => {
    if (voter >= 0) heads[2 * voices[voter]! + (voter === member ? 0 : 1)]!++;
  });
  return heads;
}

/** On the heap and in typed arrays, once what nobody holds is gone: the second collection ends the sweeping that the first began. */
function bytesHeld(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
