import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ProofMalformed, VerifierKey } from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import { headsIn, tailOf } from './heads';
import { isReceipt, keptTexts, MOST_KEPT_BYTES, typedText } from './kept-text';

/** What people give where something else is expected. */
export type Kind = 'receipt' | 'head' | 'key' | 'log file' | 'picture' | 'archive';

/** How files of these kinds begin. */
const BEGINNINGS: readonly (readonly [string, Kind])[] = [
  ['SQLite format 3', 'log file'],
  ['\u0089PNG', 'picture'],
  ['\u00ff\u00d8\u00ff', 'picture'],
  ['%PDF', 'picture'],
  ['<svg', 'picture'],
  ['PK\u0003\u0004', 'archive'],
  ['\u001f\u008b', 'archive'],
];

/** The whole of a file that may be a receipt, a head or a key; of a larger one the beginning. Throws `Stopped` where it cannot be read. */
export async function smallText(file: string): Promise<Uint8Array> {
  const tail = await tailOf(file, MOST_KEPT_BYTES + 1);
  if (tail.length <= MOST_KEPT_BYTES) return tail;
  const open = openSync(file, 'r');
  try {
    return tail.subarray(0, readSync(open, tail, 0, MOST_KEPT_BYTES, 0));
  } finally {
    closeSync(open);
  }
}

/** Undefined for what is none of them, or nothing that this program knows. */
export function kindOf(bytes: Uint8Array): Kind | undefined {
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const found = BEGINNINGS.find(([start]) => beginning.startsWith(start));
  if (found !== undefined) return found[1];
  if (isKey(typedText(bytes))) return 'key';
  const [text] = keptTexts(bytes);
  if (isReceipt(text!)) return 'receipt';
  return headsIn('', text!).heads.length > 0 ? 'head' : undefined;
}

function isKey(text: string): boolean {
  try {
    VerifierKey.parse(text.trim());
    return true;
  } catch (error) {
    if (error instanceof ProofMalformed) return false;
    throw error;
  }
}

/** Where a log is asked for, and a file is given that people keep beside one. Throws `Stopped` (wrong use), which says what to type. */
export async function mustNotBeBesideALog(path: string): Promise<void> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile() || found.size === 0) return;
  const kind = kindOf(await smallText(path));
  const type = kind === undefined ? undefined : INSTEAD[kind]?.(path);
  if (type !== undefined) throw new Stopped('NOT_A_LOG', `${path} is ${type}`, ExitCode.usage);
}

const INSTEAD: Readonly<Partial<Record<Kind, (path: string) => string>>> = {
  receipt: (path) =>
    `a receipt, not a log: check it with plenum verify receipt ${path}, or a log against it with plenum verify LOG --head ${path}`,
  head: (path) =>
    isOfExport(path)
      ? `the signed head of an export, and not the whole of it: plenum verify ${dirname(path)}`
      : `a signed head (checkpoint), not a log: check a log against it with plenum verify LOG --head ${path}`,
  key: (path) => `a key, not a log: check a log with it by plenum verify LOG --key ${path}`,
  picture: () => PICTURE,
  archive: () => 'an archive, not a log: unpack it, and give the folder that was in it',
};

/** Of what a photograph of a receipt is good for. */
export const PICTURE =
  'a picture: if it shows the QR code of a receipt, read that with a telephone or with zbarimg --raw, save the text as a file, and give that to plenum verify receipt';

/** What to type for a file that is no receipt; undefined where nothing can be said. */
export function insteadOfAReceipt(bytes: Uint8Array, file: string): string | undefined {
  const kind = kindOf(bytes);
  if (kind === 'log file') return `it is a log: plenum verify ${file}`;
  if (kind === 'picture') return `it is ${PICTURE}`;
  if (kind === 'archive') return 'it is an archive: unpack it, and give the receipt that was in it';
  if (kind === 'key') return `it is a key: plenum verify receipt FILE --key ${file}`;
  if (kind !== 'head') return undefined;
  return `it is a signed head (checkpoint), which holds no event: plenum verify ${isOfExport(file) ? dirname(file) : `LOG --head ${file}`}`;
}

function isOfExport(path: string): boolean {
  return basename(path) === 'checkpoint' && existsSync(join(dirname(path), 'tile'));
}
