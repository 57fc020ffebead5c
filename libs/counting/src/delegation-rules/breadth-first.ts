import { type DelegationGraph, reverse } from '../delegations/delegation-graph';
import { type DelegationRule, type Routes, followNext, unrouted } from './delegation-rule';

/** Among all paths to a voter the one with the fewest hops; equal hops: the member's own better-ranked delegate. */
export const breadthFirst: DelegationRule = {
  name: 'breadth-first',
  paper: {
    authors: 'Grammateia Kotsialou, Luke Riley',
    year: 2020,
    title: 'Incentivising Participation in Liquid Democracy with Breadth-First Delegation',
    place: 'Proceedings of AAMAS 2020, pages 638-644; first version arXiv:1811.03710 (2018)',
    doi: '10.48550/arXiv.1811.03710',
  },
  route,
  path: followNext,
};

/** Walks backwards from all voters at once, hop by hop, so that each member is met first along a shortest path. */
function route(graph: DelegationGraph): Routes {
  const routes = unrouted(graph.size);
  const { offsets: listed, sources } = reverse(graph);
  const queue = new Int32Array(graph.size);
  let queued = 0;
  for (let member = 0; member < graph.size; member++) {
    if (!graph.votes[member]) continue;
    routes.hops[member] = 0;
    routes.voter[member] = member;
    queue[queued++] = member;
  }
  for (let served = 0; served < queued; served++) {
    const member = queue[served]!;
    if (!graph.votes[member]) settle(graph, routes, member);
    for (let place = listed[member]!; place < listed[member + 1]!; place++) {
      const delegator = sources[place]!;
      if (routes.hops[delegator] !== -1) continue;
      routes.hops[delegator] = routes.hops[member]! + 1;
      queue[queued++] = delegator;
    }
  }
  return routes;
}

/** Picks the best-ranked delegate that is one hop nearer; when this is served, every nearer member is settled. */
function settle({ offsets, targets }: DelegationGraph, { hops, next, voter }: Routes, member: number): void {
  let arrow = offsets[member]!;
  while (hops[targets[arrow]!] !== hops[member]! - 1) arrow++;
  next[member] = targets[arrow]!;
  voter[member] = voter[targets[arrow]!]!;
}
