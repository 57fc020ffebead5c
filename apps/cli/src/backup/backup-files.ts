import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { backup } from 'node:sqlite';
import { openToRead } from '@plenum/event-log';

/**
 * A backup has the form of a data folder, with its heads in `heads`: `plenum verify` reads it as it stands, and a server would start
 * on it.
 */
export const HEADS_IN_BACKUP = 'heads';

const LOG = '.log.db';

/** Unit: pages copied in one go: all of them, so that a busy writer cannot make the copy begin anew for ever. */
const ALL_PAGES = 2 ** 31 - 1;

/** Names and secret keys are in these files, whatever rights the originals have. */
const OWNER_ONLY = 0o600;

/** Ids of the assemblies whose logs lie in a folder. */
export function assembliesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(LOG))
    .map((name) => name.slice(0, -LOG.length))
    .sort();
}

export function logFileIn(folder: string, assemblyId: string): string {
  return join(folder, `${assemblyId}${LOG}`);
}

/** Lists of the heads of one assembly, in the server's second place or in a backup. */
export function headListsIn(folder: string, assemblyId: string): readonly string[] {
  if (!existsSync(folder)) return [];
  // Not of an assembly whose id only begins like this one's.
  const isOwn = (name: string) =>
    name.startsWith(assemblyId) && /^-[0-9a-f]{8}\.checkpoints$/.test(name.slice(assemblyId.length));
  return readdirSync(folder).filter(isOwn);
}

/** A database as it is at one moment, while others write it; readable by its owner alone. Synced when this resolves. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const { db, requireUnchanged } = openToRead(from);
  try {
    closeSync(openSync(to, 'w', OWNER_ONLY));
    await backup(db, to, { rate: ALL_PAGES });
    requireUnchanged();
  } catch (error) {
    // SQLite does not say which file it was.
    throw Object.assign(error as Error, { path: `${from}, copied to ${to}` });
  } finally {
    db.close();
  }
  synced(to);
}

/** A new file, or in the place of an old one; readable by its owner alone, and synced. */
export function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  copyFileSync(from, to);
  chmodSync(to, OWNER_ONLY);
  synced(to);
}

/** What readers leave beside a database that nobody writes. */
export function sweepBeside(database: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
}

/** Of a file or a folder. */
export function synced(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
