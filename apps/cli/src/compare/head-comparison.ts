import { base64, isFinding, KeyChain, leafHashOf, LogAudit, type VerifierKey } from '@plenum/event-log';
import { ProgressLine, thousands } from '../terminal/progress';
import { stopIfInterrupted } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';
import { ANOTHER_KEY, believable, believableAlone, type FoundHead } from '../verify/heads';
import { Judged } from '../verify/judged';
import { findingLines } from '../verify/report';
import type { Subject } from '../verify/subject';

/** Two heads alone: of one size they say the same or prove a fork; of two sizes only a log can tell. */
export function headsAgainstEachOther(a: FoundHead, b: FoundHead, keys: readonly VerifierKey[]): string {
  const lines = [a, b].map(headLine);
  const { findings, unknown } = believableAlone([a, b], keys);
  if (findings.length > 0)
    throw new Judged('invalid', ['INVALID', ...lines, ...findings.flatMap(findingLines)].join('\n'));
  if (unknown.length > 0)
    throw new Judged(
      'undecided',
      [`UNDECIDED: one is signed by another key than is known. ${ANOTHER_KEY}`, ...lines].join('\n'),
    );
  if (a.checkpoint.size !== b.checkpoint.size)
    throw new Judged(
      'undecided',
      ['UNDECIDED: heads of different sizes; compare each with a log', ...lines].join('\n'),
    );
  if (base64(a.checkpoint.root) !== base64(b.checkpoint.root))
    throw new Judged('invalid', ['FORK: one size and two roots', ...lines, unsigned(keys)].join('\n'));
  return ['EQUAL: the same head', ...lines, unsigned(keys), ''].join('\n');
}

/** Whether a log goes through a head that somebody kept. */
export async function headAgainstLog(
  head: FoundHead,
  subject: Subject,
  keys: readonly VerifierKey[],
  terminal: Terminal,
): Promise<string> {
  const { size, root } = head.checkpoint;
  const chain = new KeyChain(keys);
  const read = await readFor(head, subject, chain, terminal);
  const { findings, earlier } = believable([head], chain);
  if (findings.length > 0)
    throw new Judged('invalid', ['INVALID', headLine(head), ...findings.flatMap(findingLines)].join('\n'));
  const lines = [
    headLine(head),
    `${subject.name}: root over its first ${read.size} events ${read.root}`,
    earlier.length > 0 ? `the head is ${chain.signerOf(head.checkpoint)}` : unsigned(keys),
  ];
  if (read.size < size)
    throw new Judged(
      'undecided',
      [
        `UNDECIDED: the log has ${thousands(read.size)} events only; it is older than the head, or cut short`,
        ...lines,
      ].join('\n'),
    );
  if (read.root !== base64(root))
    throw new Judged(
      'invalid',
      [`FORK: the log’s first ${thousands(size)} events are not those of the head`, ...lines].join('\n'),
    );
  const said = read.more ? 'PREFIX: the log goes on from the head' : 'EQUAL: the log ends where the head was signed';
  return [said, ...lines, ''].join('\n');
}

interface Reached {
  /** Unit: events; no more than the head covers. */
  readonly size: number;
  readonly root: string;
  readonly more: boolean;
}

/** Up to the head where no key is known; else to the end, since a rotation further on can say that the head's signature is from another time. */
async function readFor(head: FoundHead, { log }: Subject, chain: KeyChain, terminal: Terminal): Promise<Reached> {
  const { size } = head.checkpoint;
  const hasKeys = chain.keys.length > 0;
  const audit = new LogAudit([], chain);
  const progress = new ProgressLine(terminal.err, terminal, 'events');
  let reached: Reached | undefined;
  try {
    for await (const page of log.pages()) {
      stopIfInterrupted(terminal.interrupted);
      for (const one of page) {
        if (isFinding(one)) continue;
        if (audit.size === size) reached = { size, root: base64(audit.head.root), more: true };
        if (reached !== undefined && !hasKeys) return reached;
        audit.take({ ...one, leafHash: leafHashOf(one.bytes) });
      }
      progress.show(audit.size, log.size ?? size);
    }
    return reached ?? { size: audit.size, root: base64(audit.head.root), more: false };
  } finally {
    progress.clear();
  }
}

function headLine({ from, checkpoint }: FoundHead): string {
  return `${from}: head of ${checkpoint.size} events of ${checkpoint.origin}, root ${base64(checkpoint.root)}`;
}

function unsigned(keys: readonly VerifierKey[]): string {
  return keys.length === 0
    ? 'not checked: the signatures; give the key with --key'
    : `signatures checked with ${keys.join(' or ')}`;
}
