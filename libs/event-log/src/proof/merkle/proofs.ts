import { EMPTY_ROOT, nodeHash } from './hashing';

/**
 * Roots and proofs of RFC 6962, section 2.1, for a tree of any size, out of the hashes of its complete subtrees. Sizes and
 * indexes are whole numbers up to 2^53-1; an index counts leaves from 0.
 */

/** The hash of the complete subtree of 2^`level` leaves whose place among those of its level is `index`. */
export type SubtreeHashes = (level: number, index: number) => Promise<Uint8Array>;

/** The root of the tree of the first `size` leaves. */
export async function rootAt(size: number, subtrees: SubtreeHashes): Promise<Uint8Array> {
  return size === 0 ? EMPTY_ROOT : hashOf(0, size, subtrees);
}

/** The sibling hashes from the leaf up to the root. Throws `RangeError` for a leaf outside the tree. */
export async function inclusionProof(
  index: number,
  size: number,
  subtrees: SubtreeHashes,
): Promise<readonly Uint8Array[]> {
  if (index < 0 || index >= size) throw new RangeError(`there is no leaf ${index} in a tree of ${size}`);
  const path: Uint8Array[] = [];
  for (let [start, end] = [0, size]; end - start > 1;) {
    const middle = start + largestPowerBelow(end - start);
    const left = index < middle;
    path.push(await (left ? hashOf(middle, end, subtrees) : hashOf(start, middle, subtrees)));
    [start, end] = left ? [start, middle] : [middle, end];
  }
  return path.reverse();
}

/** Shows that the tree of `from` leaves is the beginning of the tree of `to`. Throws `RangeError` unless 0 < from <= to. */
export async function consistencyProof(
  from: number,
  to: number,
  subtrees: SubtreeHashes,
): Promise<readonly Uint8Array[]> {
  if (from <= 0 || from > to) throw new RangeError(`a tree of ${from} cannot be the beginning of one of ${to}`);
  const path: Uint8Array[] = [];
  let [start, end] = [0, to];
  while (end !== from) {
    const middle = start + largestPowerBelow(end - start);
    const left = from <= middle;
    path.push(await (left ? hashOf(middle, end, subtrees) : hashOf(start, middle, subtrees)));
    [start, end] = left ? [start, middle] : [middle, end];
  }
  // The verifier knows the hash of the whole first tree already.
  if (start > 0) path.push(await hashOf(start, end, subtrees));
  return path.reverse();
}

/** `start` is a multiple of the least power of two that is not below the number of leaves. */
async function hashOf(start: number, end: number, subtrees: SubtreeHashes): Promise<Uint8Array> {
  const leaves = end - start;
  if (leaves === 1) return subtrees(0, start);
  const half = largestPowerBelow(leaves);
  if (half * 2 === leaves) return subtrees(Math.log2(leaves), start / leaves);
  const middle = start + half;
  return nodeHash(await hashOf(start, middle, subtrees), await hashOf(middle, end, subtrees));
}

/** The largest power of two below `count`, which is at least 2. */
export function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
