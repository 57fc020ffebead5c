import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { KeyKind, SignerKey } from '@plenum/event-log';

/**
 * The key that signs one assembly's heads: Ed25519, made when the assembly is first opened, readable by its owner alone. The
 * public half stands beside it. The name of the key is the log's origin for good, whatever is configured later.
 */
export function logKeyIn(dataDir: string, assemblyId: string, originPrefix: string): SignerKey {
  const file = join(dataDir, `${assemblyId}.signing.key`);
  if (!existsSync(file)) makeKey(file, `${originPrefix}/${assemblyId}`);
  const key = SignerKey.parse(readFileSync(file, 'utf8').trim());
  writeFileSync(verifierKeyFile(dataDir, assemblyId), `${key.verifier.toString()}\n`);
  return key;
}

export function verifierKeyFile(dataDir: string, assemblyId: string): string {
  return join(dataDir, `${assemblyId}.verifier.key`);
}

/** On the disk before it signs anything: a head whose key is lost cannot be followed by another. */
function makeKey(file: string, name: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, `${SignerKey.generate(name, KeyKind.note).toSecret()}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
