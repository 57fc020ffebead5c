import type { DatabaseSync } from 'node:sqlite';
import { LogUnavailable } from '../errors';

/** What SQLite answered when asked how it will keep a commit (https://sqlite.org/pragma.html#pragma_synchronous). */
export interface Durability {
  readonly journalMode: string;
  /** 0 OFF, 1 NORMAL, 2 FULL, 3 EXTRA. In WAL mode only FULL and EXTRA sync every commit. */
  readonly synchronous: number;
}

const FULL = 2;

/**
 * Ask for a write-ahead log that is synced at every commit, and read back that it was granted: SQLite ignores what it
 * cannot do, and a log that forgets must not open. Throws `LogUnavailable`.
 */
export function requireDurability(db: DatabaseSync): Durability {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const durability = {
    journalMode: pragma(db, 'journal_mode') as string,
    synchronous: pragma(db, 'synchronous') as number,
  };
  if (durability.journalMode !== 'wal' || durability.synchronous < FULL) {
    const { journalMode, synchronous } = durability;
    throw new LogUnavailable(
      `SQLite granted journal_mode=${journalMode} and synchronous=${synchronous}, not WAL and FULL`,
    );
  }
  return durability;
}

export function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}
