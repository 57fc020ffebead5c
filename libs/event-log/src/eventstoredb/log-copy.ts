import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { LogIndex } from '../admission';
import { decodeEvent } from '../envelope';
import { LogUnreadable } from '../errors';
import type { AppendReceipt, Position, RecordedEvent, Revision, StoredBytes } from '../event-log';
import { FileLock } from '../sqlite/file-lock';
import { checkFormat, createLogFile } from '../sqlite/log-format';
import { LogRows } from '../sqlite/log-rows';
import { onFile } from '../sqlite/sqlite-errors';
import { TrailingIndex } from '../sqlite/trailing-index';
import { inTransaction } from '../sqlite/transaction';

/** Unit: events that the index tables of the copy may trail by. */
const SETTLE_AFTER = 4096;

/**
 * This process's own copy of a log, in the format of the embedded store: reads, the index of streams and the receipts of
 * commands are answered from it, and a start reads from the server only what is new. It is derived: the server's log is the
 * log, and a copy that is lost, torn or a little behind is mended from there. So its commits need not wait for a sync.
 */
export class LogCopy implements LogIndex {
  private readonly rows: LogRows;
  private readonly index: TrailingIndex;
  private readonly insert: StatementSync;
  private last: Position;

  private constructor(
    private readonly file: string,
    private readonly assemblyId: string,
    private readonly db: DatabaseSync,
    private readonly lock: FileLock,
  ) {
    this.rows = new LogRows(file, assemblyId, db);
    this.index = new TrailingIndex(db, this.rows);
    this.insert = db.prepare('INSERT INTO events (position, bytes, leaf_hash) VALUES (?, ?, ?)');
    this.index.catchUp();
    this.last = this.rows.head();
  }

  /**
   * Open the copy in `file`; begin a new one where there is none, or none that can be read. Readers may read it meanwhile, as any
   * log file. Throws `LogUnavailable`, or `LogLocked` while somebody writes it as if it were a log.
   */
  static open(file: string, assemblyId: string): LogCopy {
    const lock = onFile(file, () => FileLock.acquire(file));
    try {
      return LogCopy.openOrBegin(file, assemblyId, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private static openOrBegin(file: string, assemblyId: string, lock: FileLock): LogCopy {
    try {
      return LogCopy.openFile(file, assemblyId, lock);
    } catch (error) {
      if (!(error instanceof LogUnreadable)) throw error;
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
      return LogCopy.openFile(file, assemblyId, lock);
    }
  }

  private static openFile(file: string, assemblyId: string, lock: FileLock): LogCopy {
    return onFile(file, () => {
      if (!existsSync(file)) createLogFile(file, assemblyId);
      checkFormat(file);
      const db = new DatabaseSync(file);
      try {
        db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
        return new LogCopy(file, assemblyId, db, lock);
      } catch (error) {
        db.close();
        throw error;
      }
    });
  }

  get head(): Position {
    return this.last;
  }

  /** Add events that follow on from the head. Throws `LogUnreadable` when one cannot be the next event of its stream. */
  add(stored: readonly StoredBytes[]): readonly RecordedEvent[] {
    return onFile(this.file, () => {
      const decoded = stored.map((one) => decodeEvent(this.assemblyId, one));
      inTransaction(this.db, () => {
        for (const { position, bytes, leafHash } of stored) this.insert.run(position, bytes, leafHash);
      });
      for (const { event, commandDigest } of decoded) {
        if (event.revision !== this.index.revisionOf(event.stream) + 1)
          throw new LogUnreadable(this.file, `event ${event.position} does not follow on in stream ${event.stream}`);
        this.index.add(event, commandDigest);
        this.last = event.position;
      }
      if (this.index.trailing > SETTLE_AFTER) this.settle();
      return decoded.map(({ event }) => event);
    });
  }

  revisionOf(stream: string): Revision {
    return this.reading(() => this.index.revisionOf(stream));
  }

  receiptOf(commandId: string): AppendReceipt | undefined {
    return this.reading(() => this.index.receiptOf(commandId));
  }

  stream(stream: string, fromRevision: Revision): readonly RecordedEvent[] {
    return this.reading(() =>
      this.index.positionsOf(stream, fromRevision).map((position) => this.rows.at(position).event),
    );
  }

  events(after: Position, limit: number): readonly RecordedEvent[] {
    return this.reading(() => this.rows.events(after, limit));
  }

  bytes(after: Position, limit: number): readonly StoredBytes[] {
    return this.reading(() => this.rows.bytes(after, limit));
  }

  close(): void {
    if (!this.db.isOpen) return;
    this.settle();
    this.db.close();
    this.lock.release();
  }

  /** The tables may trail: what could not be brought up to date now will be another time. */
  private settle(): void {
    try {
      this.index.settle();
    } catch {
      return;
    }
  }

  private reading<T>(read: () => T): T {
    return onFile(this.file, read);
  }
}
