import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

/**
 * What a server of the EventStoreDB protocol keeps: one totally ordered list of events, and streams that are views of it.
 * It lives as long as this object, across stops and starts of the nodes that serve it, and is what a cluster agrees on.
 */

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface StoredEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  /** Logical position in the transaction file: grows, with gaps, as a real one does. */
  readonly position: number;
  /** Unit: ticks of 100 ns since 1970. */
  readonly created: bigint;
}

export type Expected = 'any' | 'no_stream' | 'stream_exists' | number;

export type Appended =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong-expected-version'; readonly current: number }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'stream-deleted' };

/** The server's default for MaxAppendSize. Unit: bytes. */
const DEFAULT_MAX_APPEND_BYTES = 1024 * 1024;
const NO_EVENT = -1;

interface StreamMetadata {
  readonly $tb?: number;
  readonly $maxCount?: number;
}

/** The `$tb` of a soft delete: the largest revision that can be, 2^63 - 1, as near as a number comes to it. */
const BEYOND_ALL = Number(2n ** 63n - 1n);

export class EventDatabase {
  readonly all: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly tombstones = new Set<string>();
  private readonly growth = new EventEmitter().setMaxListeners(0);

  constructor(readonly maxAppendBytes = DEFAULT_MAX_APPEND_BYTES) {}

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): Appended {
    if (this.tombstones.has(stream)) return { kind: 'stream-deleted' };
    if (events.reduce((sum, event) => sum + sizeOf(event), 0) > this.maxAppendBytes)
      return { kind: 'too-large', limit: this.maxAppendBytes };
    const there = this.streams.get(stream) ?? [];
    const last = there.length - 1;
    const isGone = this.isSoftlyDeleted(stream);
    if (isGone && expected === 'stream_exists') return { kind: 'stream-deleted' };
    const known = knownAmong(there, expected, events);
    if (known !== 'none') return known === 'part' ? { kind: 'wrong-expected-version', current: last } : storedAs(known);
    if (!isMet(expected, last) && !(isGone && expected === 'no_stream'))
      return { kind: 'wrong-expected-version', current: last };
    const appended = this.write(stream, events);
    if (isGone) this.writeMetadata(stream, { ...this.metadataOf(stream), $tb: last + 1 });
    return appended;
  }

  /** The stream's readable events, or why there are none. */
  read(stream: string): readonly StoredEvent[] | 'not-found' | 'deleted' {
    if (this.tombstones.has(stream)) return 'deleted';
    const events = this.streams.get(stream);
    if (events === undefined || this.isSoftlyDeleted(stream)) return 'not-found';
    const { $tb = 0, $maxCount = events.length } = this.metadataOf(stream);
    return events.slice(Math.max($tb, events.length - $maxCount));
  }

  /** What the server calls a soft delete: the stream's past is hidden, and it may begin again behind it. */
  softlyDelete(stream: string): void {
    this.writeMetadata(stream, { ...this.metadataOf(stream), $tb: BEYOND_ALL });
  }

  tombstone(stream: string): void {
    this.tombstones.add(stream);
  }

  /** For tests of what must be found out: put other bytes where an event stands. */
  falsify(stream: string, revision: number, data: Uint8Array): void {
    const events = this.streams.get(stream)!;
    const forged = { ...events[revision]!, data };
    this.all[this.all.indexOf(events[revision]!)] = forged;
    events[revision] = forged;
  }

  /** For tests of what must be found out: as after the restore of an older backup. Returns what brings back the events that are gone. */
  rollBack(stream: string, keep: number): () => void {
    const [events, before] = [this.streams.get(stream)!, [...this.all]];
    const gone = events.splice(keep);
    this.all.splice(0, this.all.length, ...before.filter((event) => !gone.includes(event)));
    return () => {
      events.push(...gone);
      this.all.splice(0, this.all.length, ...before);
    };
  }

  /** For tests of what must be got over: as after a restore by copying the streams, where every event lies elsewhere in `$all`. */
  relocate(): void {
    this.all.forEach((event, index) => {
      const moved = { ...event, position: index };
      this.all[index] = moved;
      this.streams.get(event.stream)![event.revision] = moved;
    });
  }

  onGrowth(listener: () => void): () => void {
    this.growth.on('grown', listener);
    return () => this.growth.off('grown', listener);
  }

  private write(stream: string, events: readonly ProposedEvent[]): Appended {
    const there = this.streams.get(stream) ?? [];
    this.streams.set(stream, there);
    for (const event of events) {
      const before = this.all.at(-1);
      const position = before === undefined ? 0 : before.position + 128 + before.data.length;
      const stored = { ...event, stream, revision: there.length, position, created: BigInt(Date.now()) * 10_000n };
      there.push(stored);
      this.all.push(stored);
    }
    this.growth.emit('grown');
    return { kind: 'appended', revision: there.length - 1, position: this.all.at(-1)!.position };
  }

  private isSoftlyDeleted(stream: string): boolean {
    return this.metadataOf(stream).$tb === BEYOND_ALL;
  }

  private writeMetadata(stream: string, metadata: StreamMetadata): void {
    const data = Buffer.from(JSON.stringify(metadata));
    const about = { type: '$metadata', contentType: 'application/json', data, metadata: Buffer.of() };
    this.write(`$$${stream}`, [{ id: randomUUID(), ...about }]);
  }

  private metadataOf(stream: string): StreamMetadata {
    const last = this.streams.get(`$$${stream}`)?.at(-1);
    return last === undefined ? {} : (JSON.parse(Buffer.from(last.data).toString()) as object);
  }
}

function isMet(expected: Expected, last: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'no_stream') return last === NO_EVENT;
  if (expected === 'stream_exists') return last > NO_EVENT;
  return expected === last;
}

/** What a limit on appends counts of an event: all of it since 24.10.4, two bytes a letter of the type; its data alone before. Unit: bytes. */
export function sizeOf({ type, data, metadata }: ProposedEvent): number {
  return data.length + metadata.length + 2 * type.length;
}

/**
 * The server is idempotent: event ids that stand where they were expected are answered as the first time, wherever they stand
 * if no place was named; when only some of them do, they are a conflict.
 */
function knownAmong(
  there: readonly StoredEvent[],
  expected: Expected,
  events: readonly ProposedEvent[],
): StoredEvent | 'none' | 'part' {
  const first = expected === 'no_stream' ? 0 : typeof expected === 'number' ? expected + 1 : undefined;
  const known = events.map(({ id }, offset) =>
    first === undefined ? there.find((event) => event.id === id) : withId(there[first + offset], id),
  );
  if (known[0] === undefined) return 'none';
  return known.includes(undefined) ? 'part' : known.at(-1)!;
}

function withId(event: StoredEvent | undefined, id: string): StoredEvent | undefined {
  return event?.id === id ? event : undefined;
}

function storedAs({ revision, position }: StoredEvent): Appended {
  return { kind: 'appended', revision, position };
}
