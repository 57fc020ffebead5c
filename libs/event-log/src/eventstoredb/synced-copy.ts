import { type LogInterruption, LogUnavailable, LogUnreadable } from '../errors';
import type { Position, RecordedEvent, StoredBytes } from '../event-log';
import type { Connection, Patience } from './connection';
import { LogCopy } from './log-copy';
import { UnsafeStore } from './unsafe-store';
import { requireHeader, storedBytesOf, type ReceivedEvent } from './wire-event';

/** Unit: events read from the server at a time. */
const PAGE = 1024;

interface CopyListener {
  /** Events that the copy holds from now on. */
  readonly added: (events: readonly RecordedEvent[]) => void;
  /** The log stopped, for good. */
  readonly stopped: (reason: LogInterruption) => void;
}

/**
 * Keeps the copy in step with the stream. Whatever arrives, pushed by the subscription, read, or just stored by this process,
 * comes in by `take`: what is known is compared, what follows on is added, what lies beyond a gap is read.
 *
 * The server is never believed to have another past than the copy: a log that became other, or shorter and stays so (an old
 * backup, a deleted stream, a second cluster under the same address) stops this log for good.
 */
export class SyncedCopy {
  private opened: LogCopy | undefined;
  private failure: LogInterruption | undefined;
  private underWay: Promise<void> | undefined;
  private queued: Promise<void> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly stream: string,
    private readonly assemblyId: string,
    private readonly file: string,
    private readonly listener: CopyListener,
  ) {}

  /** Throws what stopped the log. */
  get copy(): LogCopy {
    if (this.failure) throw this.failure;
    this.opened ??= LogCopy.open(this.file, this.assemblyId);
    return this.opened;
  }

  /**
   * Resolves when the copy holds all that stood in the stream at the call. Callers of one moment share one read. Throws
   * `LogUnavailable` when the server cannot be asked, `LogUnreadable` when it has another past.
   */
  catchUp(): Promise<void> {
    if (!this.underWay) return this.begin();
    // The read under way may have passed the place that this caller must see.
    this.queued ??= this.underWay
      .catch(() => undefined)
      .then(() => {
        this.queued = undefined;
        return this.begin();
      });
    return this.queued;
  }

  /** Events of the stream in its order, wherever they come from. Returns false when some between are missing. */
  take(received: readonly StoredBytes[]): boolean {
    const { copy } = this;
    const fresh: StoredBytes[] = [];
    for (const stored of received) {
      const next = copy.head + fresh.length + 1;
      if (stored.position > next) break;
      if (stored.position === next) fresh.push(stored);
      else if (stored.position <= copy.head) this.requireSame(stored);
    }
    if (fresh.length > 0) this.listener.added(copy.add(fresh));
    return (received.at(-1)?.position ?? 0) <= copy.head;
  }

  /** Events that the subscription pushed; a gap is filled in the background. */
  push(received: ReceivedEvent): void {
    if (this.failure) return;
    try {
      if (!this.take([storedBytesOf(received)])) this.catchUp().catch(() => undefined);
    } catch (error) {
      this.stopOn(error);
    }
  }

  /** From here on the log answers with this. */
  stopOn(error: unknown): void {
    if (!this.failure && (error instanceof LogUnreadable || error instanceof UnsafeStore)) {
      this.failure = error;
      this.listener.stopped(error);
    }
    // A copy whose disk failed is opened again by the next call, which reads what it really holds.
    this.close();
  }

  close(): void {
    const { opened } = this;
    this.opened = undefined;
    opened?.close();
  }

  private begin(): Promise<void> {
    const run = this.readMissing().finally(() => {
      if (this.underWay === run) this.underWay = undefined;
    });
    this.underWay = run;
    return run;
  }

  private async readMissing(): Promise<void> {
    let patience: Patience | undefined;
    try {
      for (;;) {
        // The last known event is read again: that it still stands there is what makes the rest its continuation.
        const known = this.copy.head;
        const page = await this.connection.read(this.stream, BigInt(known), PAGE + 1);
        // A follower can show an event a moment before the leader does, and a leader that was paused does not know the newest. However
        // long it took to be answered at all, the leader has from this answer on to show it.
        if (page?.length) patience = undefined;
        else if (await (patience ??= this.connection.newPatienceWithTheOutdated()).pause()) continue;
        this.takePage(known, page);
        if (page.length <= PAGE) return;
      }
    } catch (error) {
      if (!(error instanceof LogUnavailable)) this.stopOn(error);
      throw error;
    }
  }

  private takePage(known: Position, page: readonly ReceivedEvent[] | undefined): asserts page {
    if (page === undefined) throw new LogUnreadable(this.stream, 'it was deleted from the server');
    const events = page.map(storedBytesOf);
    if (events[0]?.position !== known)
      throw new LogUnreadable(
        this.stream,
        `event ${known}, which this process has seen, is not on the server any more`,
      );
    if (known === 0) requireHeader(this.assemblyId, page[0]!);
    this.take(known === 0 ? events.slice(1) : events);
  }

  private requireSame({ position, leafHash }: StoredBytes): void {
    const [known] = this.copy.bytes(position - 1, 1);
    if (known && Buffer.compare(known.leafHash, leafHash) === 0) return;
    throw new LogUnreadable(this.stream, `event ${position} is another one than this process has seen there`);
  }
}
