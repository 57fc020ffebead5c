import type { DelegationGraph } from '../delegations/delegation-graph';
import { Fault } from '../fault';
import { breadthFirst } from './breadth-first';
import { type Routes, unrouted } from './delegation-rule';

/** Searches of one graph: see the rule `depth-first` for what is sought, and here for how to do without most of the searching. */
export class DepthFirstSearch {
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
    for (const circle of circles) this.routeCircle(circle, new Set(circle));
    for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
      if (this.routes.voter[start] === -1) this.search(start);
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

  /**
   * From whichever member of a circle a search starts, it first goes all the way round and then back until someone has another delegate
   * outside. Where that one goes straight to a voter the search ends there, so it need not be made; else it is left to `search`.
   */
  private routeCircle(circle: readonly number[], members: ReadonlySet<number>): void {
    const size = circle.length;
    const exits = circle.map((member) => this.otherChoiceOutside(member, members));
    for (let turn = 0, last = -1; turn < 2 * size; turn++) {
      const place = turn % size;
      if (turn >= size && last >= 0) this.leaveAt(circle, place, last, exits[last]!);
      if (exits[place] !== -1) last = place;
    }
  }

  /** Routes the circle's member at `place` round to the one at `last`, the nearest before them with an exit, and out there. */
  private leaveAt(circle: readonly number[], place: number, last: number, exit: number): void {
    if (!this.straight[exit]) return;
    const member = circle[place]!;
    const steps = (last - place + circle.length) % circle.length;
    this.routes.voter[member] = this.routes.voter[exit]!;
    this.routes.hops[member] = steps + 1 + this.routes.hops[exit]!;
    this.routes.next[member] = steps === 0 ? exit : circle[(place + 1) % circle.length]!;
  }

  /** The first delegate, from whom a voter can be reached, who is not in the circle; -1 without one. */
  private otherChoiceOutside(member: number, circle: ReadonlySet<number>): number {
    const { offsets, targets } = this.graph;
    for (let arrow = offsets[member]!; arrow < offsets[member + 1]!; arrow++) {
      if (this.nearest[targets[arrow]!] !== -1 && !circle.has(targets[arrow]!)) return targets[arrow]!;
    }
    return -1;
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
