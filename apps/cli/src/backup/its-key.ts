import { existsSync, readFileSync } from 'node:fs';
import { SignerKey } from '@plenum/event-log';
import { nextKeyFile, signingKeyFile } from '../server/server-parts';
import { Stopped } from '../terminal/stopped';
import type { Verdict } from '../verify/verdict';

/**
 * The log may have been given a new key after its keys were copied and before it was itself: no server could go on from such a backup.
 * Throws `Stopped`. Says nothing of a backup without secret keys.
 */
export function requireItsKey(assemblyId: string, backup: string, keys: Verdict['keys']): void {
  const copied = [signingKeyFile(backup, assemblyId), nextKeyFile(backup, assemblyId)].filter((file) =>
    existsSync(file),
  );
  const inForce = keys.at(-1)?.key;
  if (copied.length === 0 || inForce === undefined) return;
  const held = copied.map((file) => SignerKey.parse(readFileSync(file, 'utf8').trim()).verifier.toString());
  if (held.includes(inForce)) return;
  throw new Stopped('KEY_ROTATED', `${assemblyId} was given a new key while it was copied; make the backup again`);
}
