import { provesConsistency, type TreeHead } from '../merkle/verify';
import { type Checkpoint, logSignatureOf, parseCheckpoint, type SignatureState } from './checkpoint';
import type { SignerKey, VerifierKey } from './note-key';
import { formatNote, type NoteSignature } from './signed-note';

/** Cosignatures of witnesses, version 1 with Ed25519 (https://c2sp.org/tlog-cosignature). */

const TIME_BYTES = 8;

export interface Cosignature {
  readonly state: SignatureState;
  /** When the witness says it signed. Unix seconds; only of a good signature. */
  readonly at?: bigint;
}

/** Why a witness does not cosign. */
export type WitnessRefusal = 'LogMustBeKnown' | 'HeadMustNotShrink' | 'HeadMustExtendTheOneSeen';

/**
 * What a witness does: cosign the newest head of a log it knows, if the head goes on from the last one it saw. Returns the
 * checkpoint with one more signature line; the witness must keep the new head durably before it gives that away.
 * `seen` is undefined at the first meeting. `at` is in Unix seconds.
 */
export function cosign(
  bytes: Uint8Array,
  log: VerifierKey,
  witness: SignerKey,
  { seen, proof, at }: { readonly seen?: TreeHead; readonly proof: readonly Uint8Array[]; readonly at: number },
): { readonly note: string; readonly head: TreeHead } | { readonly refused: WitnessRefusal } {
  const checkpoint = parseCheckpoint(bytes);
  if (logSignatureOf(checkpoint, log) !== 'signed') return { refused: 'LogMustBeKnown' };
  if (seen !== undefined && checkpoint.size < seen.size) return { refused: 'HeadMustNotShrink' };
  if (seen !== undefined && seen.size > 0 && !provesConsistency(seen, checkpoint, proof))
    return { refused: 'HeadMustExtendTheOneSeen' };
  const signatures = [...checkpoint.note.signatures, cosignatureOn(checkpoint, witness, at)];
  return { note: formatNote({ ...checkpoint.note, signatures }), head: checkpoint };
}

/**
 * Whether `witness` cosigned the checkpoint. Each line in its name is judged by itself, since copies of a head are put together: a wrong one,
 * which anybody can add, takes nothing from a right one.
 */
export function cosignatureOf(checkpoint: Checkpoint, witness: VerifierKey): Cosignature {
  const times = timesOf(checkpoint, witness);
  if (times.length === 0) return { state: 'unsigned' };
  const at = times.find((time) => time !== undefined);
  return at === undefined ? { state: 'forged' } : { state: 'signed', at };
}

/** How many lines in the name of `witness` are not its cosignature of this checkpoint. */
export function wrongLinesOf(checkpoint: Checkpoint, witness: VerifierKey): number {
  return timesOf(checkpoint, witness).filter((time) => time === undefined).length;
}

/** Of each line in the name of `witness` when it says that it signed; undefined for a wrong line. */
function timesOf({ note }: Checkpoint, witness: VerifierKey): readonly (bigint | undefined)[] {
  return note.signatures
    .filter(({ name, keyId }) => name === witness.name && keyId === witness.keyId)
    .map(({ signature }) => timeOf(note.text, signature, witness));
}

function cosignatureOn({ note }: Checkpoint, witness: SignerKey, at: number): NoteSignature {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(at));
  const signature = Buffer.concat([time, witness.sign(cosigned(note.text, BigInt(at)))]);
  return { name: witness.verifier.name, keyId: witness.verifier.keyId, signature };
}

function timeOf(text: string, signature: Uint8Array, witness: VerifierKey): bigint | undefined {
  if (signature.length <= TIME_BYTES) return undefined;
  const at = Buffer.from(signature).readBigUInt64BE();
  return witness.verifies(cosigned(text, at), signature.subarray(TIME_BYTES)) ? at : undefined;
}

/** The first line keeps a cosignature from being taken for anything else this key signed. */
function cosigned(text: string, at: bigint): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${at}\n${text}`);
}
