import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExitCode, Stopped } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';

/** A folder of heads that somebody named: it must be there, or fewer heads than there are would be compared. Throws `Stopped`. */
export function namedHeadsFolder(given: string): string {
  const folder = resolve(given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new Stopped('HEADS_MISSING', `--heads: there is no folder ${folder}`, ExitCode.usage);
}

/** The server's second place for its heads: as it was named, or where a server on this data folder would have it, there or not. */
export function headsFolder(given: string | undefined, { env }: Pick<Terminal, 'env'>, dataDir: string): string {
  return given === undefined ? resolve(env['PLENUM_HEADS'] ?? `${dataDir}-heads`) : namedHeadsFolder(given);
}

/** As an export, a server and people name their heads and receipts. */
const KEPT = /(^|\.)(checkpoint|checkpoints|tlog-proof)$/;

/** A file that was given for its heads; of a folder, those in it. Throws `Stopped` (wrong use) for a folder that has none. */
export function headFilesAt(path: string): readonly string[] {
  const files = filesOfFolder(path, KEPT);
  if (files === undefined) return [path];
  if (files.length > 0) return files;
  throw new Stopped(
    'HEAD_MISSING',
    `${path} is a folder without heads: it has no checkpoint, *.checkpoint, *.checkpoints or *.tlog-proof; name the file that you mean`,
    ExitCode.usage,
  );
}

/** A receipt that was given; of a folder, those in it. Throws `Stopped` (wrong use) for a folder that has none. */
export function receiptFilesAt(path: string): readonly string[] {
  const files = filesOfFolder(path, /\.tlog-proof$/);
  if (files === undefined) return [path];
  if (files.length > 0) return files;
  throw new Stopped(
    'NOT_A_RECEIPT',
    `${path} is a folder without a *.tlog-proof: name the file that you mean; an export or a data folder is checked with plenum verify ${path}`,
    ExitCode.usage,
  );
}

/** Undefined for what is no folder. */
function filesOfFolder(path: string, named: RegExp): readonly string[] | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  return readdirSync(path)
    .filter((name) => named.test(name))
    .sort()
    .map((name) => join(path, name));
}
