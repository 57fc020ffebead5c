import { type Delivered, deliver } from '../delegations/deliver';
import { type Resolution, resolveDelegations } from '../delegations/resolve-delegations';
import type { Ballot, Election, Json } from '../election';
import { type Tally, tally } from '../tally';

/** A voter who alone could have made it end otherwise, by casting one of these choices with all they carry. */
export interface CouldFlip {
  readonly voter: string;
  readonly ways: readonly Flip[];
}

export interface Flip extends Pick<Tally, 'outcome' | 'winners'> {
  readonly choice: Json;
}

/**
 * Who alone could flip the result, everyone else's ballots and all delegations staying as they are: for every voter each of the `alternatives`
 * (such as "yes", "no" and "abstain") is tried, and counted by the election's own rule, weighing, conditions and tie-break. Voters who cast the
 * same and carry the same are tried once. Costs kinds of voters x alternatives tallies, each linear in the roll; in roll order.
 */
export function whoAloneCouldFlip(
  election: Election,
  alternatives: readonly Json[],
  resolution: Resolution = resolveDelegations(election),
): readonly CouldFlip[] {
  const result = ending(tally(election, resolution));
  const ballots = new Map(election.ballots.map((ballot) => [ballot.voter, ballot]));
  const loads = loadsOf(election, resolution);
  const known = new Map<string, readonly Flip[]>();
  const found: CouldFlip[] = [];
  resolution.roll.forEach(({ id: voter }, member) => {
    const ballot = ballots.get(voter);
    if (ballot === undefined) return;
    const kind = JSON.stringify([ballot.choice, ballot.channel, loads.get(member), likeNobodyElse(election, voter)]);
    const ways = known.get(kind) ?? flips(election, resolution, ballot, alternatives, result);
    known.set(kind, ways);
    if (ways.length > 0) found.push({ voter, ways });
  });
  return found;
}

function flips(
  election: Election,
  resolution: Resolution,
  ballot: Ballot,
  alternatives: readonly Json[],
  result: string,
): readonly Flip[] {
  return alternatives.flatMap((choice): Flip[] => {
    const changed = tally({ ...election, ballots: [...election.ballots, { ...ballot, choice }] }, resolution);
    return ending(changed) === result ? [] : [{ choice, outcome: changed.outcome, winners: changed.winners }];
  });
}

function ending({ outcome, winners }: Tally): string {
  return JSON.stringify([outcome, [...winners].sort()]);
}

/** What each voter casts, by class, own and carried apart, as it is left by damping and the cap. */
function loadsOf(election: Election, resolution: Resolution): ReadonlyMap<number, readonly Delivered[]> {
  const classes = [...new Set(resolution.roll.map((member) => member.class))];
  const classIndex = new Map(classes.map((name, index) => [name, index]));
  const { delivered } = deliver(resolution, election.delegationLimits, {
    bucketOf: Int32Array.from(resolution.roll, (_, member) => member),
    classOf: Int32Array.from(resolution.roll, (member) => classIndex.get(member.class)!),
    classes: classes.length,
  });
  const loads = new Map<number, Delivered[]>();
  for (const { bucket, ...load } of delivered) {
    const others = loads.get(bucket) ?? [];
    others.push({ bucket: 0, ...load });
    loads.set(bucket, others);
  }
  for (const load of loads.values())
    load.sort((a, b) => a.class - b.class || (a.carried === b.carried ? 0 : a.carried ? 1 : -1));
  return loads;
}

/** What sets apart voters who cast and carry the same: the chair's ballot may break a tie, and a commission's weighs otherwise. */
function likeNobodyElse({ tieBreak, weighing }: Election, voter: string): readonly boolean[] {
  return [tieBreak === `chair:${voter}`, weighing.commission?.members.includes(voter) ?? false];
}
