import { ProofMalformed } from '../malformed';
import { provesInclusion } from '../merkle/verify';
import { base64, base64Decoded, hashLine, utf8Text, wholeNumber } from './base64';
import { type Checkpoint, parseCheckpoint } from './checkpoint';

/** Proofs that can be kept in a file and checked offline (https://c2sp.org/tlog-proof), extension `.tlog-proof`. */

export interface TlogProof {
  /** Opaque to the format and not signed by itself; here the stored bytes of the event. */
  readonly extra?: Uint8Array;
  /** The leaf's place, counted from 0: log position - 1. */
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** Unit: bytes. An event of 1 MiB in base64, and the rest. */
export const MAX_PROOF_BYTES = 2 * 1024 * 1024;
/** No tree of up to 2^53 leaves is higher. */
const MAX_PATH = 64;

/** Write a proof; `checkpoint` is the note as it was signed, ending in a newline. */
export function formatProof(
  { extra, index, path }: Pick<TlogProof, 'extra' | 'index' | 'path'>,
  checkpoint: string,
): string {
  const lines = [
    FIRST_LINE,
    ...(extra === undefined ? [] : [`extra ${base64(extra)}`]),
    `index ${index}`,
    ...path.map(base64),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Read a proof without believing it. Throws `ProofMalformed`. */
export function parseProof(bytes: Uint8Array): TlogProof {
  if (bytes.length > MAX_PROOF_BYTES) throw malformed(`has more than ${MAX_PROOF_BYTES} bytes`);
  const text = utf8Text('proof', bytes);
  const split = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, split < 0 ? undefined : split).split('\n');
  if (first !== FIRST_LINE) throw malformed(`does not begin with ${FIRST_LINE}`);
  if ((lines.length > 1 || split >= 0) && !/^(extra|index)( |$)/.test(lines[0] ?? ''))
    throw malformed('has in line 2 neither an event nor its index');
  mustGoOn(text);
  const extra = lines[0]?.startsWith('extra ') ? base64Decoded('proof: extra', lines.shift()!.slice(6)) : undefined;
  const index = lines.shift();
  if (!index?.startsWith('index ')) throw malformed('has no index line');
  if (lines.length > MAX_PATH) throw malformed(`has more than ${MAX_PATH} hashes`);
  return {
    ...(extra === undefined ? {} : { extra }),
    index: wholeNumber('proof: index', index.slice(6)),
    path: lines.map((line, at) => hashLine(`proof: hash ${at + 1}`, line)),
    checkpoint: parseCheckpoint(Buffer.from(text.slice(split + 2))),
  };
}

/** Of the shortest signature that a log has (Ed25519): four bytes of key id and 64 of signature, in base64. */
const SIGNATURE_LENGTH = 92;

/** Throws where the text ends before the signature of its head does. */
function mustGoOn(text: string): void {
  const lines = text.trimEnd().split('\n');
  const [last, head] = [lines.at(-1)!, lines.indexOf('')];
  const [dash, name, signed = ''] = last.split(' ');
  if (head < 0 && dash === '\u2014') throw malformed('has no empty line before its head');
  if (head < 0 || lines.indexOf('', head + 1) < 0)
    throw malformed(`is cut short after line ${lines.length}: a receipt goes on to the signature of its head`);
  if (dash === '\u2014' && (signed === '' || (name === lines[head + 1] && signed.length < SIGNATURE_LENGTH)))
    throw malformed(`is cut short in line ${lines.length}: the signature of its head is longer`);
}

/** Whether the path leads from the leaf to the checkpoint's root. Says nothing of who signed the checkpoint. */
export function provesLeaf({ index, path, checkpoint }: TlogProof, leafHash: Uint8Array): boolean {
  return provesInclusion(leafHash, index, checkpoint.size, path, checkpoint.root);
}

function malformed(reason: string): ProofMalformed {
  return new ProofMalformed('proof', reason);
}
