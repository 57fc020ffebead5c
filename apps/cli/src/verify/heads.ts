import { constants, existsSync, realpathSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import {
  base64,
  BETWEEN_NOTES,
  everyNoteIn,
  isOfAnotherKey,
  KeyChain,
  leafHashOf,
  MAX_PROOF_BYTES,
  notesIn,
  parseCheckpoint,
  parseProof,
  ProofMalformed,
  provesLeaf,
  type Checkpoint,
  type ClaimedHead,
  type Finding,
  type TlogProof,
  type VerifierKey,
} from '@plenum/event-log';
import { thousands } from '../terminal/progress';
import { ExitCode, Stopped } from '../terminal/stopped';
import { mustBeOfOneLog, papersOf } from './another-log';
import { undecidableOf } from './undecidable';

/** A head somebody kept, and where it was found. Not yet believed. */
export interface FoundHead {
  readonly from: string;
  readonly checkpoint: Checkpoint;
  /** It came in a receipt whose own event is not under it: whoever gives a receipt wants to know whether the log has that event. */
  readonly spoiltReceipt?: Finding;
}

/** Unit: bytes of a list of heads that are read, from its end: some hundred thousand heads. */
export const MOST_BYTES = 64 * 1024 * 1024;
/** Unit: bytes of any other file that somebody gives: receipts as mail leaves them, or some ten thousand heads. */
const MOST_GIVEN_BYTES = 8 * 1024 * 1024;
/** No note has two empty lines in it. */
const END_OF_NOTE = `\n${BETWEEN_NOTES}`;
const PROOF = 'c2sp.org/tlog-proof@';
/** A server's list, whose last head may have been cut short by a crash; any other file must be right to its last byte. */
export const isList = (file: string): boolean => file.endsWith('.checkpoints');

/** The heads in a file: one checkpoint, several, or the one inside a receipt. Unreadable ones come out as findings. */
export function headsIn(
  from: string,
  bytes: Uint8Array,
): { heads: readonly FoundHead[]; findings: readonly Finding[] } {
  const isProof =
    Buffer.from(bytes.subarray(0, PROOF.length)).toString('latin1') === PROOF && bytes.length <= MAX_PROOF_BYTES;
  const read = (parse: () => FoundHead): FoundHead | Finding => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ProofMalformed)) throw error;
      return { rule: 'head-form', where: from, expected: 'a signed head (C2SP tlog-checkpoint)', found: error.message };
    }
  };
  const head = (note: Uint8Array) => read(() => ({ from, checkpoint: parseCheckpoint(note) }));
  const ofServer = isList(from);
  const notes = (ofServer ? notesIn : everyNoteIn)(Buffer.from(bytes).toString('utf8'));
  const found = isProof
    ? [read(() => ofReceipt(from, parseProof(bytes)))]
    : notes.length <= 1 && !ofServer
      ? [head(bytes)]
      : notes.map((note) => head(Buffer.from(note)));
  return {
    heads: found.filter((one): one is FoundHead => !('rule' in one)),
    findings: found.filter((one): one is Finding => 'rule' in one),
  };
}

function ofReceipt(from: string, proof: TlogProof): FoundHead {
  const { checkpoint, extra, index } = proof;
  if (extra === undefined || provesLeaf(proof, leafHashOf(extra))) return { from, checkpoint };
  const expected = `event ${index + 1}, as this receipt has it, under the root of its head`;
  const found = 'another root: the receipt was changed, or its event never was at that place in the log';
  return { from, checkpoint, spoiltReceipt: { rule: 'receipt-path', where: from, expected, found } };
}

/** The largest; of equals, the last. */
export function newestOf(heads: readonly FoundHead[]): FoundHead | undefined {
  return heads.reduce<FoundHead | undefined>(
    (newest, head) => (newest === undefined || head.checkpoint.size >= newest.checkpoint.size ? head : newest),
    undefined,
  );
}

/** The heads of a file that somebody gave: of a list its end, and of any other the whole, which has an end. Throws `Stopped`. */
export function givenHeads(file: string): Promise<Uint8Array> {
  return isList(file) ? tailOf(file) : wholeOf(file, MOST_GIVEN_BYTES);
}

/** A file that must be there, and have no more than so many bytes: of a larger one nothing is read. Throws `Stopped`. */
export function wholeOf(file: string, most: number): Promise<Uint8Array> {
  return reading(file, async (handle, size) => {
    if (size > most) throw new Stopped('FILE_TOO_LARGE', tooLarge(file, size, most), ExitCode.usage);
    return lastOf(handle, size, size);
  });
}

/** The last bytes of a file that must be there; a list begins with a whole head then too. Throws `Stopped`. */
export function tailOf(file: string, most = MOST_BYTES): Promise<Uint8Array> {
  return reading(file, async (handle, size) => {
    const tail = await lastOf(handle, size, Math.min(size, most));
    const end = isList(file) && size > most ? tail.indexOf(END_OF_NOTE) : -1;
    return end < 0 ? tail : tail.subarray(end + END_OF_NOTE.length);
  });
}

async function reading<T>(file: string, read: (handle: FileHandle, size: number) => Promise<T>): Promise<T> {
  // A pipe that nobody writes into would be waited for without an end.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: Error) => {
    throw unreadable(file, error);
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new Error('it is not a plain file');
    return await read(handle, found.size);
  } catch (error) {
    throw error instanceof Stopped ? error : unreadable(file, error as Error);
  } finally {
    await handle.close();
  }
}

async function lastOf(handle: FileHandle, size: number, length: number): Promise<Buffer> {
  const last = Buffer.alloc(length);
  await handle.read(last, 0, length, size - length);
  return last;
}

function unreadable(file: string, { message }: Error): Stopped {
  return new Stopped('FILE_UNREADABLE', `${file} cannot be read: ${message}`, ExitCode.usage);
}

function tooLarge(file: string, size: number, most: number): string {
  return `${file} has ${thousands(size)} bytes, and what was asked for has no more than ${thousands(most)}: it is another file`;
}

/** The same of a file that nobody named but that lies beside a log: what keeps it from being read decides nothing. Throws `Undecidable`. */
export function tailBeside(file: string, most = MOST_BYTES): Promise<Uint8Array> {
  return tailOf(file, most).catch(undecidableOf);
}

/** What heads come to under the keys of a log. */
export interface Believed {
  readonly signed: readonly FoundHead[];
  /** Signed in its time by a key that came before those that are trusted: no evidence for the log, but where it differs, evidence of a fork. */
  readonly earlier: readonly FoundHead[];
  readonly findings: readonly Finding[];
}

/** Without the newest head that lies beside the log, given once more: it came with the log and excludes nothing. A list from another place does. */
export function keptElsewhere(
  heads: readonly FoundHead[],
  log: { readonly heads: readonly FoundHead[] },
): readonly FoundHead[] {
  const withTheLog = new Set(
    log.heads.filter(({ from }) => from.endsWith('checkpoint')).map(({ from }) => realPathOf(from)),
  );
  return heads.filter(({ from }) => !withTheLog.has(realPathOf(from)));
}

function realPathOf(from: string): string {
  return existsSync(from) ? realpathSync(from) : from;
}

/** The heads as an audit compares a log with them: each that the key of its time signed, trusted or replaced since. */
export function claimedBy(heads: readonly FoundHead[], chain: KeyChain): readonly ClaimedHead[] {
  return heads.map(({ checkpoint }) => ({
    size: checkpoint.size,
    root: checkpoint.root,
    isSigned: () => chain.isSigned(checkpoint),
    signer: () => chain.signerOf(checkpoint),
  }));
}

/**
 * The heads that a trusted key signed in its time; for each that none signed, each whose receipt is spoilt, and each pair that cannot both be
 * true, a finding. Asked when the chain has followed the log to its end, or where there is no log. Of who signed a head nothing is said where
 * no key is trusted.
 */
export function believable(heads: readonly FoundHead[], chain: KeyChain): Believed {
  const [signed, earlier, findings]: [FoundHead[], FoundHead[], Finding[]] = [[], [], []];
  const bySize = new Map<number, FoundHead>();
  for (const head of chain.keys.length === 0 ? [] : heads) {
    const standing = chain.standingOf(head.checkpoint);
    if (standing !== 'signed' && standing !== 'earlier') {
      findings.push({ rule: 'head-signature', where: head.from, ...standing });
      continue;
    }
    (standing === 'signed' ? signed : earlier).push(head);
    const other = bySize.get(head.checkpoint.size);
    if (other === undefined) bySize.set(head.checkpoint.size, head);
    else findings.push(...forkOf(other, head));
  }
  // To hash a path takes no key.
  findings.push(...heads.flatMap(({ spoiltReceipt }) => spoiltReceipt ?? []));
  return { signed, earlier, findings };
}

/** What can be said of a head under the log's name that none of the given keys signed, and that none of them is said to have signed. */
export const ANOTHER_KEY =
  'Either the log had that key at another time (plenum key rotate): give the key of that time too. Or it is not the assembly’s.';

/**
 * The same without a log: heads by other keys of the log's name are apart, since no rotation can say whose those keys are. Throws `Stopped`
 * (wrong use) where not all of it is of one log.
 */
export function believableAlone(
  heads: readonly FoundHead[],
  keys: readonly VerifierKey[],
): Believed & { readonly unknown: readonly FoundHead[] } {
  mustBeOfOneLog(papersOf(heads, keys));
  const isUnknown = ({ checkpoint }: FoundHead) => isOfAnotherKey(checkpoint, keys);
  const known = heads.filter((head) => !isUnknown(head));
  return { ...believable(known, new KeyChain(keys)), unknown: heads.filter(isUnknown) };
}

/** One key signed two different logs of one length: proof against whoever holds the key. */
function forkOf(one: FoundHead, other: FoundHead): readonly Finding[] {
  const [first, second] = [one, other].map(({ from, checkpoint }) => ({ from, root: base64(checkpoint.root) }));
  if (first!.root === second!.root) return [];
  return [
    {
      rule: 'fork',
      where: `size ${one.checkpoint.size}`,
      expected: `${first!.root} (${first!.from})`,
      found: `${second!.root} (${second!.from}); one key signed both, so there are two logs`,
    },
  ];
}
