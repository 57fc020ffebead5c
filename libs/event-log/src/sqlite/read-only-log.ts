import type { DatabaseSync } from 'node:sqlite';
import type { EventLog } from '../event-log';
import { pragma } from './durability';
import { assemblyIn } from './log-file';
import { checkFormat } from './log-format';
import { LogRows } from './log-rows';
import { openToRead, type OpenedToRead } from './open-to-read';
import { onFile } from './sqlite-errors';
import { TrailingIndex } from './trailing-index';

/** What can be asked of a log without being its writer. */
export interface ReadOnlyLog extends Pick<
  EventLog,
  'assemblyId' | 'receiptOf' | 'readStream' | 'readAll' | 'readBytes' | 'head' | 'close'
> {
  /** True when another process has committed since the last call (and the first time): the cheap question for `tail`. */
  changed(): boolean;
}

/**
 * Read a log file while its writer may be running, or on a read-only medium; takes no lock and writes nothing to it.
 * Throws `LogUnreadable`, `LogFromNewerRelease` or `LogOnReadOnlyMedium`.
 */
export function openSqliteLogReadOnly(file: string): ReadOnlyLog {
  return onFile(file, () => {
    checkFormat(file);
    const opened = openToRead(file);
    try {
      return readOnlyLog(file, opened);
    } catch (error) {
      opened.db.close();
      throw error;
    }
  });
}

function readOnlyLog(file: string, opened: OpenedToRead): ReadOnlyLog {
  const { db } = opened;
  const assembly = assemblyIn(file, db);
  const rows = new LogRows(file, assembly, db);
  const index = new TrailingIndex(db, rows);
  const reading = async <T>(read: () => T): Promise<T> =>
    onFile(file, () => unchanged(opened, () => inOneSnapshot(db, read)));
  let seen: unknown;
  return {
    assemblyId: assembly,
    head: () => reading(() => rows.head()),
    readAll: (after, limit) => reading(() => rows.events(after, limit)),
    readBytes: (after, limit) => reading(() => rows.bytes(after, limit)),
    readStream: (stream, fromRevision = 0) =>
      reading(() => {
        index.catchUp();
        return index.positionsOf(stream, fromRevision).map((position) => rows.at(position).event);
      }),
    receiptOf: (commandId) =>
      reading(() => {
        index.catchUp();
        return index.receiptOf(commandId);
      }),
    changed: () => {
      const version = onFile(file, () => unchanged(opened, () => pragma(db, 'data_version')));
      const changed = version !== seen;
      seen = version;
      return changed;
    },
    close: async () => {
      if (db.isOpen) db.close();
    },
  };
}

/** What was read of a file that changed meanwhile is not told, nor is it called damaged for what could not be read. */
function unchanged<T>({ requireUnchanged }: OpenedToRead, read: () => T): T {
  try {
    return read();
  } finally {
    requireUnchanged();
  }
}

/** Everything `read` asks is answered from the same commit, whatever the writer does meanwhile. */
function inOneSnapshot<T>(db: DatabaseSync, read: () => T): T {
  db.exec('BEGIN');
  try {
    return read();
  } finally {
    db.exec('COMMIT');
  }
}
