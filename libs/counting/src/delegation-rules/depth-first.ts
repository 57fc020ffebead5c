import type { DelegationRule } from './delegation-rule';
import { DepthFirstSearch } from './depth-first-search';

/**
 * The first-ranked delegate that leads to a voter, explored in rank order without passing anyone twice: of all paths the
 * first in the members' own order of preference.
 *
 * Weights need not flow together here. In a circle each member's search starts elsewhere, so a delegate's own weight may leave
 * by another way than the weight that came to them; the path of each member is therefore searched from that member.
 */
export const depthFirst: DelegationRule = {
  name: 'depth-first',
  paper: {
    authors: 'Grammateia Kotsialou, Luke Riley',
    year: 2020,
    title: 'Incentivising Participation in Liquid Democracy with Breadth-First Delegation',
    place: 'Proceedings of AAMAS 2020, pages 638-644; first version arXiv:1811.03710 (2018)',
    doi: '10.48550/arXiv.1811.03710',
  },
  route: (graph) => new DepthFirstSearch(graph).routeEveryone(),
  path: (graph, _routes, member) => new DepthFirstSearch(graph).pathFrom(member),
};
