import {
  parseCheckpoint,
  ProofMalformed,
  wrongLinesOf,
  type Checkpoint,
  type cosign,
  type VerifierKey,
} from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import { cosignedByAll } from '../verify/cosigned';
import type { FoundHead } from '../verify/heads';

/** A head as it goes on to the next reader, and what was left out of it, in words. */
interface HandedOn {
  readonly checkpoint: Checkpoint;
  readonly leftOut: readonly string[];
}

/**
 * A head with the lines of all its copies, but for those in the name of one of `witnesses` that are not its signature: some readers refuse a
 * note for one of them. Whatever `own` signed before goes too, since it signs again. Lines of keys that are not known here are handed on.
 */
export function handedOn(
  head: FoundHead,
  copies: readonly FoundHead[],
  witnesses: readonly VerifierKey[],
  own: VerifierKey,
): HandedOn {
  const sifted = [head, ...copies]
    .filter(({ checkpoint }) => checkpoint.note.text === head.checkpoint.note.text)
    .map((copy) => withoutWrongLines(copy, witnesses, own));
  const [first, ...others] = sifted.map(({ checkpoint }) => checkpoint);
  return { checkpoint: cosignedByAll(first!, others), leftOut: [...new Set(sifted.flatMap(({ leftOut }) => leftOut))] };
}

function withoutWrongLines(
  { from, checkpoint }: FoundHead,
  witnesses: readonly VerifierKey[],
  own: VerifierKey,
): HandedOn {
  const { note } = checkpoint;
  const leftOut: string[] = [];
  const signatures = note.signatures.filter((line) => {
    const alone = { ...checkpoint, note: { ...note, signatures: [line] } };
    const wrong = witnesses.find((witness) => wrongLinesOf(alone, witness) > 0);
    if (wrong !== undefined)
      leftOut.push(`left out of ${from}: a line in the name of the witness ${wrong.name} that is not its signature`);
    return wrong === undefined && !(line.name === own.name && line.keyId === own.keyId);
  });
  return { checkpoint: { ...checkpoint, note: { ...note, signatures } }, leftOut };
}

/** What a witness remembers and gives away must be a head that can be read again. Throws `Stopped` (wrong use). */
export function readableAgain(sign: () => ReturnType<typeof cosign>): ReturnType<typeof cosign> {
  try {
    const answer = sign();
    if ('note' in answer) parseCheckpoint(Buffer.from(answer.note));
    return answer;
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw new Stopped(
      'HEAD_MALFORMED',
      `with the lines of all the files that were given, nobody could read the head: ${error.message}; leave one out (--head)`,
      ExitCode.usage,
    );
  }
}
