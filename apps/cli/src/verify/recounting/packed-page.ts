import { HASH_BYTES, type Envelope } from '@plenum/event-log';
import type { ReadEvent } from './recounting';

/** The events of a page side by side, so that they go to another thread in one piece. */
export interface PackedPage {
  readonly positions: Float64Array<ArrayBuffer>;
  /** Where each event ends in `bytes`. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly leafHashes: Uint8Array<ArrayBuffer>;
}

export function packed(page: readonly ReadEvent[]): PackedPage {
  const ends = new Uint32Array(page.length);
  page.forEach(({ bytes }, at) => (ends[at] = (ends[at - 1] ?? 0) + bytes.length));
  const bytes = new Uint8Array(ends.at(-1) ?? 0);
  const leafHashes = new Uint8Array(page.length * HASH_BYTES);
  page.forEach((event, at) => {
    bytes.set(event.bytes, ends[at - 1] ?? 0);
    leafHashes.set(event.leafHash, at * HASH_BYTES);
  });
  return { positions: Float64Array.from(page, ({ position }) => position), ends, bytes, leafHashes };
}

/** Whoever packed them has found each to be an event's canonical bytes. */
export function* unpacked({ positions, ends, bytes, leafHashes }: PackedPage): Iterable<Omit<ReadEvent, 'bytes'>> {
  const text = Buffer.from(bytes.buffer);
  for (const [at, position] of positions.entries()) {
    const envelope = JSON.parse(text.toString('utf8', ends[at - 1] ?? 0, ends[at])) as Envelope;
    yield { position, envelope, leafHash: leafHashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES) };
  }
}
