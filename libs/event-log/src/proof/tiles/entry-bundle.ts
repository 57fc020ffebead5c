import { ProofMalformed } from '../malformed';

/**
 * Bundles of up to 256 entries. In `tile/entries` each entry has its length before it in two bytes (C2SP tlog-tiles). An
 * entry of more than 65,535 bytes does not fit there: a bundle that has one is written to `tile/long-entries` instead, with
 * lengths of four bytes, which the specification leaves to each log.
 */
export type BundleKind = 'entries' | 'long-entries';

const LENGTH_BYTES = { entries: 2, 'long-entries': 4 } as const;
const LONGEST_SHORT = 0xffff;

export function bundleKindOf(entries: readonly Uint8Array[]): BundleKind {
  return entries.some(({ length }) => length > LONGEST_SHORT) ? 'long-entries' : 'entries';
}

export function formatBundle(entries: readonly Uint8Array[]): Uint8Array {
  const width = LENGTH_BYTES[bundleKindOf(entries)];
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(width);
      length.writeUIntBE(entry.length, 0, width);
      return [length, entry];
    }),
  );
}

/**
 * The entries of a bundle that must hold `count`. Throws `ProofMalformed` when lengths and bytes do not add up to exactly
 * that; `entry` then says which entry of the bundle, from 0, could not be read.
 */
export function parseBundle(kind: BundleKind, bytes: Uint8Array, count: number): readonly Uint8Array[] {
  const width = LENGTH_BYTES[kind];
  const bundle = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + width > bundle.length) throw new BundleMalformed(entries, 'ends before this entry');
    const length = bundle.readUIntBE(at, width);
    at += width;
    if (at + length > bundle.length) throw new BundleMalformed(entries, 'ends inside this entry');
    entries.push(bundle.subarray(at, at + length));
    at += length;
  }
  if (at < bundle.length) throw new BundleMalformed(entries, `has ${bundle.length - at} bytes after its last entry`);
  if (kind === 'long-entries' && bundleKindOf(entries) === 'entries')
    throw new BundleMalformed(entries, 'belongs to tile/entries: none of its entries is long');
  return entries;
}

/** A bundle of entries whose lengths do not add up. `read` are the entries before the trouble. */
export class BundleMalformed extends ProofMalformed {
  constructor(
    readonly read: readonly Uint8Array[],
    reason: string,
  ) {
    super('entry bundle', reason);
  }
}
