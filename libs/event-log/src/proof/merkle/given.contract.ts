import { leafHashOf } from '../../envelope';
import { EMPTY_ROOT, nodeHash } from './hashing';
import type { SubtreeHashes } from './proofs';

/** The language of this folder's tests: small trees, and the definition of their hashes written down a second time. */

/** `count` different leaves. */
export function leavesOf(count: number, salt = ''): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => leafHashOf(Buffer.from(`${salt}${index}`)));
}

/** MTH of RFC 6962, section 2.1, word by word over leaf hashes. */
export function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k)));
}

/** The complete subtrees over these leaves. */
export function subtreesOver(leaves: readonly Uint8Array[]): SubtreeHashes {
  return async (level, index) => {
    const width = 2 ** level;
    if ((index + 1) * width > leaves.length) throw new RangeError(`no complete subtree ${level}/${index}`);
    return definedRoot(leaves.slice(index * width, (index + 1) * width));
  };
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
