import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, VerifierKey } from '@plenum/event-log';
import { headListsIn } from '../backup/backup-files';
import { headsIn, MOST_BYTES, tailBeside, type FoundHead } from './heads';

/** Where a server keeps the heads of one log, there or not. */
interface Places {
  readonly assemblyId: string;
  /** The file of the newest head. */
  readonly newest: string;
  /** The folder of the list of all. */
  readonly second: string;
  /** Whether somebody said that it is there. */
  readonly isNamed: boolean;
  /** By them the log's own list is known among several. */
  readonly keys: readonly VerifierKey[];
}

interface HeadsBeside {
  readonly heads: readonly FoundHead[];
  readonly findings: readonly Finding[];
  /** Where heads should be and none could be read. */
  readonly notRead: readonly string[];
}

/** The heads that a server kept of a log file: the newest, and all of them in its second place. Throws `Undecidable`. */
export async function headsBeside({ assemblyId, newest, second, isNamed, keys }: Places): Promise<HeadsBeside> {
  const lists = listsIn(second, assemblyId, keys);
  const files = [newest, ...lists].filter((file) => existsSync(file));
  const found = await Promise.all(files.map(async (file) => ({ file, ...headsIn(file, await tailBeside(file)) })));
  const unread = found.filter(
    ({ file, heads, findings }) => heads.length + findings.length === 0 && statSync(file).size > 0,
  );
  return {
    heads: found.flatMap(({ heads }) => heads),
    findings: found.flatMap(({ findings }) => findings),
    notRead: [
      ...(isNamed && lists.length === 0 ? [`heads in ${second}: there is no list of this log`] : []),
      ...unread.map(({ file }) => `heads in ${file}: none is whole in its last ${MOST_BYTES / 1024 / 1024} MiB`),
    ],
  };
}

/** As the server names its files there: for the log's first key, which is another one once it was rotated. */
function listsIn(folder: string, assemblyId: string, keys: readonly VerifierKey[]): readonly string[] {
  const own = keys.map(({ keyId }) => `${assemblyId}-${keyId.toString(16).padStart(8, '0')}.checkpoints`);
  const all = headListsIn(folder, assemblyId);
  const known = all.filter((name) => own.includes(name));
  return (known.length > 0 ? known : all).map((name) => join(folder, name));
}
