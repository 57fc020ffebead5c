import { chmodSync, closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const OWNER_ONLY = 0o600;
const ANYBODY_ELSE = 0o077;
const OTHERS = 0o007;

/** Names, addresses, who was written to, and the secrets that make tokens and heads; also what a crash left of them. */
const PRIVATE = /^(token|.+\.(next-)?signing)\.key(\.\d+\.new)?$|\.(names|outbox)\.db(-wal|-shm)?$/;

/** Begin a file that its owner alone can read, or make one so that is there. */
export function ownerOnly(file: string): void {
  closeSync(openSync(file, 'a', OWNER_ONLY));
  tighten(file);
}

/**
 * Make every private file of a data folder its owner's alone, however it came there, and say what to type where the folder itself is open to
 * everybody on the machine; empty where there is nothing to say.
 */
export function guardDataFolder(dataDir: string): string {
  const folder = statSync(dataDir, { throwIfNoEntry: false });
  if (folder === undefined) return '';
  for (const name of readdirSync(dataDir)) if (PRIVATE.test(name)) tighten(join(dataDir, name));
  if ((folder.mode & OTHERS) === 0) return '';
  return `Everybody on this machine can look into ${dataDir}. Names and keys are closed to them, the logs are not. To close the folder:\n  chmod 700 ${dataDir}\n`;
}

/** Where the file belongs to somebody else, who may share it on purpose, it stays as it is. */
function tighten(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || (found.mode & ANYBODY_ELSE) === 0) return;
  try {
    chmodSync(file, OWNER_ONLY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
