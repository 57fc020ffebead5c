import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  LogInterruption,
  LogLocked,
  LogUnreadable,
  SqliteEventLogs,
  SqliteSuspect,
  type SuspectLog,
} from '@plenum/event-log';
import { auditBackup, notSound } from '../backup/backup.command';
import { headListsIn, logFileIn } from '../backup/backup-files';
import { compared } from '../compare/compared';
import { thousands } from '../terminal/progress';
import { Stopped } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';
import { headsIn, newestOf, tailOf } from '../verify/heads';

/** One assembly of a backup, and where it would go. */
export interface Going {
  readonly assemblyId: string;
  readonly backup: string;
  readonly folder: string;
  readonly headsDir: string;
}

/** An assembly of a sound backup that may be put back without losing anything. */
export class Restorable {
  private constructor(
    readonly assemblyId: string,
    readonly events: number,
    /** Whether a log stands in its place, to be moved aside. */
    readonly replaces: boolean,
    /** Whether the very same log stands there already. */
    readonly inPlace: boolean,
  ) {}

  /** Writes nothing. Throws `Stopped` with the reason why not, and `Judged` for a backup that is not sound. */
  static async check(going: Going, terminal: Terminal): Promise<Restorable> {
    const { assemblyId, backup, folder } = going;
    await requireStopped(going);
    requireSameKey(going);
    const verdict = await auditBackup(assemblyId, backup, terminal);
    if (verdict.findings.length > 0) throw await notSound(verdict, terminal);
    await requireNoRollBack(going, verdict.events);
    const there = logFileIn(folder, assemblyId);
    if (!existsSync(there)) return new Restorable(assemblyId, verdict.events, false, false);
    const inPlace = await isWhole(there, going, verdict.events, terminal);
    return new Restorable(assemblyId, verdict.events, !inPlace, inPlace);
  }
}

/** Throws the log's `LogLocked` while a server writes there. A log that cannot be opened has no writer. */
async function requireStopped({ assemblyId, folder }: Going): Promise<void> {
  if (!existsSync(logFileIn(folder, assemblyId))) return;
  const logs = new SqliteEventLogs(folder);
  try {
    await logs.open(assemblyId);
  } catch (error) {
    if (error instanceof LogLocked || !(error instanceof LogInterruption)) throw error;
  } finally {
    await logs.close();
  }
}

function requireSameKey({ assemblyId, backup, folder }: Going): void {
  const [ours, theirs] = [folder, backup].map((place) => join(place, `${assemblyId}.verifier.key`));
  if (!existsSync(ours!) || !existsSync(theirs!) || readFileSync(ours!, 'utf8') === readFileSync(theirs!, 'utf8'))
    return;
  throw new Stopped(
    'KEY_DIFFERS',
    `${ours} is not the key of the backup: this is another log of the same assembly, or its key was rotated between. If the backup is the newer one, move the key files here aside`,
  );
}

/** Every head that was ever signed and is still known here must lie within the backup. */
async function requireNoRollBack({ assemblyId, folder, headsDir }: Going, events: number): Promise<void> {
  const files = [
    join(folder, `${assemblyId}.checkpoint`),
    ...headListsIn(headsDir, assemblyId).map((name) => join(headsDir, name)),
  ].filter((file) => existsSync(file));
  const found = await Promise.all(files.map(async (file) => headsIn(file, await tailOf(file)).heads));
  const newest = newestOf(found.flat());
  if (newest === undefined || newest.checkpoint.size <= events) return;
  const [size, lost] = [newest.checkpoint.size, newest.checkpoint.size - events].map(thousands);
  throw new Stopped(
    'ROLL_BACK',
    `the backup of ${assemblyId} ends at event ${thousands(events)}, and a head of ${size} events was signed (${newest.from}): ${lost} events would be lost. ` +
      'Look for a newer backup or another copy first; docs/operations.md says what to do when there is none',
  );
}

/** Whether the log that is there equals the backup; false where it is the beginning of it or nothing but damage. */
async function isWhole(
  there: string,
  { assemblyId, backup }: Going,
  events: number,
  terminal: Terminal,
): Promise<boolean> {
  const [standing, saved] = [openIfReadable(there), SqliteSuspect.open(logFileIn(backup, assemblyId))];
  if (standing === undefined) return false;
  try {
    const side = (name: string, log: SuspectLog) => ({ name, log, heads: [], keys: [] });
    const { relation } = await compared(
      [side(there, standing), side(backup, saved)],
      terminal.interrupted,
      () => undefined,
    );
    if (relation.kind === 'equal') return true;
    if (relation.kind === 'prefix' && relation.shorter === 0) return false;
    if (relation.kind === 'prefix')
      throw new Stopped(
        'LOG_NEWER',
        `${there} has ${thousands(relation.more)} events more than the backup, which ends at event ${thousands(events)}`,
      );
    throw new Stopped(
      'LOG_DIFFERS',
      `${there} and the backup part at event ${relation.position}; plenum compare shows both. If yours is the damaged one, move it aside and restore again`,
    );
  } finally {
    standing.close();
    saved.close();
  }
}

/** Only what is damaged may be moved aside: a log of a newer release, or on a disk that is away just now, is not. */
function openIfReadable(file: string): SqliteSuspect | undefined {
  try {
    return SqliteSuspect.open(file);
  } catch (error) {
    if (error instanceof LogUnreadable) return undefined;
    throw error;
  }
}
