import type { DelegationGraph } from '../delegations/delegation-graph';
import type { Paper } from '../paper';

/**
 * Where each member's weight goes, on dense indexes. For a voter: `voter` is themself, `next` -1 and `hops` 0. For a member who
 * reaches no voter: -1 everywhere.
 */
export interface Routes {
  readonly voter: Int32Array;
  /** The delegate that the member's weight goes to first. */
  readonly next: Int32Array;
  readonly hops: Int32Array;
}

/** A named way to choose, among ranked delegates, the one that is followed. One file each; linear in members and delegations. */
export interface DelegationRule {
  readonly name: string;
  readonly paper: Paper;
  route(graph: DelegationGraph): Routes;
  /** The members the weight of one routed member passes, from the member to the voter, both included. */
  path(graph: DelegationGraph, routes: Routes, member: number): readonly number[];
}

export function unrouted(size: number): Routes {
  return {
    voter: new Int32Array(size).fill(-1),
    next: new Int32Array(size).fill(-1),
    hops: new Int32Array(size).fill(-1),
  };
}

/** The path under a rule whose weights flow together: whoever reaches a delegate goes on as that delegate's own weight does. */
export function followNext(_graph: DelegationGraph, { next }: Routes, member: number): readonly number[] {
  const path = [member];
  for (let at = next[member]!; at !== -1; at = next[at]!) path.push(at);
  return path;
}
