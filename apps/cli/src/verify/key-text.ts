import { existsSync } from 'node:fs';
import { isSameKey, ProofMalformed, VerifierKey } from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import { tailOf } from './heads';

const LONGEST = 4_096;

/** The keys that were given; none twice. Throws `Stopped` for wrong use. */
export async function givenKeys(given: readonly string[]): Promise<readonly VerifierKey[]> {
  const keys = await Promise.all(given.map(givenKey));
  return keys.filter((key, at) => keys.findIndex((one) => isSameKey(one, key)) === at);
}

/** As its text or as a file that holds it. */
async function givenKey(given: string): Promise<VerifierKey> {
  const text = existsSync(given)
    ? Buffer.from(await tailOf(given, LONGEST))
        .toString('utf8')
        .trim()
    : given;
  try {
    return VerifierKey.parse(text);
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw new Stopped(
      'KEY_MALFORMED',
      `--key is neither a file nor a key such as name+1a2b3c4d+A...: ${error.reason}`,
      ExitCode.usage,
    );
  }
}
