import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyKind, SignerKey } from '@plenum/event-log';
import { writeOnce } from '../../platform/write-once';

/**
 * The key that signs one assembly's heads: Ed25519, made when the assembly is first opened, readable by its owner alone. The
 * public half stands beside it. The name of the key is the log's origin for good, whatever is configured later.
 */
export function logKeyIn(dataDir: string, assemblyId: string, originPrefix: string): SignerKey {
  const file = join(dataDir, `${assemblyId}.signing.key`);
  // On the disk before it signs anything: a head whose key is lost cannot be followed by another.
  if (!existsSync(file)) writeOnce(file, `${newKey(`${originPrefix}/${assemblyId}`).toSecret()}\n`);
  const key = SignerKey.parse(readFileSync(file, 'utf8').trim());
  writeFileSync(verifierKeyFile(dataDir, assemblyId), `${key.verifier.toString()}\n`);
  return key;
}

export function verifierKeyFile(dataDir: string, assemblyId: string): string {
  return join(dataDir, `${assemblyId}.verifier.key`);
}

function newKey(name: string): SignerKey {
  return SignerKey.generate(name, KeyKind.note);
}
