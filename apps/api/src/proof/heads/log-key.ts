import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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
 * The same key, which must be there. Where a rotation was cut short after the log had named the new key, that one takes its place now, and
 * stays in the file of the next key too, until `endRotation`: so that whoever rotated it, and was not told, makes no other one by asking again,
 * also where a server was started meanwhile. Throws `LogKeyMissing` when the key in force is nowhere.
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

/**
 * A fresh key of the same name that is to follow, on the disk when this returns: it must be there before the log names it. For the log's
 * one writer, who knows that the log does not name the key that lies there.
 */
export function nextLogKeyIn(dataDir: string, assemblyId: string, old: VerifierKey): SignerKey {
  const file = nextKeyFile(dataDir, assemblyId);
  const left = keyIn(file);
  if (left !== undefined && (left.verifier.name !== old.name || isSameKey(left.verifier, old)))
    throw new LogKeyMissing(assemblyId, `${file} is not a key that can follow ${old.toString()}`);
  // Made by an attempt that the log knows nothing of, and copied since by nobody knows whom.
  rmSync(file, { force: true });
  kept(file, () => newKey(old.name));
  return keyIn(file)!;
}

/** Whether the log's key still lies where it was made: whoever rotated the log was not told yet that this is done. */
export function isRotating(dataDir: string, assemblyId: string, inForce: VerifierKey): boolean {
  const made = keyIn(nextKeyFile(dataDir, assemblyId));
  return made !== undefined && isSameKey(made.verifier, inForce);
}

/** The rotation that made `inForce` the log's key has come to its end. A key that is to follow it stays. */
export function endRotation(dataDir: string, assemblyId: string, inForce: VerifierKey): void {
  if (!isRotating(dataDir, assemblyId, inForce)) return;
  const file = nextKeyFile(dataDir, assemblyId);
  rmSync(file, { force: true });
  syncFolderOf(file);
}

/** What a process that was killed left of a key file that it had not finished. Only for who is the only one in the folder. */
export function sweepKeyDrafts(dataDir: string, assemblyId: string): void {
  const files = [signingKeyFile, nextKeyFile, verifierKeyFile].map((file) => file(dataDir, assemblyId));
  for (const name of readdirSync(dataDir)) {
    const [, file] = /^(.+)\.\d+\.new$/.exec(name) ?? [];
    if (file !== undefined && files.includes(join(dataDir, file))) rmSync(join(dataDir, name), { force: true });
  }
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
  // Of several processes that finish it at the same time, one put it there.
  const key = keyIn(file);
  if (key !== undefined && isSameKey(key.verifier, inForce)) return key;
  throw new LogKeyMissing(assemblyId, `neither ${file} nor ${next} holds ${inForce.toString()}`);
}

function keyIn(file: string): SignerKey | undefined {
  try {
    return SignerKey.parse(readFileSync(file, 'utf8').trim());
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function kept(file: string, make: () => SignerKey): void {
  if (existsSync(file)) return;
  writeOnce(file, `${make().toSecret()}\n`);
  syncFolderOf(file);
}

function publish(dataDir: string, assemblyId: string, key: VerifierKey): void {
  const [file, text] = [verifierKeyFile(dataDir, assemblyId), `${key.toString()}\n`];
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  drafted(file, (draft) => writeFileSync(draft, text, { flush: true }));
  syncFolderOf(file);
}

/** `from` stays too: both are names of one file. */
function replace(from: string, to: string): void {
  try {
    drafted(to, (draft) => linkSync(from, draft));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  syncFolderOf(to);
}

/** There whole or not at all; of what could not be written nothing is left. */
function drafted(file: string, write: (draft: string) => void): void {
  const draft = `${file}.${process.pid}.new`;
  rmSync(draft, { force: true });
  try {
    write(draft);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
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
