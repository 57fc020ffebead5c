import { closeSync, fsyncSync, linkSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogExists, LogFromNewerRelease, LogUnreadable } from '../errors';

/**
 * The file: one SQLite database per assembly. `events` is the log, append-only by trigger; everything else is derived from
 * it. The view `facts` is for people with the plain `sqlite3` tool.
 */

/** "PLNM" in the header says the file is ours; the user version says which format it has. */
export const APPLICATION_ID = 0x504c4e4d;
export const LOG_FORMAT = 1;

const SCHEMA = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY CHECK (position > 0),
    bytes BLOB NOT NULL,
    leaf_hash BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'a fact is never changed: a correction is a new event'); END;
  CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'a fact is never deleted: a correction is a new event'); END;
  CREATE TABLE streams (
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (stream, revision)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE commands (
    command TEXT NOT NULL PRIMARY KEY,
    first_position INTEGER NOT NULL,
    last_position INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE log (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    assembly TEXT NOT NULL,
    indexed INTEGER NOT NULL
  ) STRICT;
  CREATE VIEW facts AS
    SELECT position, event ->> 'at' AS at, event ->> 'actor' AS actor, event ->> 'stream' AS stream,
      event ->> 'revision' AS revision, event ->> 'type' AS type, event -> 'data' AS data, lower(hex(leaf_hash)) AS leaf_hash
    FROM (SELECT position, CAST(bytes AS TEXT) AS event, leaf_hash FROM events);
`;

/** Make an empty log file that is there completely or not at all. Throws `LogExists`. */
export function createLogFile(file: string, assemblyId: string): void {
  const draft = `${file}.${process.pid}.new`;
  try {
    rmSync(draft, { force: true });
    draw(draft, assemblyId);
    publish(draft, file, assemblyId);
  } finally {
    rmSync(draft, { force: true });
  }
}

function draw(draft: string, assemblyId: string): void {
  const db = new DatabaseSync(draft);
  try {
    // No sync for each table: the draft is synced as a whole before it is given its name.
    db.exec(
      `PRAGMA synchronous = OFF; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${LOG_FORMAT}; PRAGMA journal_mode = WAL; ${SCHEMA}`,
    );
    db.prepare('INSERT INTO log (only, assembly, indexed) VALUES (1, ?, 0)').run(assemblyId);
    // Closing would move the write-ahead log into the file too, but says nothing when the disk refuses.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/** Give the finished draft its name, without ever replacing a log that is there. */
function publish(draft: string, file: string, assemblyId: string): void {
  try {
    sync(draft);
    linkSync(draft, file);
    sync(dirname(file));
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? new LogExists(assemblyId) : error;
  }
}

/** Returns when the disk has the file, or the names in a folder. */
export function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const USER_VERSION_OFFSET = 60;
const APPLICATION_ID_OFFSET = 68;

/**
 * Refuse a file that is not a Plenum log of a known format, before SQLite may touch it. The header is specified in
 * https://sqlite.org/fileformat2.html#the_database_header. Throws `LogUnreadable` or `LogFromNewerRelease`.
 */
export function checkFormat(file: string): void {
  const header = readHeader(file);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new LogUnreadable(file, 'it is not an SQLite file');
  if (header.readUInt32BE(APPLICATION_ID_OFFSET) !== APPLICATION_ID)
    throw new LogUnreadable(file, 'it is not a Plenum event log');
  const format = header.readUInt32BE(USER_VERSION_OFFSET);
  if (format > LOG_FORMAT) throw new LogFromNewerRelease(file, format, LOG_FORMAT);
  if (format < 1) throw new LogUnreadable(file, `it has log format ${format}, which never existed`);
}

function readHeader(file: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  return header;
}
