import { encodeEvents } from '../envelope';
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
import type { Connection } from './connection';
import { requireNoRetention } from './retention';
import { Sequencer } from './sequencer';
import { SyncedCopy } from './synced-copy';
import type { ReceivedEvent } from './wire-event';

export interface LogPlace {
  readonly assemblyId: string;
  readonly stream: string;
  /** This process's copy of the log. */
  readonly file: string;
}

/**
 * A log in one stream of an EventStoreDB or KurrentDB cluster, written by any number of processes side by side.
 *
 * `head`, `receiptOf` and a read that reaches the end ask the server first, so that they answer with what every process had
 * stored before the call. (A leader that was paused or cut off while another was elected does not know of that for a moment, and
 * answers with what it had: the server does not ask the other nodes before it answers a read.) `readStream` answers from the copy:
 * whoever decides asks for the receipt first, and a decision on an older stream is refused when it is appended.
 */
export class EventStoreLog implements EventLog {
  readonly assemblyId: string;
  private closing: Promise<void> | undefined;
  private readonly stream: string;
  private readonly synced: SyncedCopy;
  private readonly sequencer: Sequencer;
  private readonly followers: Followers;

  constructor(
    private readonly connection: Connection,
    { assemblyId, stream, file }: LogPlace,
    private readonly onClose: () => void,
  ) {
    this.assemblyId = assemblyId;
    this.stream = stream;
    this.synced = new SyncedCopy(connection, stream, assemblyId, file, {
      added: (events) => this.followers.announce(events),
      stopped: (reason) => this.followers.fail(reason),
    });
    this.sequencer = new Sequencer(connection, stream, this.synced);
    // A follower reads the copy alone: it must outlive the time when the server cannot be asked.
    this.followers = new Followers({
      head: () => this.head(),
      readAll: async (after, limit) => this.synced.copy.events(after, limit),
    });
  }

  /** Ready once this resolves. Throws `LogUnavailable`, `LogUnreadable`, `LogFromNewerRelease` or `UnsafeStore`. */
  async begin(): Promise<void> {
    await requireNoRetention(this.connection, this.stream);
    await this.synced.catchUp();
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    this.requireOpen();
    return this.sequencer.append(request, encodeEvents(this.assemblyId, request));
  }

  async receiptOf(commandId: string): Promise<AppendReceipt | undefined> {
    this.requireOpen();
    // A receipt never changes: one that is known need not be asked for.
    const known = this.synced.copy.receiptOf(commandId);
    if (known) return known;
    await this.synced.catchUp();
    return this.synced.copy.receiptOf(commandId);
  }

  async readStream(stream: string, fromRevision: Revision = 0): Promise<readonly RecordedEvent[]> {
    this.requireOpen();
    return this.synced.copy.stream(stream, fromRevision);
  }

  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    await this.reach(after + limit);
    return this.synced.copy.events(after, limit);
  }

  async readBytes(after: Position, limit: number): Promise<readonly StoredBytes[]> {
    await this.reach(after + limit);
    return this.synced.copy.bytes(after, limit);
  }

  async head(): Promise<Position> {
    this.requireOpen();
    await this.synced.catchUp();
    return this.synced.copy.head;
  }

  subscribe(after: Position, deliver: Deliver): LogSubscription {
    return this.followers.follow(after, deliver);
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  /** An event of this log's stream, as the subscription to `$all` brings it. */
  receive(event: ReceivedEvent): void {
    if (this.closing || event.revision === 0n) return;
    this.synced.push(event);
  }

  /** Somebody has changed the stream's metadata: from here on the log is kept only if it still keeps everything. */
  async metadataChanged(): Promise<void> {
    await requireNoRetention(this.connection, this.stream).catch((error: unknown) => {
      // Asked again as soon as the subscription stands again.
      if (!(error instanceof LogUnavailable)) this.synced.stopOn(error);
    });
  }

  /** Events, or new metadata, may have gone by unseen, such as while the subscription was away. */
  async refresh(): Promise<void> {
    if (this.closing) return;
    await this.metadataChanged();
    await this.synced.catchUp().catch(() => undefined);
  }

  private async reach(position: Position): Promise<void> {
    this.requireOpen();
    if (position > this.synced.copy.head) await this.synced.catchUp();
  }

  private requireOpen(): void {
    if (this.closing) throw new LogUnavailable('it was closed');
  }

  private async finish(): Promise<void> {
    await this.sequencer.idle();
    await this.followers.stop();
    this.synced.close();
    this.onClose();
  }
}
