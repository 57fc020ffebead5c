import { type DelegationRuleName, delegationRules } from '../delegation-rules';
import type { Routes } from '../delegation-rules/delegation-rule';
import { isSingle, routeSingle } from '../delegation-rules/single-delegates';
import type { Delegation, DelegationLimits, HandCount, Member } from '../election';
import { Fault } from '../fault';
import { type DelegationGraph, delegationGraph } from './delegation-graph';
import { narrowestDelegations } from './scopes';

/** What resolving delegations needs of an election: any `Election` will do, and so does a live view of one. */
export interface DelegationInput {
  readonly members: readonly Member[];
  readonly areas: readonly string[];
  readonly delegations: readonly Delegation[];
  readonly delegationRule: DelegationRuleName;
  readonly delegationLimits: DelegationLimits;
  readonly ballots: readonly { readonly voter: string }[];
  readonly handCounts: readonly Pick<HandCount, 'counted'>[];
}

/** Members and consultative guests are resolved apart: no weight passes between them. */
export type Part = 'members' | 'guests';

/** Where a member's weight ended up. Everyone has exactly one fate. */
export const FATES = ['own-ballot', 'carried', 'hand-count', 'cycle', 'dead-end'] as const;
export type Fate = (typeof FATES)[number];

/** Most hops a damped weight travels when the policy sets no chain limit; keeps exact damping within bounds. */
export const MAX_DAMPED_HOPS = 256;

/** For each member of one part, by dense index: who carries their weight, along which first step, how far, or why nobody. */
export interface Resolution extends Routes {
  /** The members of this part, in roll order; index i here is index i in every array. */
  readonly roll: readonly Member[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly graph: DelegationGraph;
  /** Index into FATES. */
  readonly fates: Uint8Array;
  /** The delegation that applied to each member (the narrowest), or undefined. */
  readonly applied: readonly (Delegation | undefined)[];
}

const [OWN_BALLOT, CARRIED, HAND_COUNT, CYCLE, DEAD_END] = [0, 1, 2, 3, 4] as const;

export function fateOf(resolution: Resolution, member: number): Fate {
  const fate = FATES[resolution.fates[member]!];
  if (fate === undefined) throw new Fault(`member ${member} has no fate`);
  return fate;
}

/** Who carries whose weight. Linear in members and delegations; the order of ballots and delegations does not matter. */
export function resolveDelegations(input: DelegationInput, part: Part = 'members'): Resolution {
  const roll = input.members.filter((member) => member.votes === (part === 'members'));
  const indexOf = new Map<string, number>();
  for (let index = 0; index < roll.length; index++) indexOf.set(roll[index]!.id, index);
  const votes = new Uint8Array(roll.length);
  const voterIndex = inOrderOf(roll, indexOf);
  for (const { voter } of input.ballots) mark(votes, voterIndex(voter));
  const counted = new Uint8Array(roll.length);
  for (const handCount of input.handCounts) for (const id of handCount.counted ?? []) mark(counted, indexOf.get(id));
  const applied = narrowestDelegations(input.delegations, input.areas, roll.length, inOrderOf(roll, indexOf));
  const delegatesOf = (member: number) => (counted[member] ? undefined : applied[member]?.to);
  const graph = delegationGraph(votes, delegatesOf, indexOf);
  const routes = isSingle(graph) ? routeSingle(graph) : delegationRules[input.delegationRule].route(graph);
  cutLongChains(routes, input.delegationLimits);
  return { ...routes, roll, indexOf, graph, applied, fates: fates(graph, routes, counted) };
}

/**
 * Looks up the index of one id after another. Where they come in the order of the roll, as in most files, each is the one after the last: that
 * spares the map, which on a large roll is far from the processor.
 */
function inOrderOf(roll: readonly Member[], indexOf: ReadonlyMap<string, number>): (id: string) => number | undefined {
  let expected = 0;
  return (id) => {
    const index = roll[expected]?.id === id ? expected : indexOf.get(id);
    if (index !== undefined) expected = index + 1;
    return index;
  };
}

function mark(marks: Uint8Array, index: number | undefined): void {
  if (index !== undefined) marks[index] = 1;
}

/** The limit cuts the chain that the rule chose; whoever is further from the voter than that delivers nothing. */
function cutLongChains({ voter, next, hops }: Routes, { maxChain, damping }: DelegationLimits): void {
  const most = Math.min(maxChain ?? Infinity, damping === undefined ? Infinity : MAX_DAMPED_HOPS);
  if (most === Infinity) return;
  for (let member = 0; member < hops.length; member++) {
    if (hops[member]! > most) voter[member] = next[member] = hops[member] = -1;
  }
}

function fates(graph: DelegationGraph, { voter, hops }: Routes, counted: Uint8Array): Uint8Array {
  const circling = endsInCircle(graph);
  const fates = new Uint8Array(graph.size);
  for (let member = 0; member < graph.size; member++) {
    if (counted[member]) fates[member] = HAND_COUNT;
    else if (hops[member] === 0) fates[member] = OWN_BALLOT;
    else if (voter[member] !== -1) fates[member] = CARRIED;
    else fates[member] = circling[member] ? CYCLE : DEAD_END;
  }
  return fates;
}

/** 1 where the chain of first usable delegates runs into a circle; elsewhere it ends at someone. */
function endsInCircle({ size, offsets, targets }: DelegationGraph): Uint8Array {
  const circling = new Uint8Array(size);
  const walkedFrom = new Int32Array(size).fill(-1);
  for (let start = 0; start < size; start++) {
    let at = start;
    while (at !== -1 && walkedFrom[at] === -1) {
      walkedFrom[at] = start;
      at = firstOf(at);
    }
    const circles = at !== -1 && (walkedFrom[at] === start || circling[at] === 1);
    for (at = start; circles && at !== -1 && walkedFrom[at] === start && !circling[at]; at = firstOf(at))
      circling[at] = 1;
  }
  return circling;

  function firstOf(member: number): number {
    return offsets[member] === offsets[member + 1] ? -1 : targets[offsets[member]!]!;
  }
}
