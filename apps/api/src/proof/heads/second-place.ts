import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { probeFolder } from '../../platform/probe';
import { SecondPlaceUnusable } from './interruptions';

/**
 * Make the second place for signed heads, where the folder around it is there, and see that it takes and keeps a file: a place that cannot
 * be used is known before anybody votes, and not from the first head on. Throws `SecondPlaceUnusable`.
 */
export function prepareSecondPlace(folder: string): void {
  try {
    // Not with the folders around it: on a disk that is not mounted these are what is missing.
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found === undefined) mkdirSync(folder, { mode: 0o700 });
    else if (!found.isDirectory()) throw new Error('a file stands there');
    probeFolder(folder);
  } catch (error) {
    const around = dirname(folder);
    const reason = existsSync(around) ? (error as Error).message : `there is no folder ${around}`;
    throw new SecondPlaceUnusable(folder, reason, { cause: error });
  }
}

/**
 * What whoever starts the server reads where a log has signed heads in its data folder and none in the second place; empty where there is
 * nothing to say.
 */
export function secondPlaceNotice(folder: string, assemblyIds: readonly string[]): string {
  if (assemblyIds.length === 0) return '';
  return [
    '',
    `NOTHING TO COMPARE WITH: heads were signed, and ${folder} holds none of them, of`,
    ...assemblyIds.map((id) => `  ${id}`),
    'Whether these logs are older than they were cannot be seen. If that folder is on a disk that is not mounted, or PLENUM_HEADS names another',
    'one than before: stop the server now, set it right, and start again. If the place is new, this is said until the next head, which is kept there.',
    '',
    '',
  ].join('\n');
}
