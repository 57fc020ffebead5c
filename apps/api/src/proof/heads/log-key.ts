import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isSameKey, KeyKind, SignerKey, type VerifierKey } from '@plenum/event-log';
import { writeOnce } from '../../platform/write-once';
import { LogKeyMissing } from './interruptions';

/**
 * The key that signs one assembly's heads: Ed25519, made when the assembly is first opened, readable by its owner alone. The
 * public half stands beside it. The name of the key is the log's origin for good, whatever is configured later.
 *
 * `inForce` is the key that the log itself names in its last rotation, if it had one. Throws as `existingLogKeyIn`.
 */
export function logKeyIn(
  dataDir: string,
  assemblyId: string,
  originPrefix: string,
  inForce: VerifierKey | undefined,
): SignerKey {
  // On the disk before it signs anything: a head whose key is lost cannot be followed by another.
  if (inForce === undefined) kept(signingKeyFile(dataDir, assemblyId), () => newKey(`${originPrefix}/${assemblyId}`));
  return existingLogKeyIn(dataDir, assemblyId, inForce);
}

/**
 * The same key, which must be there. Where a rotation was cut short after the log had named the new key, that one takes its place now.
 * Throws `LogKeyMissing` when the key in force is nowhere.
 */
export function existingLogKeyIn(dataDir: string, assemblyId: string, inForce: VerifierKey | undefined): SignerKey {
  const file = signingKeyFile(dataDir, assemblyId);
  const key = keyIn(file);
  if (key === undefined && inForce === undefined) throw new LogKeyMissing(assemblyId, `there is no ${file}`);
  const fits = key !== undefined && (inForce === undefined || isSameKey(key.verifier, inForce));
  const signer = fits ? key : installed(dataDir, assemblyId, inForce!);
  publish(dataDir, assemblyId, signer.verifier);
  return signer;
}

/** A key of the same name that is to follow, on the disk when this returns: it must be there before the log names it. */
export function nextLogKeyIn(dataDir: string, assemblyId: string, old: VerifierKey): SignerKey {
  const file = nextKeyFile(dataDir, assemblyId);
  const left = keyIn(file);
  // One that an earlier attempt made and the log never named will do, unless it is of another log.
  if (left !== undefined && left.verifier.name === old.name && !isSameKey(left.verifier, old)) return left;
  if (left !== undefined) throw new LogKeyMissing(assemblyId, `${file} is not a key that can follow ${old.toString()}`);
  kept(file, () => newKey(old.name));
  return keyIn(file)!;
}

export function verifierKeyFile(dataDir: string, assemblyId: string): string {
  return join(dataDir, `${assemblyId}.verifier.key`);
}

export function nextKeyFile(dataDir: string, assemblyId: string): string {
  return join(dataDir, `${assemblyId}.next-signing.key`);
}

export function signingKeyFile(dataDir: string, assemblyId: string): string {
  return join(dataDir, `${assemblyId}.signing.key`);
}

/** The key made for the rotation takes the place of the old one, which is gone from then on. */
function installed(dataDir: string, assemblyId: string, inForce: VerifierKey): SignerKey {
  const [file, next] = [signingKeyFile(dataDir, assemblyId), nextKeyFile(dataDir, assemblyId)];
  const made = keyIn(next);
  if (made !== undefined && isSameKey(made.verifier, inForce)) replace(next, file);
  // Of several processes that finish it at the same time, one moved the file.
  const key = keyIn(file);
  if (key !== undefined && isSameKey(key.verifier, inForce)) return key;
  throw new LogKeyMissing(assemblyId, `neither ${file} nor ${next} holds ${inForce.toString()}`);
}

function keyIn(file: string): SignerKey | undefined {
  return existsSync(file) ? SignerKey.parse(readFileSync(file, 'utf8').trim()) : undefined;
}

function kept(file: string, make: () => SignerKey): void {
  if (existsSync(file)) return;
  writeOnce(file, `${make().toSecret()}\n`);
  syncFolderOf(file);
}

function publish(dataDir: string, assemblyId: string, key: VerifierKey): void {
  const file = verifierKeyFile(dataDir, assemblyId);
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${key.toString()}\n`);
  renameSync(draft, file);
}

function replace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  syncFolderOf(to);
}

function syncFolderOf(file: string): void {
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function newKey(name: string): SignerKey {
  return SignerKey.generate(name, KeyKind.note);
}
