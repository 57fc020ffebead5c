import type { DelegationGraph } from '../delegations/delegation-graph';
import { Fault } from '../fault';
import { breadthFirst } from './breadth-first';
import { type DelegationRule, type Routes, unrouted } from './delegation-rule';

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

class DepthFirstSearch {
  private readonly routes: Routes;
  /** Hops to the nearest voter; -1 where none can be reached. */
  private readonly nearest: Int32Array;
  /** Each member's first delegate from whom a voter can be reached; -1 without one. */
  private readonly first: Int32Array;
  /** 1 where following first choices alone ends at a voter. */
  private readonly straight: Uint8Array;
  /** Where in `targets` the search now stands at a member. */
  private readonly cursor: Int32Array;
  /** The start of the last search that entered this member. */
  private readonly enteredBy: Int32Array;

  constructor(private readonly graph: DelegationGraph) {
    const { size } = graph;
    this.routes = unrouted(size);
    this.nearest = breadthFirst.route(graph).hops;
    this.straight = new Uint8Array(size);
    this.cursor = graph.offsets.slice(0, size);
    this.enteredBy = new Int32Array(size).fill(-1);
    this.first = Int32Array.from({ length: size }, (_, member) => this.nextChoice(member, -2));
  }

  routeEveryone(): Routes {
    const circles = this.routeStraight();
    const trails = this.trails();
    const starts = circles.flat();
    const onCircle = new Set(starts);
    for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
      this.search(start);
      for (const again of this.routeTrail(start, trails, onCircle)) starts.push(again);
    }
    return this.routes;
  }

  pathFrom(member: number): readonly number[] {
    this.routeStraight();
    const path = this.straight[member] || this.nearest[member] === -1 ? [member] : this.search(member);
    for (let at = this.routes.next[path.at(-1)!]!; path.length > 0 && at !== -1; at = this.routes.next[at]!)
      path.push(at);
    return path;
  }

  /** Routes whoever reaches a voter by first choices alone; returns the circles in which the other chains of first choices end. */
  private routeStraight(): readonly (readonly number[])[] {
    const circles: number[][] = [];
    const walkedFrom = new Int32Array(this.graph.size).fill(-1);
    for (let start = 0; start < this.graph.size; start++) {
      const walk: number[] = [];
      let at = start;
      for (; at !== -1 && walkedFrom[at] === -1; at = this.first[at]!) {
        walkedFrom[at] = start;
        walk.push(at);
      }
      if (at !== -1 && walkedFrom[at] === start) circles.push(walk.slice(walk.indexOf(at)));
      for (let place = walk.length - 1; place >= 0; place--) this.goStraight(walk[place]!);
    }
    return circles;
  }

  private goStraight(member: number): void {
    const choice = this.first[member]!;
    if (this.graph.votes[member]) {
      this.straight[member] = 1;
      [this.routes.voter[member], this.routes.hops[member]] = [member, 0];
    } else if (choice !== -1 && this.straight[choice]) {
      this.straight[member] = 1;
      this.routeBehind(member, choice);
    }
  }

  private routeBehind(member: number, delegate: number): void {
    const { voter, hops, next } = this.routes;
    voter[member] = voter[delegate]!;
    hops[member] = hops[delegate]! + 1;
    next[member] = delegate;
  }

  /** Searches from a member who has no straight way; returns the members passed, up to and including the first with one. */
  private search(start: number): number[] {
    const passed = [this.enter(start, start)];
    while (passed.length > 0) {
      const choice = this.nextChoice(passed.at(-1)!, start);
      if (choice === -1) {
        passed.pop();
        continue;
      }
      passed.push(this.enter(choice, start));
      if (!this.straight[choice]) continue;
      this.routes.voter[start] = this.routes.voter[choice]!;
      this.routes.hops[start] = this.routes.hops[choice]! + passed.length - 1;
      this.routes.next[start] = passed[1]!;
      return passed;
    }
    throw new Fault('a member from whom a voter can be reached has no path to one');
  }

  private enter(member: number, start: number): number {
    this.enteredBy[member] = start;
    this.cursor[member] = this.graph.offsets[member]!;
    return member;
  }

  /** The member's next delegate from whom a voter can be reached and whom this search has not entered; -1 when there is none left. */
  private nextChoice(member: number, start: number): number {
    while (this.cursor[member]! < this.graph.offsets[member + 1]!) {
      const choice = this.graph.targets[this.cursor[member]!++]!;
      if (this.nearest[choice] !== -1 && this.enteredBy[choice] !== start) return choice;
    }
    return -1;
  }

  /** For each member, those whose first choice it is: `head[member]`, then `link` of each. */
  private trails(): { head: Int32Array; link: Int32Array } {
    const head = new Int32Array(this.graph.size).fill(-1);
    const link = new Int32Array(this.graph.size).fill(-1);
    for (let member = 0; member < this.graph.size; member++) {
      const choice = this.first[member]!;
      if (choice === -1) continue;
      link[member] = head[choice]!;
      head[choice] = member;
    }
    return { head, link };
  }

  /**
   * Routes those who trail behind a searched member: the search did not need them, so each goes on exactly as their first choice
   * does. Returns the trailing members that the search did enter; their own paths may differ and are searched next.
   */
  private routeTrail(
    start: number,
    { head, link }: { head: Int32Array; link: Int32Array },
    onCircle: ReadonlySet<number>,
  ): number[] {
    const again: number[] = [];
    const served = [start];
    for (let member = served.pop(); member !== undefined; member = served.pop()) {
      for (let behind = head[member]!; behind !== -1; behind = link[behind]!) {
        if (onCircle.has(behind)) continue;
        if (this.enteredBy[behind] === start) again.push(behind);
        else {
          this.routeBehind(behind, member);
          served.push(behind);
        }
      }
    }
    return again;
  }
}
