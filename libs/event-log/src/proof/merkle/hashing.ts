import { hash } from 'node:crypto';

/** The hashes of RFC 6962, section 2.1, with SHA-256. The hash of a leaf is `leafHashOf`. */

/** Unit: bytes of one hash. */
export const HASH_BYTES = 32;

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = hash('sha256', '', 'buffer');

const NODE_PREFIX = 1;

/** What is hashed next: used again and again, since nothing is asked for between filling and hashing it. */
const node = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);

/** SHA-256(0x01 || left || right), both 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  // A digest that comes as a string costs less than half of one that comes in a buffer of its own.
  return Buffer.from(hash('sha256', node, 'binary'), 'latin1');
}

export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && Buffer.compare(one, other) === 0;
}
