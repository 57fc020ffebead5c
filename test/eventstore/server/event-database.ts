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

export class EventDatabase {
  readonly all: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly tombstones = new Set<string>();
  private readonly growth = new EventEmitter().setMaxListeners(0);

  constructor(readonly maxAppendBytes = DEFAULT_MAX_APPEND_BYTES) {}

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): Appended {
    if (this.tombstones.has(stream)) return { kind: 'stream-deleted' };
    const bytes = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (bytes > this.maxAppendBytes) return { kind: 'too-large', limit: this.maxAppendBytes };
    const there = this.streams.get(stream) ?? [];
    const last = there.length - 1;
    if (isMet(expected, last)) return this.write(stream, events);
    return repeated(there, expected, events) ?? { kind: 'wrong-expected-version', current: last };
  }

  /** The stream's readable events, or why there are none. */
  read(stream: string): readonly StoredEvent[] | 'not-found' | 'deleted' {
    if (this.tombstones.has(stream)) return 'deleted';
    const events = this.streams.get(stream);
    if (events === undefined) return 'not-found';
    const { $tb = 0, $maxCount = events.length } = this.metadataOf(stream);
    return events.slice(Math.max($tb, events.length - $maxCount));
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

  /** For tests of what must be found out: as after the restore of an older backup. */
  rollBack(stream: string, keep: number): void {
    const gone = new Set(this.streams.get(stream)!.splice(keep));
    this.all.splice(0, this.all.length, ...this.all.filter((event) => !gone.has(event)));
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

  private metadataOf(stream: string): { readonly $tb?: number; readonly $maxCount?: number } {
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

/** The server is idempotent: the very same event ids at the very place they were expected are answered as the first time. */
function repeated(
  there: readonly StoredEvent[],
  expected: Expected,
  events: readonly ProposedEvent[],
): Appended | undefined {
  const first = expected === 'no_stream' ? 0 : typeof expected === 'number' ? expected + 1 : undefined;
  if (first === undefined || events.length === 0) return undefined;
  const same = events.every(({ id }, offset) => there[first + offset]?.id === id);
  const last = there[first + events.length - 1];
  return same && last ? { kind: 'appended', revision: last.revision, position: last.position } : undefined;
}
