import { statSync } from 'node:fs';
import { isSameKey, ProofMalformed, VerifierKey } from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import { wholeOf } from './heads';

/** Unit: bytes; with whatever else the agenda said, as comments. */
const LONGEST = 64 * 1024;

/** The keys that were given; none twice. Throws `Stopped` for wrong use. */
export async function givenKeys(given: readonly string[]): Promise<readonly VerifierKey[]> {
  const keys = await Promise.all(given.map(givenKey));
  return keys.filter((key, at) => keys.findIndex((one) => isSameKey(one, key)) === at);
}

/** As its text or as a file that holds it. A path is told from a key by being one that exists. */
async function givenKey(given: string): Promise<VerifierKey> {
  if (!isThere(given))
    return parsed(given, (reason) => `there is no file ${given}, and it is not a key such as ${FORM}: ${reason}`);
  const lines = Buffer.from(await wholeOf(given, LONGEST))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length !== 1)
    throw malformed(
      `the file ${given} has ${lines.length} lines beside comments (#), and one key is needed: give --key once for each`,
    );
  return parsed(lines[0]!, (reason) => `the file ${given} holds no key such as ${FORM}: ${reason}`);
}

const FORM = 'name+1a2b3c4d+A...';

/** Whatever may stand in the way of reading it is said by whoever reads it. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

function parsed(text: string, why: (reason: string) => string): VerifierKey {
  try {
    return VerifierKey.parse(text);
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw malformed(why(error.reason));
  }
}

function malformed(reason: string): Stopped {
  return new Stopped('KEY_MALFORMED', `--key: ${reason}`, ExitCode.usage);
}
