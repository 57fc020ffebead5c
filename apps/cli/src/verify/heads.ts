import { open } from 'node:fs/promises';
import {
  base64,
  logSignatureOf,
  MAX_PROOF_BYTES,
  notesIn,
  parseCheckpoint,
  parseProof,
  ProofMalformed,
  type Checkpoint,
  type Finding,
  type VerifierKey,
} from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';

/** A head somebody kept, and where it was found. Not yet believed. */
export interface FoundHead {
  readonly from: string;
  readonly checkpoint: Checkpoint;
}

/** Unit: bytes of a list of heads that are read, from its end: some hundred thousand heads. */
const MOST_BYTES = 64 * 1024 * 1024;
const PROOF = 'c2sp.org/tlog-proof@';
/** A server's list, whose last head may have been cut short by a crash; any other file must be right to its last byte. */
const LIST = '.checkpoints';

/** The heads in a file: one checkpoint, several, or the one inside a receipt. Unreadable ones come out as findings. */
export function headsIn(
  from: string,
  bytes: Uint8Array,
): { heads: readonly FoundHead[]; findings: readonly Finding[] } {
  const text = Buffer.from(bytes).toString('latin1');
  const isProof = text.startsWith(PROOF) && bytes.length <= MAX_PROOF_BYTES;
  const read = (parse: () => Checkpoint): FoundHead | Finding => {
    try {
      return { from, checkpoint: parse() };
    } catch (error) {
      if (!(error instanceof ProofMalformed)) throw error;
      return { rule: 'head-form', where: from, expected: 'a signed head (C2SP tlog-checkpoint)', found: error.message };
    }
  };
  const notes = notesIn(Buffer.from(bytes).toString('utf8'));
  const found = isProof
    ? [read(() => parseProof(bytes).checkpoint)]
    : notes.length <= 1 && !from.endsWith(LIST)
      ? [read(() => parseCheckpoint(bytes))]
      : notes.map((note) => read(() => parseCheckpoint(Buffer.from(note))));
  return {
    heads: found.filter((one): one is FoundHead => !('rule' in one)),
    findings: found.filter((one): one is Finding => 'rule' in one),
  };
}

/** The largest; of equals, the last. */
export function newestOf(heads: readonly FoundHead[]): FoundHead | undefined {
  return heads.reduce<FoundHead | undefined>(
    (newest, head) => (newest === undefined || head.checkpoint.size >= newest.checkpoint.size ? head : newest),
    undefined,
  );
}

/** The last bytes of a file that must be there. Throws `Stopped`. */
export async function tailOf(file: string, most = MOST_BYTES): Promise<Uint8Array> {
  const handle = await open(file, 'r').catch((error: Error) => {
    throw new Stopped('FILE_UNREADABLE', `${file} cannot be read: ${error.message}`, ExitCode.usage);
  });
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, most));
    await handle.read(tail, 0, tail.length, size - tail.length);
    return tail;
  } catch (error) {
    throw new Stopped('FILE_UNREADABLE', `${file} cannot be read: ${(error as Error).message}`, ExitCode.usage);
  } finally {
    await handle.close();
  }
}

/** The heads that the key signed; for each other one, and for each pair that cannot both be true, a finding. */
export function believable(
  heads: readonly FoundHead[],
  key: VerifierKey,
): { signed: readonly FoundHead[]; findings: readonly Finding[] } {
  const signed: FoundHead[] = [];
  const findings: Finding[] = [];
  const bySize = new Map<number, FoundHead>();
  for (const head of heads) {
    const state = logSignatureOf(head.checkpoint, key);
    if (state !== 'signed') {
      const found = state === 'forged' ? 'a signature of that key that is wrong' : 'none of that key';
      findings.push({ rule: 'head-signature', where: head.from, expected: `a signature of ${key.toString()}`, found });
      continue;
    }
    signed.push(head);
    const other = bySize.get(head.checkpoint.size);
    if (other === undefined) bySize.set(head.checkpoint.size, head);
    else findings.push(...forkOf(other, head));
  }
  return { signed, findings };
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
