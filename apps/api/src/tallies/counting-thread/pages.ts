import type { RecordedEvent, StoredBytes } from '@plenum/event-log';

/** An event as the fold needs it: all but its hash, which the log has checked. */
export type ReadEvent = Omit<RecordedEvent, 'leafHash'>;

const [OPEN, COMMA, CLOSE] = Buffer.from('[,]');

/** The events' stored bytes as one JSON array, in memory of its own that can be handed to another thread without copying. */
export function pageOf(stored: readonly StoredBytes[]): Uint8Array<ArrayBuffer> {
  const size = stored.reduce((sum, { bytes }) => sum + bytes.length + 1, 0);
  const page = new Uint8Array(Math.max(size, 1) + 1);
  let at = 0;
  for (const { bytes } of stored) {
    page[at] = at === 0 ? OPEN! : COMMA!;
    page.set(bytes, at + 1);
    at += bytes.length + 1;
  }
  if (at === 0) page[at++] = OPEN!;
  page[at] = CLOSE!;
  return page;
}

/** What canonical bytes say of an event, by the names they have there. */
interface Written extends Pick<RecordedEvent, 'actor' | 'at' | 'data' | 'revision' | 'stream' | 'type' | 'version'> {
  readonly command: string;
}

/** The events of a page whose first one stands right after `after`. */
export function eventsOf(page: Uint8Array, after: number): readonly ReadEvent[] {
  const written = JSON.parse(Buffer.from(page.buffer, page.byteOffset, page.byteLength).toString()) as Written[];
  return written.map(({ actor, at, command: commandId, data, revision, stream, type, version }, index) => {
    return { position: after + index + 1, actor, at, commandId, data, revision, stream, type, version };
  });
}
