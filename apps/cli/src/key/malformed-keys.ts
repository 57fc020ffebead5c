import { existsSync, readFileSync } from 'node:fs';
import { ProofMalformed, SignerKey, VerifierKey, type ReadOnlyLog } from '@plenum/event-log';
import { nextKeyFile, signingKeyFile, verifierKeyFile } from '../server/server-parts';
import { Stopped } from '../terminal/stopped';

type Log = Pick<ReadOnlyLog, 'assemblyId'>;

/**
 * Do something with a log and the keys in its folder. Where a key file cannot be read, throws `Stopped` that names it: the advice for a
 * file that somebody sent, to ask for it again, is of no use to whoever stands beside the server's own.
 */
export async function namingMalformedKeys<T>(folder: string, log: Log, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw malformedFile(folder, log.assemblyId) ?? error;
  }
}

/** Each file that holds a key, how it is read, and what to do where it is spoilt. */
const KEY_FILES = [
  {
    fileOf: verifierKeyFile,
    parse: (text: string) => VerifierKey.parse(text),
    advice: 'Move it aside: a start of the server writes it anew, from its signing key',
  },
  {
    fileOf: signingKeyFile,
    parse: (text: string) => SignerKey.parse(text),
    advice: 'Put it back from a backup: no other key can sign for this log. Nothing was signed and nothing was changed',
  },
  {
    fileOf: nextKeyFile,
    parse: (text: string) => SignerKey.parse(text),
    advice:
      'It was made for a rotation that was cut short: if the log names its key already, put it back from a backup; if not, move it aside and ' +
      'run plenum key rotate again',
  },
] as const;

function malformedFile(folder: string, assemblyId: string): Stopped | undefined {
  for (const { fileOf, parse, advice } of KEY_FILES) {
    const file = fileOf(folder, assemblyId);
    const wrong = existsSync(file) ? malformedIn(() => parse(readFileSync(file, 'utf8').trim())) : undefined;
    if (wrong !== undefined)
      return new Stopped('KEY_MALFORMED', `${file} breaks the rule key-form: ${wrong.message}. ${advice}`);
  }
  return undefined;
}

function malformedIn(read: () => unknown): ProofMalformed | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof ProofMalformed) return error;
    throw error;
  }
}
