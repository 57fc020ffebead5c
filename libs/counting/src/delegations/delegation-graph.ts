import { assert } from '../fault';

/** Most delegates one delegation may rank. */
export const MAX_DELEGATES = 10;

/**
 * Who follows whom, on dense indexes. Member i's usable delegates are `targets[offsets[i]]` up to `targets[offsets[i + 1]]`
 * (exclusive), best first; `ranks` holds each one's rank from 1. A member who cast a ballot, or was counted by hand, has none:
 * their weight stays.
 */
export interface DelegationGraph {
  readonly size: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly ranks: Uint8Array;
  /** 1 where the member cast a ballot of their own. */
  readonly votes: Uint8Array;
}

/** Builds a graph from each member's ranked delegates, best first. */
export function delegationGraph(
  votes: Uint8Array,
  delegatesOf: (member: number) => readonly number[],
): DelegationGraph {
  const size = votes.length;
  const offsets = new Int32Array(size + 1);
  const targets: number[] = [];
  const ranks: number[] = [];
  for (let member = 0; member < size; member++) {
    const delegates = votes[member] ? [] : delegatesOf(member);
    assert(delegates.length <= MAX_DELEGATES, `a delegation ranks more than ${MAX_DELEGATES} delegates`);
    for (let place = 0; place < delegates.length; place++) {
      targets.push(delegates[place]!);
      ranks.push(place + 1);
    }
    offsets[member + 1] = targets.length;
  }
  return { size, offsets, targets: Int32Array.from(targets), ranks: Uint8Array.from(ranks), votes };
}

/** The same arrows backwards: who lists member i is `sources[offsets[i]]` up to `sources[offsets[i + 1]]`; `arrows` are their places in `targets`. */
export interface ReverseGraph {
  readonly offsets: Int32Array;
  readonly sources: Int32Array;
  readonly arrows: Int32Array;
}

export function reverse({ size, offsets, targets }: DelegationGraph): ReverseGraph {
  const starts = new Int32Array(size + 1);
  for (const target of targets) starts[target + 1]!++;
  for (let member = 0; member < size; member++) starts[member + 1]! += starts[member]!;
  const free = starts.slice(0, size);
  const sources = new Int32Array(targets.length);
  const arrows = new Int32Array(targets.length);
  for (let member = 0; member < size; member++) {
    for (let arrow = offsets[member]!; arrow < offsets[member + 1]!; arrow++) {
      const place = free[targets[arrow]!]!++;
      sources[place] = member;
      arrows[place] = arrow;
    }
  }
  return { offsets: starts, sources, arrows };
}
