import { createHash, timingSafeEqual } from 'node:crypto';
import { binaryEvent, type EventData } from '@eventstore/db-client';
import { canonicalJson } from '../canonical-json';
import { leafHashOf } from '../envelope';
import { LogFromNewerRelease, LogUnreadable } from '../errors';
import type { Position, StoredBytes } from '../event-log';

/**
 * A log in its stream: revision 0 is a header, and the event at position n has revision n. The data of an event is its
 * canonical bytes as they are (not the client's JSON, which would spell them anew), its metadata the leaf hash.
 */

export const STREAM_FORMAT = 1;
const HEADER_TYPE = 'LogBegun';

/** What stands at revision 0 of every log. */
export function headerOf(assemblyId: string): StoredBytes {
  const bytes = Buffer.from(canonicalJson({ assembly: assemblyId, format: STREAM_FORMAT }));
  return { position: 0, bytes, leafHash: leafHashOf(bytes) };
}

export function headerEventOf(assemblyId: string, writer: string): EventData {
  return wireEvent(HEADER_TYPE, headerOf(assemblyId), writer);
}

/** The event as the server takes it. `writer` stands for the process, from its start to its end. */
export function wireEvent(type: string, stored: StoredBytes, writer: string): EventData {
  const metadata = { leafHash: Buffer.from(stored.leafHash).toString('hex') };
  return binaryEvent({ id: idOf(stored, writer), type, data: stored.bytes, metadata });
}

/**
 * The server takes an append whose event ids it knows at the expected place for a repetition, and answers "stored". So an id is
 * made of the writer, the place and the bytes: "stored" is then only ever said of what this process sent. (Made of the command id, two
 * processes with the same command at two times would both be told that theirs stands in the log.) A UUID of version 8, RFC 9562.
 */
function idOf({ position, leafHash }: StoredBytes, writer: string): string {
  const digest = createHash('sha256').update(`${writer}:${position}:`).update(leafHash).digest();
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** An event as the client hands it over, of whatever stream. */
export interface ReceivedEvent {
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
}

/** The bytes of a received event, checked against the hash beside them. Throws `LogUnreadable`. */
export function storedBytesOf({ streamId, revision, data, metadata }: ReceivedEvent): StoredBytes {
  const position: Position = Number(revision);
  const place = `event ${position}`;
  if (!(data instanceof Uint8Array)) throw new LogUnreadable(streamId, `${place} was not written by Plenum`);
  const leafHash = leafHashOf(data);
  const told = Buffer.from(String((metadata as { leafHash?: unknown } | undefined)?.leafHash), 'hex');
  if (told.length !== leafHash.length || !timingSafeEqual(told, leafHash))
    throw new LogUnreadable(streamId, `${place} does not match its hash`);
  return { position, bytes: Buffer.from(data), leafHash };
}

/** Throws `LogUnreadable` or `LogFromNewerRelease` when a stream does not begin as a log of this assembly does. */
export function requireHeader(assemblyId: string, received: ReceivedEvent): void {
  const { bytes } = storedBytesOf(received);
  if (Buffer.compare(bytes, headerOf(assemblyId).bytes) === 0) return;
  const { format } = JSON.parse(Buffer.from(bytes).toString()) as { format?: unknown };
  if (typeof format === 'number' && format > STREAM_FORMAT)
    throw new LogFromNewerRelease(received.streamId, format, STREAM_FORMAT);
  throw new LogUnreadable(received.streamId, 'it does not begin as a Plenum log of this assembly');
}
