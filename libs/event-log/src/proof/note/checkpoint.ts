import { ProofMalformed } from '../malformed';
import type { TreeHead } from '../merkle/verify';
import { base64, hashLine, wholeNumber } from './base64';
import { KeyKind, type SignerKey, type VerifierKey } from './note-key';
import { formatNote, parseNote, type SignedNote } from './signed-note';

/** Checkpoints (https://c2sp.org/tlog-checkpoint): signed notes that say how long a log is and what its root is. */

export interface Checkpoint extends TreeHead {
  /** Which log this is, such as `plenum.example/riu-clar`; also the name of the log's key. */
  readonly origin: string;
  /** Any further lines of the text: opaque. */
  readonly extensions: readonly string[];
  readonly note: SignedNote;
}

/** The text that is signed. */
export function checkpointText(origin: string, { size, root }: TreeHead): string {
  return `${origin}\n${size}\n${base64(root)}\n`;
}

/** Sign a head as its log; the note, ready to be kept. */
export function signCheckpoint(head: TreeHead, signer: SignerKey): string {
  const { name, keyId } = signer.verifier;
  const text = checkpointText(name, head);
  return formatNote({ text, signatures: [{ name, keyId, signature: signer.sign(Buffer.from(text)) }] });
}

/** Read a checkpoint without believing it. Throws `ProofMalformed`. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint {
  const note = parseNote(bytes);
  const [origin, size, root, ...extensions] = note.text.slice(0, -1).split('\n');
  if (!origin || size === undefined || root === undefined || extensions.includes(''))
    throw new ProofMalformed('checkpoint', 'is not an origin, a size and a root, each on a line');
  return {
    origin,
    size: wholeNumber('checkpoint: the size', size),
    root: hashLine('checkpoint: the root', root),
    extensions,
    note,
  };
}

/** `signed`; or whose signature is missing or wrong. */
export type SignatureState = 'signed' | 'unsigned' | 'forged';

/** Whether `key` signed the checkpoint as its log: name and id must match, and then the signature must be right. */
export function logSignatureOf({ origin, note }: Checkpoint, key: VerifierKey): SignatureState {
  const own = note.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  if (own.length === 0 || key.kind !== KeyKind.note || key.name !== origin) return 'unsigned';
  return own.every(({ signature }) => key.verifies(Buffer.from(note.text), signature)) ? 'signed' : 'forged';
}

/** Whether another key of the same name than these signed it, or says so: one that the log had at another time, or anybody's. */
export function isOfAnotherKey({ origin, note }: Checkpoint, keys: readonly VerifierKey[]): boolean {
  const own = keys.filter(({ name, kind }) => name === origin && kind === KeyKind.note);
  const lines = note.signatures.filter(({ name }) => name === origin);
  return own.length > 0 && lines.length > 0 && !lines.some(({ keyId }) => own.some((key) => key.keyId === keyId));
}
