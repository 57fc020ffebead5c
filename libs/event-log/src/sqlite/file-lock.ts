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

  release(): void {
    this.db.close();
  }
}

function lockFileOf(logFile: string): string {
  return logFile.replace(/\.db$/, '.lock');
}
