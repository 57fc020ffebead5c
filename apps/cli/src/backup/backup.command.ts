import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { dataFolder } from '../data-folder/data-folder';
import { dataOption } from '../options';
import { diskFailureOf } from '../server/server-parts';
import { ProgressLine, thousands } from '../terminal/progress';
import { Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { audit } from '../verify/audit';
import { headsFolder } from '../verify/heads-folder';
import { Judged } from '../verify/judged';
import { textReport } from '../verify/report';
import { openSubject } from '../verify/subject';
import { Undecidable } from '../verify/undecidable';
import type { Verdict } from '../verify/verdict';
import {
  assembliesIn,
  copyDatabase,
  copyFile,
  headListsIn,
  HEADS_IN_BACKUP,
  logFileIn,
  sweepBeside,
  synced,
} from './backup-files';
import { requireItsKey } from './its-key';

const HELP = `
The server may run meanwhile. Copied are the logs, the registries of names, what was mailed, the signed heads and all keys: whoever has the
backup can read names and sign heads, so keep it as safe as the server; with --without-keys the keys stay out, and must then be kept
elsewhere. Every copied log is read whole and verified against its heads; DIR appears only when all of them are sound. Logs on a cluster are
copied with plenum migrate-log instead.

Examples:
  plenum backup /backup/plenum-2026-11-24
  plenum verify /backup/plenum-2026-11-24 --heads /backup/plenum-2026-11-24/heads`;

interface Options {
  readonly data: string;
  readonly heads?: string;
  readonly keys: boolean;
}

export function addBackup(program: Command, terminal: Terminal): void {
  program
    .command('backup')
    .summary('copy everything while the server runs, and verify the copy')
    .description('Copy logs, names, keys and heads into a new directory, and verify every copied log.')
    .argument('<dir>', 'a directory that is made for it')
    .addOption(dataOption())
    .option('--heads <folder>', "the server's second place for its heads (default: PLENUM_HEADS, or beside the data)")
    .option('--without-keys', 'leave signing keys and the token key out')
    .addHelpText('after', HELP)
    .action((dir: string, options: Options & { readonly withoutKeys?: boolean }) =>
      backUp(resolve(dir), { ...options, keys: options.withoutKeys !== true }, terminal),
    );
}

async function backUp(directory: string, { data, heads, keys }: Options, terminal: Terminal): Promise<void> {
  const folder = dataFolder(data);
  const headsDir = headsFolder(heads, terminal, folder);
  if (existsSync(directory)) throw new Stopped('DIRECTORY_EXISTS', `${directory} exists already; name a new one`);
  const assemblies = assembliesIn(folder);
  if (assemblies.length === 0) throw new Stopped('ASSEMBLY_MISSING', `there is no log in ${folder}`);
  const beside = `${directory}.${process.pid}.part`;
  // What it was made in is gone when anybody reads of it.
  const asNamed = (text: string) => text.replaceAll(beside, directory);
  try {
    mkdirSync(join(beside, HEADS_IN_BACKUP), { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder).filter((one) => isPlain(one, keys)))
      copyFile(join(folder, name), join(beside, name));
    const lines: string[] = [];
    for (const assemblyId of assemblies) {
      await copyAssembly(assemblyId, folder, headsDir, beside);
      lines.push(await verified(assemblyId, beside, asNamed, terminal));
    }
    [join(beside, HEADS_IN_BACKUP), beside].forEach(synced);
    renameSync(beside, directory);
    synced(dirname(directory));
    await print(terminal.out, lines.join(''));
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw notWritten(error, asNamed);
  }
}

/** What the disk said no to, and a log that nobody could open, keep a backup from being written: that is no verdict on anything. */
function notWritten(error: unknown, asNamed: (text: string) => string): unknown {
  if (error instanceof Undecidable)
    return new Stopped('BACKUP_NOT_WRITTEN', asNamed(`a copied log cannot be opened: ${error.message}`));
  const disk = diskFailureOf(error);
  return disk === undefined ? error : new Stopped('BACKUP_NOT_WRITTEN', asNamed(`${disk.reason}. ${disk.advice}`));
}

/** Small files that are only ever replaced whole. The public keys belong to every backup: it is verified with them. */
function isPlain(name: string, keys: boolean): boolean {
  return name.endsWith('.verifier.key') || (keys && name.endsWith('.key'));
}

/**
 * Heads before the log, so that the copied log has every event that a copied head covers; names after it, so that everybody in the
 * log has one.
 */
async function copyAssembly(assemblyId: string, folder: string, headsDir: string, to: string): Promise<void> {
  for (const list of headListsIn(headsDir, assemblyId)) copyFile(join(headsDir, list), join(to, HEADS_IN_BACKUP, list));
  const checkpoint = `${assemblyId}.checkpoint`;
  if (existsSync(join(folder, checkpoint))) copyFile(join(folder, checkpoint), join(to, checkpoint));
  for (const kind of ['log', 'names', 'outbox']) {
    const name = `${assemblyId}.${kind}.db`;
    if (existsSync(join(folder, name))) await copyDatabase(join(folder, name), join(to, name));
  }
}

async function verified(
  assemblyId: string,
  backup: string,
  asNamed: (text: string) => string,
  terminal: Terminal,
): Promise<string> {
  const verdict = await auditBackup(assemblyId, backup, terminal);
  await requireSound(verdict, terminal, asNamed);
  requireItsKey(assemblyId, backup, verdict.keys);
  const unsigned = verdict.heads === 0 ? '; no head was signed yet' : '';
  return `${assemblyId}: ${thousands(verdict.events)} events, root ${verdict.root}, ${thousands(verdict.heads)} heads, ${thousands(verdict.recounted)} results recounted${unsigned}\n`;
}

/** Read the copied log whole, against the heads that were copied with it. */
export async function auditBackup(assemblyId: string, backup: string, terminal: Terminal): Promise<Verdict> {
  const file = logFileIn(backup, assemblyId);
  const subject = await openSubject(file, { headsDir: join(backup, HEADS_IN_BACKUP) });
  const progress = new ProgressLine(terminal.err, terminal, 'events');
  try {
    const onPage = (done: number, total: number | undefined) => progress.show(done, total);
    return await audit(subject, { earlier: [], interrupted: terminal.interrupted, onPage });
  } finally {
    progress.clear();
    subject.close();
    sweepBeside(file);
  }
}

/** Throws `Judged`, with the report printed, for a log that is wrong, or that names a key which nobody has shown to have. */
export async function requireSound(
  verdict: Verdict,
  terminal: Terminal,
  asNamed: (text: string) => string = (text) => text,
): Promise<void> {
  const { findings, keyInDoubt } = verdict;
  if (findings.length === 0 && keyInDoubt === undefined) return;
  await print(terminal.out, asNamed(textReport(verdict, undefined)));
  throw new Judged(findings.length > 0 ? 'invalid' : 'undecided', 'not sound');
}
