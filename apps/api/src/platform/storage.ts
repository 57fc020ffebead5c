import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LogInterruption } from '@plenum/event-log';
import { ownerOnly } from './private-files';

/** A file that stands beside the log, such as the names, could not be read or written just now. */
export class StorageUnavailable extends LogInterruption {
  readonly code = 'STORAGE_UNAVAILABLE';
  readonly advice = 'Send the same command id again when the disk is back: it is recorded once, whatever happened now.';
  constructor(what: string, reason: string, options?: ErrorOptions) {
    super(`${what} cannot be read or written just now: ${reason}`, options);
  }
}

/** Such a file is not what it was. */
export class StorageDamaged extends LogInterruption {
  readonly code = 'STORAGE_DAMAGED';
  readonly advice = 'Restore the file from a backup; nothing was changed.';
  constructor(what: string, reason: string, options?: ErrorOptions) {
    super(`${what} cannot be read: ${reason}`, options);
  }
}

/** SQLite's primary result codes (https://sqlite.org/rescode.html): busy, locked, read-only, I/O error, full, cannot open, protocol. */
const UNAVAILABLE: ReadonlySet<number> = new Set([5, 6, 8, 10, 13, 14, 15]);
/** Corrupt, and no database at all. */
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

/** How long to wait while another process of this data folder writes. */
const WAIT_FOR_OTHERS_MS = 5_000;

/**
 * Run `action` on `what`, which is named to the caller (`the names`): what the disk did comes out as an interruption, anything else as it is.
 * No path and no content is told.
 */
export function onStorage<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asInterruption(what, error);
  }
}

/** What the disk did, as the interruption that it is to the caller; any other error unchanged. */
export function asInterruption(what: string, error: unknown): unknown {
  if (isSystemError(error)) return new StorageUnavailable(what, error.code!, { cause: error });
  if (typeof error !== 'object' || error === null || !('errcode' in error) || !('message' in error)) return error;
  const primary = Number(error.errcode) & 0xff;
  if (UNAVAILABLE.has(primary)) return new StorageUnavailable(what, String(error.message), { cause: error });
  return DAMAGED.has(primary) ? new StorageDamaged(what, String(error.message), { cause: error }) : error;
}

/** The file system itself said no. By its shape, since under a test runner it is an error of another realm. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
}

/**
 * Open a database beside the log, for its owner's eyes only, durable with every commit, in which what is deleted is overwritten. What a failed sync left in its
 * write-ahead log can be read but may never reach the disk, and all that is written after it would be lost with it in a power
 * cut: so it is first written once more, into the main file. Another process that has the file open has seen to that.
 */
export function openDatabase(file: string, schema: string): DatabaseSync {
  return namingFile(file, () => openedDatabase(file, schema));
}

/** Do `action` on `file`. SQLite and writes do not say which file they are about, and who starts a server has to know. */
export function namingFile<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw named(file, error);
  }
}

/** The error itself, with a note that what the disk says, in it or in its cause, is of `file`. */
export function named(file: string, error: unknown): unknown {
  const isError = (one: unknown): one is object => typeof one === 'object' && one !== null && 'message' in one;
  if (!isError(error)) return error;
  const said = 'cause' in error && isError(error.cause) ? error.cause : error;
  if (('errcode' in said || 'syscall' in said) && !('path' in said)) Object.assign(said, { path: file });
  return error;
}

function openedDatabase(file: string, schema: string): DatabaseSync {
  ownerOnly(file);
  const db = new DatabaseSync(file, { timeout: WAIT_FOR_OTHERS_MS });
  try {
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
    db.exec('pragma wal_checkpoint(truncate)');
    if (existsSync(`${file}-wal`)) sync(`${file}-wal`);
    db.exec(schema);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** All or nothing, and nobody else writes meanwhile. SQLite ends the transaction by itself after some failures. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('begin immediate');
  try {
    const result = work();
    db.exec('commit');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
