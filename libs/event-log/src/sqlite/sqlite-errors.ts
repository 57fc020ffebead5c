import { accessSync, constants } from 'node:fs';
import { LogUnavailable, LogUnreadable, UnstorableEvent } from '../errors';

/** SQLite's primary result codes this library tells apart (https://sqlite.org/rescode.html). */
/** A missing table or column: our statements are fixed, so it is the file that is not what it says. */
const SQLITE_ERROR = 1;
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_CORRUPT = 11;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;

interface SqliteError extends Error {
  readonly code: 'ERR_SQLITE_ERROR';
  readonly errcode: number;
}

/** By its shape: an error of another realm, such as SQLite's under a test runner, is no instance of this realm's `Error`. */
function isError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'message' in error;
}

function isSqliteError(error: unknown): error is SqliteError {
  return isError(error) && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

/** The primary result code: the low byte of the extended one. */
function primaryCode(error: SqliteError): number {
  return error.errcode & 0xff;
}

export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && primaryCode(error) === SQLITE_BUSY;
}

/**
 * What a reader is told that cannot write its part of the index beside a database. SQLite says the same of an index that is there, may be
 * written and could not be opened just now, as when this process has too many files open: that database may be a live one.
 */
export function isUnwritablePlace(file: string, error: unknown): boolean {
  if (!isSqliteError(error)) return false;
  const code = primaryCode(error);
  return code === SQLITE_READONLY || (code === SQLITE_CANTOPEN && !mayBeWritten(`${file}-shm`));
}

/** Asked without opening it: to close it again would let go of the locks that this process has on it. */
function mayBeWritten(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The file system itself said no: no space, no permission, no such directory. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return isError(error) && 'syscall' in error && 'errno' in error;
}

/** What went wrong with `file`, as the port names it. Anything that is not the store's doing is returned unchanged. */
export function asInterruption(file: string, error: unknown): unknown {
  if (error instanceof UnstorableEvent || (isError(error) && error.name === 'SyntaxError')) {
    return new LogUnreadable(file, `a stored event cannot be read (${error.message})`, { cause: error });
  }
  if (isSystemError(error)) return new LogUnavailable(error.message, { cause: error });
  if (!isSqliteError(error)) return error;
  const malformed = [SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_NOTADB].includes(primaryCode(error));
  return malformed
    ? new LogUnreadable(file, error.message, { cause: error })
    : new LogUnavailable(error.message, { cause: error });
}

/** Run `action` on `file`; whatever the store throws comes out as an interruption of the port. */
export function onFile<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asInterruption(file, error);
  }
}
