import { statSync } from 'node:fs';
import { resolve } from 'node:path';
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
