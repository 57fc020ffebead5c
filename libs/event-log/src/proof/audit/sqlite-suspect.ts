import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { isUint8Array } from 'node:util/types';
import { MAX_EVENT_BYTES } from '../../envelope';
import { LogUnreadable } from '../../errors';
import { checkFormat } from '../../sqlite/log-format';
import { openToRead, type OpenedToRead } from '../../sqlite/open-to-read';
import { asInterruption, onFile } from '../../sqlite/sqlite-errors';
import { type Finding, shown } from './finding';
import type { SuspectEntry, SuspectLog } from './suspect-log';

type Row = [position: unknown, length: bigint, bytes: unknown, leafHash: unknown];

/** Unit: rows, and bytes, read in one go. */
const PAGE = 512;
const PAGE_BYTES = 8 * 1024 * 1024;

/** A row that is too large is never brought into memory. */
const SELECT = `SELECT position, length(bytes), CASE WHEN length(bytes) <= ${MAX_EVENT_BYTES} THEN bytes END, leaf_hash
  FROM events WHERE position > ? ORDER BY position LIMIT ${PAGE}`;

/** The events table of a log file, read beside its writer, whatever somebody has made of it. */
export class SqliteSuspect implements SuspectLog {
  private constructor(
    private readonly file: string,
    private readonly opened: OpenedToRead,
    readonly size: number | undefined,
  ) {}

  /** Throws `LogUnreadable` when the file is not a Plenum log at all, `LogFromNewerRelease`, `LogOnReadOnlyMedium` and `LogUnavailable`. */
  static open(file: string): SqliteSuspect {
    return onFile(file, () => {
      checkFormat(file);
      const opened = openToRead(file);
      return new SqliteSuspect(file, opened, isPlainTable(opened.db) ? sizeIn(opened.db) : undefined);
    });
  }

  async *pages(): AsyncIterable<readonly (SuspectEntry | Finding)[]> {
    if (!isPlainTable(this.opened.db)) return yield [NO_PLAIN_TABLE];
    for (let after = 0n; ;) {
      const { page, last, over } = this.page(after);
      onFile(this.file, () => this.opened.requireUnchanged());
      if (page.length > 0) yield page;
      if (over) return;
      // Reading rows waits for nothing: without a pause, Ctrl-C would be heard only at the end.
      await turn();
      after = last;
    }
  }

  close(): void {
    if (this.opened.db.isOpen) this.opened.db.close();
  }

  private page(after: bigint): Page {
    const page: (SuspectEntry | Finding)[] = [];
    let [last, size, rows] = [after, 0, 0];
    try {
      const statement = this.opened.db.prepare(SELECT);
      statement.setReturnArrays(true);
      // A position may be any number of 64 bits, and the next page goes on from exactly that.
      statement.setReadBigInts(true);
      for (const row of statement.iterate(after) as Iterable<unknown> as Iterable<Row>) {
        const [position] = row;
        // Pages of a damaged file can lead back to each other: rows that do not ascend would have no end.
        if (typeof position !== 'bigint' || position <= last)
          return { page: [...page, outOfOrder(last, position)], last, over: true };
        page.push(entryOf(row, Number(last) + 1));
        last = position;
        rows += 1;
        size += Number(row[1]);
        if (size > PAGE_BYTES) return { page, last, over: false };
      }
    } catch (error) {
      return { page: [...page, unreadable(this.file, Number(last) + 1, error)], last, over: true };
    }
    return { page, last, over: rows === 0 };
  }
}

interface Page {
  readonly page: readonly (SuspectEntry | Finding)[];
  /** Position of its last row, as the database has it. */
  readonly last: bigint;
  readonly over: boolean;
}

function entryOf([position, length, bytes, leafHash]: Row, expected: number): SuspectEntry | Finding {
  const hash = isUint8Array(leafHash) ? leafHash : undefined;
  if (isUint8Array(bytes)) return { position: Number(position), bytes, leafHash: hash };
  if (bytes === null && length > MAX_EVENT_BYTES)
    return {
      rule: 'event-size',
      position: Number(position),
      expected: `at most ${MAX_EVENT_BYTES} bytes`,
      found: `${length} bytes`,
    };
  return {
    rule: 'database-form',
    position: expected,
    expected: 'bytes as a BLOB',
    found: bytes === null ? 'NULL' : `a value of type ${typeof bytes === 'bigint' ? 'number' : typeof bytes}`,
  };
}

function outOfOrder(last: bigint, position: unknown): Finding {
  return {
    rule: 'database-form',
    position: Number(last) + 1,
    expected: `a position after ${last}`,
    found: shown(String(position)),
  };
}

const NO_PLAIN_TABLE: Finding = {
  rule: 'database-form',
  position: 1,
  expected: 'a table of events',
  found: 'a view, or a table that computes what it holds',
};

/** A view, or a column that is computed, can have rows without an end and values of any size. A schema that cannot be read is told of by the first row. */
function isPlainTable(db: DatabaseSync): boolean {
  try {
    const made = db.prepare("SELECT type, sql FROM sqlite_schema WHERE name = 'events' COLLATE NOCASE").get();
    if (made === undefined) return true;
    const computed = db.prepare("SELECT 1 FROM pragma_table_xinfo('events') WHERE hidden <> 0").get();
    return made['type'] === 'table' && /^CREATE TABLE\b/i.test(String(made['sql'])) && computed === undefined;
  } catch {
    return true;
  }
}

/** What the index says; only for progress, and only if it can be asked. */
function sizeIn(db: DatabaseSync): number | undefined {
  try {
    const { size } = db.prepare('SELECT ifnull(max(position), 0) AS size FROM events').get() as { size: unknown };
    return typeof size === 'number' ? size : undefined;
  } catch {
    return undefined;
  }
}

/** A table that cannot be read as one is a finding; a store that cannot be asked just now is not. */
function unreadable(file: string, position: number, error: unknown): Finding {
  const interruption = asInterruption(file, error);
  if (!(interruption instanceof LogUnreadable)) throw interruption;
  return {
    rule: 'database-form',
    position,
    expected: 'a table that SQLite can read',
    found: shown(interruption.message),
  };
}
