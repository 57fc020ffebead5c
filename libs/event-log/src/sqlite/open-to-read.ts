import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { LogOnReadOnlyMedium, LogUnavailable } from '../errors';
import { isUnwritablePlace } from './sqlite-errors';

/** A database that is only read. */
export interface OpenedToRead {
  readonly db: DatabaseSync;
  /**
   * Throws `LogUnavailable` where the file was read as one that nobody can change, and was changed all the same. Ask it after the last row,
   * and before anything that was read is called wrong.
   */
  requireUnchanged(): void;
}

/**
 * Open a log file beside its writer, or where nothing can be written: on a read-only disk, or in a folder of another user. A reader of a
 * database with a write-ahead log has to write its part of the index beside it; where it cannot, and nothing waits in a write-ahead log, the
 * file alone is the whole log and is read as it is (https://sqlite.org/uri.html#uriimmutable). Throws `LogOnReadOnlyMedium` where the newest events
 * are in a write-ahead log that cannot be read there.
 */
export function openToRead(file: string): OpenedToRead {
  const db = new DatabaseSync(file, { readOnly: true });
  if (!needsToWriteBeside(file, db)) return { db, requireUnchanged: () => undefined };
  db.close();
  requireEmptyWal(file);
  const before = fingerprintOf(file);
  const requireUnchanged = () => {
    requireEmptyWal(file);
    if (fingerprintOf(file) !== before) throw new LogUnavailable(`${file} was written while it was read`);
  };
  return { db: new DatabaseSync(immutable(file), { readOnly: true }), requireUnchanged };
}

/** The first page is asked for; whatever else is wrong with the file shows itself to whoever reads on. */
function needsToWriteBeside(file: string, db: DatabaseSync): boolean {
  try {
    db.prepare('PRAGMA schema_version').get();
    return false;
  } catch (error) {
    return isUnwritablePlace(file, error);
  }
}

function requireEmptyWal(file: string): void {
  const wal = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (wal !== undefined && wal.size > 0) throw new LogOnReadOnlyMedium(file);
}

function fingerprintOf(file: string): string {
  const { size, mtimeNs, ino } = statSync(file, { bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
}

function immutable(file: string): URL {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return url;
}
