import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { openSqliteLogReadOnly, sqliteLogFileOf, SqliteEventLogs } from '@plenum/event-log';

/** Where the events of one assembly lie that a data folder serves, and what servers keep beside them. */
export interface LogPlace {
  readonly file: string;
  /** Holds names, the log's keys and the key of the tokens. */
  readonly dataFolder: string;
  /** Of the server whose file it is: its snapshot, and its newest signed head. Of a log of the folder's own, the data folder. */
  readonly processFolder: string;
  /** Whether the log is in an event store, and the file what one server has copied of it. */
  readonly isCopy: boolean;
}

/** The folders in which the servers of an event store keep what is not common to them: `processes/<n>`. */
function processFolders(folder: string): readonly string[] {
  return numberedIn(join(folder, 'processes'));
}

/** The folders in `folder` that are named by a number. */
function numberedIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const numbers = readdirSync(folder).filter((name) => /^[1-9][0-9]*$/.test(name));
  return numbers.sort((a, b) => Number(a) - Number(b)).map((name) => join(folder, name));
}

/** The assemblies with a log in the folder, or with a copy that a server made of one in an event store. */
export async function assembliesIn(folder: string): Promise<readonly string[]> {
  const lists = await Promise.all(
    [folder, ...copyFolders(folder)].map((directory) => new SqliteEventLogs(directory).list()),
  );
  return [...new Set(lists.flat())].sort();
}

/**
 * The folder's own log, or the longest copy where that has more events: an own log that is shorter is what was left when the log
 * moved into an event store. Undefined where there is neither.
 */
export async function placeOfLog(folder: string, assemblyId: string): Promise<LogPlace | undefined> {
  const [first, ...others] = [folder, ...copyFolders(folder)].flatMap(
    (directory) => fileIn(directory, assemblyId) ?? [],
  );
  if (first === undefined) return undefined;
  return placeOfFile(others.length === 0 ? first : await longestOf(first, others));
}

/** The place of a log whose file is known: a copy is told by the folders that it lies in, `processes/<n>/copies/<n>`. */
export function placeOfFile(file: string): LogPlace {
  const folder = dirname(resolve(file));
  const [copies, processFolder] = [dirname(folder), dirname(dirname(folder))];
  const processes = dirname(processFolder);
  return basename(copies) === 'copies' && basename(processes) === 'processes'
    ? { file, dataFolder: dirname(processes), processFolder, isCopy: true }
    : { file, dataFolder: folder, processFolder: folder, isCopy: false };
}

function copyFolders(folder: string): readonly string[] {
  return processFolders(folder).flatMap((process) => numberedIn(join(process, 'copies')));
}

/** Asked with `statSync`: where this user may not look, the log is not missing. */
function fileIn(directory: string, assemblyId: string): string | undefined {
  const file = sqliteLogFileOf(directory, assemblyId);
  return file !== undefined && statSync(file, { throwIfNoEntry: false }) !== undefined ? file : undefined;
}

async function longestOf(first: string, others: readonly string[]): Promise<string> {
  let longest = { file: first, head: await headOf(first) };
  for (const file of others) {
    const head = await headOf(file);
    if (head > longest.head || (head === longest.head && !hasHead(longest.file) && hasHead(file)))
      longest = { file, head };
  }
  return longest.file;
}

/** A server that has just begun has the whole log, and has signed nothing yet. */
function hasHead(file: string): boolean {
  const { processFolder } = placeOfFile(file);
  return existsSync(join(processFolder, basename(file).replace(/\.log\.db$/, '.checkpoint')));
}

async function headOf(file: string): Promise<number> {
  const log = openSqliteLogReadOnly(file);
  try {
    return await log.head();
  } finally {
    await log.close();
  }
}
