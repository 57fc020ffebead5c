import { carriedByVoter } from './delegations/deliver';
import { type Part, type Resolution, resolveDelegations } from './delegations/resolve-delegations';
import { type Election, type ExactText, type FileVersion, fileVersion } from './election';
import { Fraction } from './exact/fraction';
import { keyed } from './keyed';
import { type GuestTally, type Tally, tally } from './tally';

/** What one voter casts: their own weight, and what they carry for whom (everyone whose weight arrives, near or far). */
export interface VoterLoad {
  readonly own: ExactText;
  readonly carried: ExactText;
  readonly from: readonly string[];
}

export type VoterLoads = { readonly [voter: string]: VoterLoad };

/**
 * The result document of the count file. `JSON.stringify` of it is the same bytes for the same election. `plenum` is the version of
 * the file that the election needs, and `weighed` is told from version 2 on: the bytes of version 1 do not change.
 */
export interface CountResult extends Omit<Tally, 'sums' | 'guests'> {
  readonly plenum: FileVersion;
  readonly voters: VoterLoads;
  readonly guests?: GuestTally & { readonly voters: VoterLoads };
}

/** The one count: live tallies, certified results and the auditor's recount all come from here. */
export function count(election: Election): CountResult {
  const resolution = resolveDelegations(election);
  const {
    outcome,
    winners,
    ranking,
    scores,
    undelivered,
    participation,
    byClass,
    byChannel,
    byBloc,
    weighed,
    guests,
    workings,
  } = tally(election, resolution);
  const plenum = fileVersion(election);
  return {
    plenum,
    outcome,
    winners,
    ...(ranking && { ranking }),
    scores,
    voters: voterLoads(election, resolution),
    undelivered,
    participation,
    byClass,
    byChannel,
    byBloc,
    ...(plenum > 1 && weighed && { weighed }),
    ...(guests && { guests: { ...guests, voters: partLoads(election, 'guests') } }),
    workings,
  };
}

/** The result as `plenum count` prints it: one JSON document, indented by two, ending in a newline. */
export function printResult(result: CountResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}

function partLoads(election: Election, part: Part): VoterLoads {
  return voterLoads(election, resolveDelegations(election, part));
}

/** Who carries whose weight, in roll order. */
export function voterLoads(election: Election, resolution: Resolution): VoterLoads {
  const { roll, voter, hops } = resolution;
  const carried = carriedByVoter(resolution, election.delegationLimits);
  const from = new Map<number, string[]>();
  for (let member = 0; member < roll.length; member++) {
    if (hops[member]! < 1) continue;
    const carrier = voter[member]!;
    if (from.has(carrier)) from.get(carrier)!.push(roll[member]!.id);
    else from.set(carrier, [roll[member]!.id]);
  }
  const loads: [string, VoterLoad][] = [];
  for (let member = 0; member < roll.length; member++) {
    if (hops[member] !== 0) continue;
    const own = roll[member]!.weight.toString();
    loads.push([
      roll[member]!.id,
      { own, carried: (carried.get(member) ?? Fraction.ZERO).toString(), from: from.get(member) ?? [] },
    ]);
  }
  return keyed(loads);
}
