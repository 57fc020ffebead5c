import { HASH_BYTES, nodeHash, sameHash } from './hashing';

/** Checking proofs by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. Nothing here trusts its input. */

/** Whether `proof` leads from the leaf at `index` to the root of a tree of `size` leaves. */
export function provesInclusion(
  leafHash: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isPlace(index) || !isPlace(size) || index >= size) return false;
  if (![leafHash, root, ...proof].every(isHash)) return false;
  let [first, last, hash] = [index, size - 1, leafHash];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(first) && first !== 0) [first, last] = [half(first), half(last)];
    } else hash = nodeHash(hash, sibling);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && sameHash(hash, root);
}

/** A tree's size and root. */
export interface TreeHead {
  /** Unit: leaves. */
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether `proof` shows that `older` is the beginning of `newer`. Of an empty tree nothing can be shown. */
export function provesConsistency(older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (!isPlace(older.size) || !isPlace(newer.size) || older.size === 0 || older.size > newer.size) return false;
  if (![older.root, newer.root, ...proof].every(isHash)) return false;
  if (older.size === newer.size) return proof.length === 0 && sameHash(older.root, newer.root);
  const [start, ...path] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  if (start === undefined) return false;
  let [first, last] = [older.size - 1, newer.size - 1];
  while (isOdd(first)) [first, last] = [half(first), half(last)];
  let [olderHash, newerHash] = [start, start];
  for (const node of path) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      [olderHash, newerHash] = [nodeHash(node, olderHash), nodeHash(node, newerHash)];
      while (!isOdd(first) && first !== 0) [first, last] = [half(first), half(last)];
    } else newerHash = nodeHash(newerHash, node);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && sameHash(olderHash, older.root) && sameHash(newerHash, newer.root);
}

function isPlace(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

function isOdd(count: number): boolean {
  return count % 2 === 1;
}

/** Bit operations would cut a number to 32 bits. */
function half(count: number): number {
  return Math.floor(count / 2);
}

function isPowerOfTwo(count: number): boolean {
  let rest = count;
  while (rest > 1 && !isOdd(rest)) rest /= 2;
  return rest === 1;
}
