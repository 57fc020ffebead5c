import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LogLocked } from '../errors';
import { isBusy } from './sqlite-errors';

/**
 * The right to write one log file, held by one process at a time. It is an exclusive SQLite transaction on an empty file
 * beside the log: the operating system releases it when the process dies, however it dies. Readers do not need it.
 */
export class FileLock {
  private constructor(private readonly db: DatabaseSync) {}

  /** Throws `LogLocked` at once when another holds it. */
  static acquire(logFile: string): FileLock {
    const db = new DatabaseSync(lockFileOf(logFile), { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      return new FileLock(db);
    } catch (error) {
      db.close();
      throw isBusy(error) ? new LogLocked(logFile) : error;
    }
  }

  /** Whether some process has the right to write `logFile` just now. To look takes no lock, and makes no lock file. */
  static isHeld(logFile: string): boolean {
    const lockFile = lockFileOf(logFile);
    if (!existsSync(lockFile)) return false;
    const db = new DatabaseSync(lockFile, { readOnly: true, timeout: 0 });
    try {
      // Nobody reads a file that is locked to write: the first page is asked for.
      db.prepare('PRAGMA schema_version').get();
      return false;
    } catch (error) {
      if (isBusy(error)) return true;
      throw error;
    } finally {
      db.close();
    }
  }

  release(): void {
    this.db.close();
  }
}

function lockFileOf(logFile: string): string {
  return logFile.replace(/\.db$/, '.lock');
}
