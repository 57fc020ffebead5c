import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { admit } from '../admission';
import { type EncodedEvent, recordedAt } from '../envelope';
import { LogInterruption, LogUnavailable, LogUnreadable } from '../errors';
import type { AppendReceipt, AppendRequest, AppendResult, RecordedEvent } from '../event-log';
import { type Durability, pragma, requireDurability } from './durability';
import { checkFormat, sync } from './log-format';
import { LogRows } from './log-rows';
import { onFile } from './sqlite-errors';
import { TrailingIndex } from './trailing-index';
import { inTransaction } from './transaction';

/** One command's events, checked and encoded, on their way to the file. */
export interface EncodedAppend {
  readonly request: AppendRequest;
  readonly encoded: readonly EncodedEvent[];
}

/** What became of one append of a group. */
export type Outcome = { readonly result: AppendResult } | { readonly interruption: LogInterruption };

export interface LogFileOptions {
  /** The file does not grow past this; appends that would need more are refused. Default: the disk decides. Unit: bytes. */
  readonly maxFileBytes?: number;
}

/** Unit: KiB of pages SQLite may keep in memory for one log. */
const CACHE_KIB = 32 * 1024;

/**
 * Unit: pages of 4 KiB in the write-ahead log before they move to the main file. Small on purpose: once the write-ahead log
 * has this size it is written over, and a sync that does not make a file longer takes half the time of one that does.
 */
const CHECKPOINT_PAGES = 1000;

/**
 * One open log file, for its one writer. Synchronous: a call returns when the disk has it. After an error the object must
 * be closed and the file opened again, which reads what the file really holds.
 */
export class LogFile {
  readonly rows: LogRows;
  readonly index: TrailingIndex;
  private readonly insert: StatementSync;

  private constructor(
    private readonly file: string,
    assemblyId: string,
    private readonly db: DatabaseSync,
    readonly durability: Durability,
  ) {
    this.rows = new LogRows(file, assemblyId, db);
    this.index = new TrailingIndex(db, this.rows);
    this.insert = db.prepare('INSERT INTO events (position, bytes, leaf_hash) VALUES (?, ?, ?)');
    this.index.catchUp();
  }

  /** Throws `LogUnreadable`, `LogFromNewerRelease` or `LogUnavailable`. The caller holds the file's lock. */
  static open(file: string, assemblyId: string, options: LogFileOptions = {}): LogFile {
    return onFile(file, () => {
      checkFormat(file);
      const db = new DatabaseSync(file);
      try {
        requireAssembly(file, assemblyId, db);
        const durability = requireDurability(db);
        db.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
        if (options.maxFileBytes !== undefined) limitSize(db, options.maxFileBytes);
        return new LogFile(file, assemblyId, db, durability);
      } catch (error) {
        db.close();
        throw error;
      }
    });
  }

  /**
   * The same after the store failed. What a failed sync left in the write-ahead log can be read but may never reach the disk, however
   * often it is synced again: so it is written once more, into the main file, before anybody is told of it. Throws `LogUnavailable`
   * when that fails too.
   */
  static reopen(file: string, assemblyId: string, options: LogFileOptions = {}): LogFile {
    const log = LogFile.open(file, assemblyId, options);
    try {
      onFile(file, () => log.moveIntoMainFile());
      return log;
    } catch (error) {
      log.close();
      throw error;
    }
  }

  /**
   * Store the appends of a group in order, in one transaction with one sync. One that conflicts or repeats does not touch
   * the others. Throws when the store fails; then none of the group is recorded.
   */
  commit(group: readonly EncodedAppend[]): readonly Outcome[] {
    return onFile(this.file, () => {
      let head = this.rows.head();
      const accepted: { readonly encoded: readonly EncodedEvent[]; readonly firstPosition: number }[] = [];
      const judged = group.map((append) => {
        const before = this.judge(append.request);
        if (before) return before;
        accepted.push({ encoded: append.encoded, firstPosition: head + 1 });
        const events = append.encoded.map((event) => recordedAt(++head, event));
        return this.accept(append.request, events);
      });
      if (accepted.length > 0) inTransaction(this.db, () => accepted.forEach((append) => this.write(append)));
      return judged.map((outcome) => this.complete(outcome));
    });
  }

  close(): void {
    this.db.close();
  }

  /** Afterwards the write-ahead log is empty on the disk too: what it still held would hide what the main file says. */
  private moveIntoMainFile(): void {
    const { busy } = this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    if (busy !== 0)
      throw new LogUnavailable('somebody reads the log while what was written last is not on the disk yet');
    const wal = `${this.file}-wal`;
    if (existsSync(wal)) sync(wal);
  }

  private judge(request: AppendRequest): { readonly repeats: AppendReceipt } | Outcome | undefined {
    try {
      const receipt = admit(request, this.index);
      return receipt && { repeats: receipt };
    } catch (error) {
      if (error instanceof LogInterruption && !(error instanceof LogUnreadable)) return { interruption: error };
      throw error;
    }
  }

  /** Later appends of the same group are judged as if these events were stored, which they are unless all of it fails. */
  private accept({ commandId, commandDigest }: AppendRequest, events: readonly RecordedEvent[]): Outcome {
    for (const event of events) this.index.add(event, commandDigest);
    const [firstPosition, lastPosition] = [events[0]!.position, events.at(-1)!.position];
    return { result: { commandId, commandDigest, firstPosition, lastPosition, events, repeated: false } };
  }

  private write({
    encoded,
    firstPosition,
  }: {
    readonly encoded: readonly EncodedEvent[];
    readonly firstPosition: number;
  }): void {
    encoded.forEach((event, offset) => this.insert.run(firstPosition + offset, event.bytes, event.leafHash));
  }

  /** A repeated command answers with the events of the first time, read once they are certainly there. */
  private complete(outcome: { readonly repeats: AppendReceipt } | Outcome): Outcome {
    if (!('repeats' in outcome)) return outcome;
    const { firstPosition, lastPosition } = outcome.repeats;
    const events = this.rows.events(firstPosition - 1, lastPosition - firstPosition + 1);
    return { result: { ...outcome.repeats, events, repeated: true } };
  }
}

function requireAssembly(file: string, assemblyId: string, db: DatabaseSync): void {
  const assembly = assemblyIn(file, db);
  if (assembly !== assemblyId) throw new LogUnreadable(file, `it is the log of assembly ${assembly}`);
}

/** Whose log the file says it is. Throws `LogUnreadable` where damage took the row away. */
export function assemblyIn(file: string, db: DatabaseSync): string {
  const row = db.prepare('SELECT assembly FROM log').get() as { assembly: string } | undefined;
  if (row === undefined) throw new LogUnreadable(file, 'it does not say which assembly it is the log of');
  return row.assembly;
}

function limitSize(db: DatabaseSync, maxFileBytes: number): void {
  const pageBytes = pragma(db, 'page_size') as number;
  db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxFileBytes / pageBytes))}`);
}
