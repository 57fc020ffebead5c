import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { UnstorableEvent } from './errors';
import type { AppendRequest, LogJson, NewEvent, Position, RecordedEvent, StoredBytes } from './event-log';

/**
 * The stored form of an event: canonical JSON (RFC 8785) of
 * `{actor, assembly, at, command, commandDigest, data, revision, stream, type, version}`.
 *
 * The command's digest is in the bytes so that receipts, like everything else, can be rebuilt from the facts alone. The
 * position is not: it is the event's place in the log, which the tree of hashes proves.
 */

/** An event ready to be stored: everything but its position. */
export interface EncodedEvent extends Omit<RecordedEvent, 'position'>, Omit<StoredBytes, 'position'> {}

/** Unit: bytes of one event's canonical JSON. */
export const MAX_EVENT_BYTES = 1024 * 1024;

/** Unit: bytes of a SHA-256. */
const HASH_BYTES = 32;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const SHA256_HEX = /^[0-9a-f]{64}$/;

/** RFC 6962, section 2.1: the hash of a leaf is SHA-256(0x00 || bytes). 32 bytes. */
export function leafHashOf(bytes: Uint8Array): Uint8Array {
  const leaf = bytes.length > MAX_EVENT_BYTES ? Buffer.concat([LEAF_PREFIX, bytes]) : leafOf(bytes);
  // A digest that comes as a string costs less than half of one that comes in a buffer of its own.
  return Buffer.from(hash('sha256', leaf, 'binary'), 'latin1');
}

const LEAF_PREFIX = Buffer.of(0);

/** The next leaf to be hashed: used again and again, since nothing is asked for between filling and hashing it. */
let scratch = Buffer.alloc(4096);

function leafOf(bytes: Uint8Array): Buffer {
  if (scratch.length <= bytes.length) scratch = Buffer.alloc(2 * bytes.length);
  scratch[0] = 0;
  scratch.set(bytes, 1);
  return scratch.subarray(0, bytes.length + 1);
}

/**
 * The events of `request` as they will be stored, at the revisions after the expected one.
 * Throws `UnstorableEvent` naming the path of what cannot be stored, under `$` = the request.
 */
export function encodeEvents(assemblyId: string, request: AppendRequest): readonly EncodedEvent[] {
  if (request.events.length === 0)
    throw new UnstorableEvent('$.events', 'a command that is stored has at least one event');
  const head = encodeHead(assemblyId, request);
  const stream = canonicalJson(request.stream, '$.stream');
  const hashes = Buffer.allocUnsafeSlow(request.events.length * HASH_BYTES);
  return request.events.map((event, index) => {
    const leafHash = hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
    return encodeEvent(request, event, index, head, stream, leafHash);
  });
}

/** The part of the text that all the events of one command share: every key before `data`. */
function encodeHead(assemblyId: string, request: AppendRequest): string {
  if (!INSTANT.test(request.at)) throw new UnstorableEvent('$.at', 'not ISO 8601 UTC with milliseconds');
  if (!SHA256_HEX.test(request.commandDigest))
    throw new UnstorableEvent('$.commandDigest', 'not a SHA-256 in lower-case hex');
  const actor = canonicalJson(request.actor, '$.actor');
  const assembly = canonicalJson(assemblyId, '$.assembly');
  const command = canonicalJson(request.commandId, '$.commandId');
  return `{"actor":${actor},"assembly":${assembly},"at":"${request.at}","command":${command},"commandDigest":"${request.commandDigest}","data":`;
}

function encodeEvent(
  request: AppendRequest,
  event: NewEvent,
  index: number,
  head: string,
  stream: string,
  leafHash: Buffer,
): EncodedEvent {
  const revision = request.expectedRevision + 1 + index;
  const path = `$.events[${index}]`;
  if (!Number.isSafeInteger(event.version) || event.version < 1)
    throw new UnstorableEvent(`${path}.version`, 'not an integer from 1');
  const data = canonicalJson(event.data, `${path}.data`);
  const type = canonicalJson(event.type, `${path}.type`);
  // The NUL in front is the leaf prefix, so that one buffer serves both the hash and the store.
  const leaf = Buffer.from(
    `\0${head}${data},"revision":${revision},"stream":${stream},"type":${type},"version":${event.version}}`,
  );
  if (leaf.length - 1 > MAX_EVENT_BYTES)
    throw new UnstorableEvent(path, `the event has more than ${MAX_EVENT_BYTES} bytes`);
  // A digest that comes as a string and is written in place costs half of one that comes in a buffer of its own.
  leafHash.write(hash('sha256', leaf, 'binary'), 'latin1');
  return {
    type: event.type,
    version: event.version,
    data: event.data,
    stream: request.stream,
    revision,
    commandId: request.commandId,
    actor: request.actor,
    at: request.at,
    leafHash,
    bytes: leaf.subarray(1),
  };
}

/** The event as readers see it once its place in the log is known. */
export function recordedAt(position: Position, event: EncodedEvent): RecordedEvent {
  return {
    position,
    stream: event.stream,
    revision: event.revision,
    type: event.type,
    version: event.version,
    data: event.data,
    commandId: event.commandId,
    actor: event.actor,
    at: event.at,
    leafHash: event.leafHash,
  };
}

interface Envelope extends NewEvent {
  readonly actor: string;
  readonly assembly: string;
  readonly at: string;
  readonly command: string;
  readonly commandDigest: string;
  readonly data: { readonly [key: string]: LogJson };
  readonly revision: number;
  readonly stream: string;
}

/** What stored bytes say: the event and the digest of its command. */
export interface DecodedEvent {
  readonly event: RecordedEvent;
  readonly commandDigest: string;
}

/**
 * Read an event back from bytes this log wrote. Throws `SyntaxError` or `UnstorableEvent` when they are not an event of
 * this assembly. Bytes from elsewhere are for `parseCanonicalJson`, which trusts nothing.
 */
export function decodeEvent(assemblyId: string, stored: StoredBytes): DecodedEvent {
  const { bytes } = stored;
  const envelope = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as Envelope;
  if (envelope.assembly !== assemblyId)
    throw new UnstorableEvent('$.assembly', `${envelope.assembly} is not ${assemblyId}`);
  const event: RecordedEvent = {
    position: stored.position,
    stream: envelope.stream,
    revision: envelope.revision,
    type: envelope.type,
    version: envelope.version,
    data: envelope.data,
    commandId: envelope.command,
    actor: envelope.actor,
    at: envelope.at,
    leafHash: stored.leafHash,
  };
  return { event, commandDigest: envelope.commandDigest };
}
