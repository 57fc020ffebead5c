import { CommandIdReused, RevisionConflict } from './errors';
import type { AppendReceipt, AppendRequest, Position, RecordedEvent, Revision } from './event-log';
import { NO_STREAM } from './event-log';

/** What a store must know to admit an append: where streams and commands stand. */
export interface LogIndex {
  /** Last revision of the stream; `NO_STREAM` when it has no event. */
  revisionOf(stream: string): Revision;
  receiptOf(commandId: string): AppendReceipt | undefined;
}

/**
 * May this append be stored now? Returns the first receipt when its command was stored before, undefined when its events
 * are to be stored. Throws `CommandIdReused` or `RevisionConflict`. The command id is looked at first: a command sent
 * twice finds its own events in the way, and that is not a conflict.
 */
export function admit(request: AppendRequest, index: LogIndex): AppendReceipt | undefined {
  const receipt = index.receiptOf(request.commandId);
  if (receipt) {
    if (receipt.commandDigest !== request.commandDigest) throw new CommandIdReused(request.commandId);
    return receipt;
  }
  requireRevision(request.stream, request.expectedRevision, index);
  for (const guard of request.guards ?? []) requireRevision(guard.stream, guard.revision, index);
  return undefined;
}

function requireRevision(stream: string, expected: Revision, index: LogIndex): void {
  const actual = index.revisionOf(stream);
  if (actual !== expected) throw new RevisionConflict(stream, expected, actual);
}

/** The stretch of a stream this index holds: `positions[i]` is where revision `firstRevision + i` stands. */
interface StreamStretch {
  readonly firstRevision: Revision;
  readonly positions: Position[];
}

/** An index in memory over a run of consecutive events: the whole log, or only its newest part. */
export class MemoryIndex implements LogIndex {
  private readonly streams = new Map<string, StreamStretch>();
  private readonly receipts = new Map<string, AppendReceipt>();
  private count = 0;

  /** Unit: events. */
  get size(): number {
    return this.count;
  }

  revisionOf(stream: string): Revision {
    const stretch = this.streams.get(stream);
    return stretch ? stretch.firstRevision + stretch.positions.length - 1 : NO_STREAM;
  }

  receiptOf(commandId: string): AppendReceipt | undefined {
    return this.receipts.get(commandId);
  }

  /** Positions of the stream's events from `fromRevision` on, as far as this index holds them. */
  positionsOf(stream: string, fromRevision: Revision): readonly Position[] {
    const stretch = this.streams.get(stream);
    return stretch ? stretch.positions.slice(Math.max(0, fromRevision - stretch.firstRevision)) : [];
  }

  add(event: Pick<RecordedEvent, 'position' | 'stream' | 'revision' | 'commandId'>, commandDigest: string): void {
    const { position, commandId } = event;
    const stretch = this.streams.get(event.stream);
    if (stretch) stretch.positions.push(position);
    else this.streams.set(event.stream, { firstRevision: event.revision, positions: [position] });
    const firstPosition = this.receipts.get(commandId)?.firstPosition ?? position;
    this.receipts.set(commandId, { commandId, commandDigest, firstPosition, lastPosition: position });
    this.count++;
  }

  *streamEntries(): Iterable<{ stream: string; revision: Revision; position: Position }> {
    for (const [stream, { firstRevision, positions }] of this.streams) {
      for (const [offset, position] of positions.entries())
        yield { stream, revision: firstRevision + offset, position };
    }
  }

  allReceipts(): Iterable<AppendReceipt> {
    return this.receipts.values();
  }
}
