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

/**
 * Builds a graph from each member's ranked delegates, best first. Whoever is not in the electorate is no delegate, and those ranked
 * behind move up.
 */
export function delegationGraph(
  votes: Uint8Array,
  delegatesOf: (member: number) => readonly string[] | undefined,
  indexOf: ReadonlyMap<string, number>,
): DelegationGraph {
  const size = votes.length;
  const offsets = new Int32Array(size + 1);
  let targets = new Int32Array(size + MAX_DELEGATES);
  let ranks = new Uint8Array(size + MAX_DELEGATES);
  let arrows = 0;
  for (let member = 0; member < size; member++) {
    const delegates = votes[member] ? undefined : delegatesOf(member);
    if (delegates !== undefined) {
      assert(delegates.length <= MAX_DELEGATES, `a delegation ranks more than ${MAX_DELEGATES} delegates`);
      if (arrows + delegates.length > targets.length) [targets, ranks] = [grown(targets), grown(ranks)];
      for (const delegate of delegates) {
        const target = indexOf.get(delegate);
        if (target === undefined) continue;
        targets[arrows] = target;
        ranks[arrows] = arrows - offsets[member]! + 1;
        arrows++;
      }
    }
    offsets[member + 1] = arrows;
  }
  return { size, offsets, targets: targets.slice(0, arrows), ranks: ranks.slice(0, arrows), votes };
}

function grown<Numbers extends Int32Array | Uint8Array>(numbers: Numbers): Numbers {
  const twice = new (numbers.constructor as new (length: number) => Numbers)(numbers.length * 2);
  twice.set(numbers);
  return twice;
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
