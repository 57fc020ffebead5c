import { type DelegationGraph, MAX_DELEGATES, reverse } from '../delegations/delegation-graph';
import { type DelegationRule, type Routes, followNext, unrouted } from './delegation-rule';

/** The path with the least sum of ranks; equal sums: fewer hops, then the member's own better-ranked delegate. */
export const minSum: DelegationRule = {
  name: 'min-sum',
  paper: {
    authors: 'Markus Brill, Théo Delemazure, Anne-Marie George, Martin Lackner, Ulrike Schmidt-Kraepelin',
    year: 2022,
    title: 'Liquid Democracy with Ranked Delegations',
    doi: '10.1609/aaai.v36i5.20417',
  },
  route,
  path: followNext,
};

const RING = MAX_DELEGATES + 1;

/**
 * Shortest paths backwards from all voters with a ring of buckets, one per sum of ranks (Dial's algorithm): ranks are small
 * whole numbers, so the pass is linear. A bucket is served in any order: whoever improves a sum lies in an earlier bucket.
 */
function route(graph: DelegationGraph): Routes {
  const routes = unrouted(graph.size);
  const { offsets: listed, sources, arrows } = reverse(graph);
  const sums = new Int32Array(graph.size).fill(-1);
  const settled = new Uint8Array(graph.size);
  const ring: number[][] = Array.from({ length: RING }, () => []);
  for (let member = 0; member < graph.size; member++) {
    if (!graph.votes[member]) continue;
    [sums[member], routes.hops[member], routes.voter[member]] = [0, 0, member];
    ring[0]!.push(member);
  }
  let waiting = ring[0]!.length;
  for (let sum = 0; waiting > 0; sum++) {
    const bucket = ring[sum % RING]!;
    ring[sum % RING] = [];
    waiting -= bucket.length;
    for (const member of bucket) {
      if (settled[member]) continue;
      settled[member] = 1;
      if (!graph.votes[member]) settle(graph, routes, sums, member);
      for (let place = listed[member]!; place < listed[member + 1]!; place++) {
        const delegator = sources[place]!;
        const through = sum + graph.ranks[arrows[place]!]!;
        const known = sums[delegator]!;
        if (known !== -1 && (known < through || settled[delegator])) continue;
        const hops = routes.hops[member]! + 1;
        if (known === through && routes.hops[delegator]! <= hops) continue;
        routes.hops[delegator] = hops;
        if (known === through) continue;
        sums[delegator] = through;
        ring[through % RING]!.push(delegator);
        waiting++;
      }
    }
  }
  return routes;
}

function settle(graph: DelegationGraph, { hops, next, voter }: Routes, sums: Int32Array, member: number): void {
  const { offsets, targets, ranks } = graph;
  let arrow = offsets[member]!;
  while (!isBest(targets[arrow]!, ranks[arrow]!)) arrow++;
  next[member] = targets[arrow]!;
  voter[member] = voter[targets[arrow]!]!;

  function isBest(target: number, rank: number): boolean {
    return sums[target] !== -1 && sums[target]! + rank === sums[member] && hops[target]! + 1 === hops[member];
  }
}
