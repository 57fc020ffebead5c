import { admit, MemoryIndex } from '../admission';
import { decodeEvent, encodeEvents, recordedAt } from '../envelope';
import { LogUnavailable } from '../errors';
import type {
  AppendReceipt,
  AppendRequest,
  AppendResult,
  EventLog,
  LogSubscription,
  Position,
  RecordedEvent,
  Revision,
  StoredBytes,
} from '../event-log';
import { type Deliver, Followers } from '../following';

/**
 * The port in memory: the same bytes, hashes, order and refusals as the stores that last, and nothing left when the
 * process ends. For tests, for `plenum demo`, and as what the bench measures the durable log against.
 */
export class MemoryEventLog implements EventLog {
  private readonly stored: StoredBytes[] = [];
  private readonly index = new MemoryIndex();
  private readonly followers = new Followers(this);
  private closed = false;

  constructor(
    readonly assemblyId: string,
    private readonly onClose: () => void = () => undefined,
  ) {}

  async append(request: AppendRequest): Promise<AppendResult> {
    if (this.closed) throw new LogUnavailable('it was closed');
    const encoded = encodeEvents(this.assemblyId, request);
    const before = admit(request, this.index);
    if (before) return { ...before, events: this.read(before.firstPosition, before.lastPosition), repeated: true };
    const firstPosition = this.stored.length + 1;
    const events = encoded.map((event, offset) => recordedAt(firstPosition + offset, event));
    for (const event of events) this.index.add(event, request.commandDigest);
    for (const { bytes, leafHash } of encoded) this.stored.push({ position: this.stored.length + 1, bytes, leafHash });
    this.followers.announce(events);
    const { commandId, commandDigest } = request;
    return { commandId, commandDigest, firstPosition, lastPosition: this.stored.length, events, repeated: false };
  }

  async receiptOf(commandId: string): Promise<AppendReceipt | undefined> {
    return this.index.receiptOf(commandId);
  }

  async readStream(stream: string, fromRevision: Revision = 0): Promise<readonly RecordedEvent[]> {
    return this.index.positionsOf(stream, fromRevision).flatMap((position) => this.read(position, position));
  }

  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    return this.read(after + 1, after + limit);
  }

  async readBytes(after: Position, limit: number): Promise<readonly StoredBytes[]> {
    return this.stored.slice(after, after + limit);
  }

  async head(): Promise<Position> {
    return this.stored.length;
  }

  subscribe(after: Position, deliver: Deliver): LogSubscription {
    return this.followers.follow(after, deliver);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.onClose();
    await this.followers.stop();
  }

  private read(first: Position, last: Position): readonly RecordedEvent[] {
    return this.stored.slice(first - 1, last).map((stored) => decodeEvent(this.assemblyId, stored).event);
  }
}
