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
import type { Durability } from './durability';
import { FileLock } from './file-lock';
import { type EncodedAppend, LogFile, type LogFileOptions, type Outcome } from './log-file';
import { onFile } from './sqlite-errors';

export interface SqliteLogOptions extends LogFileOptions {
  /** How many appends may share one transaction and one sync; 1 turns group commit off. Default 1,024. */
  readonly maxGroupSize?: number;
}

/** Read-only figures of one open log, since it was opened. */
export interface SqliteLogStatistics extends Durability {
  /** Appends that stored events. */
  readonly appends: number;
  /** Transactions, and so syncs, that stored them. */
  readonly commits: number;
}

interface PendingAppend extends EncodedAppend {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

const DEFAULT_GROUP_SIZE = 1024;

/** Unit: events. The index tables are brought up to date past the first when the log is idle, past the second anyway. */
const SETTLE_WHEN_IDLE = 4096;
const SETTLE_ANYWAY = 32768;

/**
 * The log in an SQLite file. Appends that arrive in the same turn of the event loop are committed together: one
 * transaction, one sync, and only then are they acknowledged.
 */
export class SqliteEventLog implements EventLog {
  private queue: PendingAppend[] = [];
  private scheduled = false;
  private closing: Promise<void> | undefined;
  /** Undefined after the store failed, until the file could be opened again. */
  private log: LogFile | undefined;
  private appends = 0;
  private commits = 0;
  /** The last event that followers were told of, or can read for themselves. */
  private told: Position;
  private readonly durability: Durability;
  private readonly followers = new Followers(this);

  private constructor(
    readonly assemblyId: string,
    private readonly file: string,
    private readonly options: SqliteLogOptions,
    private readonly lock: FileLock,
    private readonly onClose: () => void,
  ) {
    const log = LogFile.open(file, assemblyId, options);
    this.log = log;
    this.durability = log.durability;
    this.told = log.rows.head();
  }

  /** Open the log of an existing file as its one writer. Throws what `EventLogs.open` throws, but `LogNotFound`. */
  static open(file: string, assemblyId: string, options: SqliteLogOptions, onClose: () => void): SqliteEventLog {
    const lock = onFile(file, () => FileLock.acquire(file));
    try {
      return new SqliteEventLog(assemblyId, file, options, lock, onClose);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  get statistics(): SqliteLogStatistics {
    return { ...this.durability, appends: this.appends, commits: this.commits };
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    if (this.closing) throw new LogUnavailable('it was closed');
    const encoded = encodeEvents(this.assemblyId, request);
    return new Promise((resolve, reject) => {
      this.queue.push({ request, encoded, resolve, reject });
      this.schedule();
    });
  }

  async receiptOf(commandId: string): Promise<AppendReceipt | undefined> {
    return this.reading((log) => log.index.receiptOf(commandId));
  }

  async readStream(stream: string, fromRevision: Revision = 0): Promise<readonly RecordedEvent[]> {
    return this.reading(({ index, rows }) =>
      index.positionsOf(stream, fromRevision).map((position) => rows.at(position).event),
    );
  }

  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    return this.reading((log) => log.rows.events(after, limit));
  }

  async readBytes(after: Position, limit: number): Promise<readonly StoredBytes[]> {
    return this.reading((log) => log.rows.bytes(after, limit));
  }

  async head(): Promise<Position> {
    return this.reading((log) => log.rows.head());
  }

  subscribe(after: Position, deliver: Deliver): LogSubscription {
    return this.followers.follow(after, deliver);
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    while (this.queue.length > 0) this.commitNextGroup();
    await this.followers.stop();
    this.settle();
    try {
      this.log?.close();
    } finally {
      this.log = undefined;
      this.lock.release();
      this.onClose();
    }
  }

  private reading<T>(read: (log: LogFile) => T): T {
    return onFile(this.file, () => read(this.opened()));
  }

  private opened(): LogFile {
    if (this.log) return this.log;
    if (this.closing) throw new LogUnavailable('it was closed');
    const log = LogFile.reopen(this.file, this.assemblyId, this.options);
    this.log = log;
    // A group that was refused may be in the file all the same: whoever follows the log hears of it now, or never.
    this.tell(log.rows.events(this.told, Number.MAX_SAFE_INTEGER));
    return log;
  }

  /** After the poll phase of this turn, so that everything that arrived with it shares the sync. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.runOnce());
  }

  private runOnce(): void {
    this.scheduled = false;
    if (this.queue.length > 0) this.commitNextGroup();
    const trailing = this.log?.index.trailing ?? 0;
    if (trailing > SETTLE_ANYWAY || (trailing > SETTLE_WHEN_IDLE && this.queue.length === 0)) this.settle();
    if (this.queue.length > 0) this.schedule();
  }

  private commitNextGroup(): void {
    const group = this.queue.splice(0, this.options.maxGroupSize ?? DEFAULT_GROUP_SIZE);
    try {
      const outcomes = this.opened().commit(group);
      this.acknowledge(group, outcomes);
    } catch (error) {
      this.abandon();
      for (const append of group) append.reject(error);
    }
  }

  private acknowledge(group: readonly PendingAppend[], outcomes: readonly Outcome[]): void {
    const stored: RecordedEvent[] = [];
    outcomes.forEach((outcome, place) => {
      const append = group[place]!;
      if ('interruption' in outcome) return append.reject(outcome.interruption);
      append.resolve(outcome.result);
      if (outcome.result.repeated) return;
      this.appends++;
      for (const event of outcome.result.events) stored.push(event);
    });
    if (stored.length === 0) return;
    this.commits++;
    this.tell(stored);
  }

  private tell(events: readonly RecordedEvent[]): void {
    if (events.length === 0) return;
    this.told = events.at(-1)!.position;
    this.followers.announce(events);
  }

  private settle(): void {
    try {
      this.log?.index.settle();
    } catch {
      // The facts are safe and the tables are only late: opening the file again reads what they have not seen.
      this.abandon();
    }
  }

  /** What the file holds is not certain any more: the next call opens it again and reads its true head. */
  private abandon(): void {
    const log = this.log;
    this.log = undefined;
    log?.close();
  }
}
