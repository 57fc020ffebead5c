import { delegationRules } from './delegation-rules';
import { breadthFirst } from './delegation-rules/breadth-first';
import type { DelegationGraph } from './delegations/delegation-graph';
import type { Routes } from './delegation-rules/delegation-rule';
import { type DelegationInput, type Resolution, fateOf } from './delegations/resolve-delegations';
import { assert } from './fault';

/** Why a declared delegate was not the one followed. */
export type SkipReason =
  /** Not on the roll of voters: unknown, struck, or a consultative guest. */
  | 'not-in-electorate'
  /** Counted by a show of hands: no weight can end there. */
  | 'counted-by-hand'
  /** No voter can be reached through them. */
  | 'no-voter-reachable'
  /** A voter can be reached, but only along a chain longer than the policy allows. */
  | 'chain-too-long'
  /** Their way to a voter has more hops. */
  | 'more-hops'
  /** Min-sum: their way to a voter has a greater sum of ranks. */
  | 'greater-rank-sum'
  /** As good a way, but ranked lower. */
  | 'ranked-lower'
  /** Every way from them to a voter comes back to this member. */
  | 'leads-back'
  /** The member cast a ballot or was counted by hand, so no delegation is followed. */
  | 'delegation-sleeps';

export interface SkippedDelegate {
  readonly delegate: string;
  /** From 1, as declared. */
  readonly rank: number;
  readonly why: SkipReason;
}

/** Each declared delegate of `member` who was not followed, best ranked first, and why. */
export function skippedDelegates(
  input: DelegationInput,
  resolution: Resolution,
  member: number,
): readonly SkippedDelegate[] {
  const declared = resolution.applied[member]?.to ?? [];
  const followed = resolution.next[member]!;
  const asleep = fateOf(resolution, member) === 'own-ballot' || fateOf(resolution, member) === 'hand-count';
  const nearest = breadthFirst.route(resolution.graph).hops;
  const skips = declared.map((delegate, place) => ({
    delegate,
    rank: place + 1,
    index: resolution.indexOf.get(delegate),
  }));
  return skips
    .filter(({ index }) => index === undefined || index !== followed)
    .map(({ delegate, rank, index }) => ({ delegate, rank, why: why(index, rank) }));

  function why(index: number | undefined, rank: number): SkipReason {
    if (asleep) return 'delegation-sleeps';
    if (index === undefined) return 'not-in-electorate';
    if (fateOf(resolution, index) === 'hand-count') return 'counted-by-hand';
    if (nearest[index] === -1) return 'no-voter-reachable';
    if (followed === -1) return 'chain-too-long';
    return compare(input, resolution, nearest, { member, followed, index, rank });
  }
}

interface Rivals {
  readonly member: number;
  readonly followed: number;
  readonly index: number;
  readonly rank: number;
}

/** Both delegates lead to a voter: what the rule saw in the other. */
function compare(input: DelegationInput, resolution: Resolution, nearest: Int32Array, rivals: Rivals): SkipReason {
  const { graph, applied, indexOf } = resolution;
  const { member, followed, index, rank } = rivals;
  const followedRank = 1 + applied[member]!.to.findIndex((delegate) => indexOf.get(delegate) === followed);
  switch (input.delegationRule) {
    case 'breadth-first':
      return nearest[index]! > nearest[followed]! ? 'more-hops' : 'ranked-lower';
    case 'depth-first':
      return rank > followedRank ? 'ranked-lower' : 'leads-back';
    case 'min-sum': {
      const routes = delegationRules['min-sum'].route(graph);
      const sumThrough = (delegate: number) => rankOf(graph, member, delegate) + rankSum(graph, routes, delegate);
      const [theirs, chosen] = [sumThrough(index), sumThrough(followed)];
      if (theirs > chosen) return 'greater-rank-sum';
      return routes.hops[index]! > routes.hops[followed]! ? 'more-hops' : 'ranked-lower';
    }
  }
}

/** The sum of ranks along the whole way from a routed member to their voter. */
function rankSum(graph: DelegationGraph, { next }: Routes, from: number): number {
  let sum = 0;
  for (let at = from; next[at] !== -1; at = next[at]!) sum += rankOf(graph, at, next[at]!);
  return sum;
}

function rankOf({ offsets, targets, ranks }: DelegationGraph, member: number, delegate: number): number {
  const arrow = targets.indexOf(delegate, offsets[member]);
  assert(arrow >= 0 && arrow < offsets[member + 1]!, 'a routed member follows someone who is not their delegate');
  return ranks[arrow]!;
}
