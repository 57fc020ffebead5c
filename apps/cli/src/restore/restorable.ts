import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FileLock,
  LogInterruption,
  LogLocked,
  LogUnreadable,
  openSqliteLogReadOnly,
  ProofMalformed,
  SqliteSuspect,
  type LogKeys,
  type ReadOnlyLog,
  type SuspectLog,
} from '@plenum/event-log';
import { auditBackup, requireSound } from '../backup/backup.command';
import { headListsIn, HEADS_IN_BACKUP, logFileIn } from '../backup/backup-files';
import { compared } from '../compare/compared';
import { keysInLog, verifierKeyFile } from '../server/server-parts';
import { ProgressLine, thousands } from '../terminal/progress';
import { Stopped } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';
import { headsIn, newestOf, tailOf } from '../verify/heads';
import type { Verdict } from '../verify/verdict';

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
    /** Whether the very same log stands there already. */
    readonly inPlace: boolean,
  ) {}

  /** Changes nothing: what stands there is only read. Throws `Stopped` with the reason why not, and `Judged` for a backup that is not sound. */
  static async check(going: Going, terminal: Terminal): Promise<Restorable> {
    const { assemblyId, backup, folder } = going;
    const here = await keysOfStopped(going);
    const verdict = await auditBackup(assemblyId, backup, terminal);
    await requireSound(verdict, terminal);
    const apart = keysApart(going, verdict.keys, here);
    if (apart === 'newer' || apart === 'other') throw keyDiffers(going, apart);
    await requireNoRollBack(going, verdict.events);
    const there = logFileIn(folder, assemblyId);
    const inPlace = existsSync(there) && (await isWhole(there, going, verdict.events, terminal));
    // An older backup that lacks nothing that is known here: the rotation itself is lost then, and with it what the key here is good for.
    if (apart !== undefined) throw keyDiffers(going, 'other');
    return new Restorable(assemblyId, verdict.events, inPlace);
  }
}

/**
 * The keys that the log names which stands there; undefined where it was never rotated, or cannot be read: a log that cannot be opened has no
 * writer. Throws `LogLocked` while a server writes there.
 */
async function keysOfStopped({ assemblyId, folder }: Going): Promise<LogKeys | undefined> {
  const file = logFileIn(folder, assemblyId);
  if (!existsSync(file)) return undefined;
  if (FileLock.isHeld(file)) throw new LogLocked(file);
  let log: ReadOnlyLog | undefined;
  try {
    log = openSqliteLogReadOnly(file);
    return await keysInLog(log);
  } catch (error) {
    if (!(error instanceof LogInterruption || error instanceof ProofMalformed)) throw error;
    return undefined;
  } finally {
    await log?.close();
  }
}

/** How a backup with another key than the one here lies to it. */
type Apart = 'newer' | 'older' | 'other';

/** Undefined where the keys are the same. An older backup is from before a rotation that the log or the heads here know of. */
function keysApart(
  { assemblyId, backup, folder, headsDir }: Going,
  ofBackup: Verdict['keys'],
  here: LogKeys | undefined,
): Apart | undefined {
  const files = [folder, backup].map((place) => verifierKeyFile(place, assemblyId));
  if (!files.every((file) => existsSync(file))) return undefined;
  const [ours, theirs] = files.map((file) => readFileSync(file, 'utf8').trim()) as [string, string];
  if (ours === theirs) return undefined;
  if (ofBackup.some(({ key }) => key === ours)) return 'newer';
  if (here?.periods.some(({ key }) => key.toString() === theirs) === true) return 'older';
  // The heads are listed under the first key for good.
  const lists = headListsIn(headsDir, assemblyId);
  const known = headListsIn(join(backup, HEADS_IN_BACKUP), assemblyId).some((list) => lists.includes(list));
  return known ? 'older' : 'other';
}

function keyDiffers({ assemblyId, folder }: Going, apart: Exclude<Apart, 'older'>): Stopped {
  const file = verifierKeyFile(folder, assemblyId);
  const why =
    apart === 'newer'
      ? 'the log in the backup was given a new key since. Move the key files here aside: those of the backup take their place'
      : 'this is another log of the same assembly, or one from before its key was rotated';
  return new Stopped('KEY_DIFFERS', `${file} is not the key of the backup: ${why}`);
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
  const progress = new ProgressLine(terminal.err, terminal, 'events compared');
  try {
    const side = (name: string, log: SuspectLog) => ({ name, log, heads: [], keys: [] });
    const { relation } = await compared([side(there, standing), side(backup, saved)], terminal.interrupted, (done) =>
      progress.show(done, events),
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
    progress.clear();
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
