import { ProofMalformed } from '../malformed';
import { base64, base64Decoded, utf8Text } from './base64';

/** Signed notes (https://c2sp.org/signed-note): a text, an empty line, and a line for each signature. */

export interface NoteSignature {
  /** Name of the key, such as `plenum.example/riu-clar`. */
  readonly name: string;
  /** First four bytes of a hash of name, kind and key: which key of that name it was. Unsigned, 32 bits. */
  readonly keyId: number;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** What is signed; ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Unit: bytes. A checkpoint with sixteen post-quantum signatures would fit. */
export const MAX_NOTE_BYTES = 128 * 1024;
const MAX_SIGNATURES = 64;
const KEY_ID_BYTES = 4;

/** Everything below a space but the newline. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) (\S+)$/u;

/** Read a note without believing it: no signature is checked here. Throws `ProofMalformed`. */
export function parseNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > MAX_NOTE_BYTES) throw malformed(`has more than ${MAX_NOTE_BYTES} bytes`);
  const note = utf8Text('signed note', bytes);
  if (CONTROL.test(note)) throw malformed('has a control character');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw malformed('has no signatures after an empty line');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed(`has more than ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(signatureLine).join('')}`;
}

/** Between two notes of a file that holds several. No note of ours has an empty line but before its signatures. */
export const BETWEEN_NOTES = '\n\n';

const WHOLE = /\n\n(\u2014 [^\n]+\n)+$/u;

/** The notes of a file that a server appends to. One whose writing was cut short at the end is left out. */
export function notesIn(text: string): readonly string[] {
  const notes = everyNoteIn(text).slice();
  if (!text.endsWith('\n')) notes.pop();
  return notes.slice(0, notes.findLastIndex((note) => WHOLE.test(note)) + 1);
}

/** All that a file of several holds, one after the other, a spoilt one too: of what somebody kept nothing may be passed over. */
export function everyNoteIn(text: string): readonly string[] {
  return text
    .split(/\n{2,}(?!\u2014 |\n)/u)
    .map((note) => note.replace(/^\n+|\n+$/g, ''))
    .filter((note) => note !== '')
    .map((note) => `${note}\n`);
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined) throw malformed('has a line after its text that is no signature');
  const bytes = base64Decoded('signed note: a signature', encoded);
  if (bytes.length <= KEY_ID_BYTES) throw malformed('has a signature that is too short');
  return { name, keyId: Buffer.from(bytes).readUInt32BE(), signature: bytes.subarray(KEY_ID_BYTES) };
}

function signatureLine({ name, keyId, signature }: NoteSignature): string {
  const id = Buffer.alloc(KEY_ID_BYTES);
  id.writeUInt32BE(keyId);
  return `\u2014 ${name} ${base64(Buffer.concat([id, signature]))}\n`;
}

function malformed(reason: string): ProofMalformed {
  return new ProofMalformed('signed note', reason);
}
