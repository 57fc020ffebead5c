import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { assembliesIn, copyFile, headListsIn, HEADS_IN_BACKUP, logFileIn, synced } from '../backup/backup-files';
import { existingFolder } from '../data-folder/data-folder';
import { dataOption } from '../options';
import { thousands } from '../terminal/progress';
import { Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { headsFolder } from '../verify/heads-folder';
import { Restorable } from './restorable';

const HELP = `
Stop the server first. The backup is read whole and verified. Then every assembly is looked at before anything is written:
  - a backup that is older than a head that was signed is a roll-back and refused (ROLL_BACK): votes would be lost unseen
  - a log that has more events than the backup, or other ones, is never overwritten (LOG_NEWER, LOG_DIFFERS)
  - a log that is the beginning of the backup, or cannot be read, is moved aside into the data folder, not deleted
Names, mail, keys and heads are put back where they are missing; what is there stays, so that people who were forgotten since stay forgotten.

Examples:
  plenum restore /backup/plenum-2026-11-24
  plenum restore /backup/plenum-2026-11-24 --data /srv/plenum --heads /mnt/other-disk/heads`;

interface Options {
  readonly data: string;
  readonly heads?: string;
}

export function addRestore(program: Command, terminal: Terminal): void {
  program
    .command('restore')
    .summary('put a backup back, and never over a newer log')
    .description('Verify a backup made by plenum backup and put back what is missing or behind.')
    .argument('<dir>', 'the backup')
    .addOption(dataOption())
    .option('--heads <folder>', "the server's second place for its heads (default: PLENUM_HEADS, or beside the data)")
    .addHelpText('after', HELP)
    .action((dir: string, options: Options) => restore(dir, options, terminal));
}

async function restore(dir: string, { data, heads }: Options, terminal: Terminal): Promise<void> {
  const backup = existingFolder(dir, (folder) => ['BACKUP_MISSING', `there is no backup ${folder}`]);
  const folder = resolve(data);
  const headsDir = headsFolder(heads, terminal, folder);
  const assemblies = assembliesIn(backup);
  if (assemblies.length === 0) throw new Stopped('ASSEMBLY_MISSING', `there is no log in ${backup}`);
  const found: Restorable[] = [];
  for (const assemblyId of assemblies)
    found.push(await Restorable.check({ assemblyId, backup, folder, headsDir }, terminal));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = join(folder, `replaced-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  putBackMissing(backup, folder, ['token.key'], aside);
  for (const { assemblyId, events, inPlace } of found) {
    const lists = headListsIn(join(backup, HEADS_IN_BACKUP), assemblyId);
    let cleared = putBackMissing(backup, folder, besideLog(assemblyId), aside);
    cleared += putBackMissing(join(backup, HEADS_IN_BACKUP), headsDir, lists, aside);
    if (!inPlace) cleared += putBack(logFileIn(backup, assemblyId), logFileIn(folder, assemblyId), aside);
    const moved = cleared > 0 ? `; what was there is in ${aside}` : '';
    const said = inPlace ? 'were there already' : 'are back';
    await print(terminal.out, `${assemblyId}: ${thousands(events)} events ${said}${moved}\n`);
  }
  synced(folder);
}

function besideLog(assemblyId: string): readonly string[] {
  return ['names.db', 'outbox.db', 'signing.key', 'next-signing.key', 'verifier.key', 'checkpoint'].map(
    (kind) => `${assemblyId}.${kind}`,
  );
}

/** Says how many files were moved aside for it. */
function putBackMissing(from: string, to: string, names: readonly string[], aside: string): number {
  return names
    .filter((name) => existsSync(join(from, name)) && !existsSync(join(to, name)))
    .map((name) => putBack(join(from, name), join(to, name), aside))
    .reduce((sum, moved) => sum + moved, 0);
}

/** There whole, or all is as it was: what stands in its place goes only when the copy is on the disk. Says how many files went. */
function putBack(from: string, to: string, aside: string): number {
  try {
    copyFile(from, `${to}.part`);
    const moved = moveAside(to, aside);
    renameSync(`${to}.part`, to);
    return moved;
  } catch (error) {
    rmSync(`${to}.part`, { force: true });
    throw error;
  }
}

/**
 * With what SQLite keeps beside it, even where that is all there is: a log's newest events may be there only, and SQLite would take them for a
 * part of whatever database stands beside them next.
 */
function moveAside(file: string, aside: string): number {
  const there = [file, `${file}-wal`, `${file}-shm`].filter((one) => existsSync(one));
  if (there.length > 0) mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const one of there) renameSync(one, join(aside, basename(one)));
  return there.length;
}
