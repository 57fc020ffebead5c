import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LogLocked } from '@plenum/event-log';

const SQLITE_BUSY = 5;

/**
 * Throws `LogLocked` while a server has the log in `file` open to write. Its lock is a transaction that lets nobody read the lock file; to
 * look at it makes no lock file and takes none.
 */
export function requireNoWriter(file: string): void {
  const lock = file.replace(/\.db$/, '.lock');
  if (statSync(lock, { throwIfNoEntry: false }) === undefined) return;
  const db = new DatabaseSync(lock, { readOnly: true, timeout: 0 });
  try {
    db.prepare('PRAGMA schema_version').get();
  } catch (error) {
    if ((Number((error as { readonly errcode?: number }).errcode) & 0xff) === SQLITE_BUSY) throw new LogLocked(file);
    throw error;
  } finally {
    db.close();
  }
}
