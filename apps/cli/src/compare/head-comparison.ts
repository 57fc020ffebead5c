import { base64, isFinding, leafHashOf, LogAudit, type VerifierKey } from '@plenum/event-log';
import { ProgressLine, thousands } from '../terminal/progress';
import { stopIfInterrupted } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';
import { believable, type FoundHead } from '../verify/heads';
import { Judged } from '../verify/judged';
import { findingLines } from '../verify/report';
import type { Subject } from '../verify/subject';

/** Two heads alone: of one size they say the same or prove a fork; of two sizes only a log can tell. */
export function headsAgainstEachOther(a: FoundHead, b: FoundHead, key: VerifierKey | undefined): string {
  const lines = [a, b].map(headLine);
  const findings = key === undefined ? [] : believable([a, b], key).findings;
  if (findings.length > 0)
    throw new Judged('invalid', ['INVALID', ...lines, ...findings.flatMap(findingLines)].join('\n'));
  if (a.checkpoint.size !== b.checkpoint.size)
    throw new Judged(
      'undecided',
      ['UNDECIDED: heads of different sizes; compare each with a log', ...lines].join('\n'),
    );
  if (base64(a.checkpoint.root) !== base64(b.checkpoint.root))
    throw new Judged('invalid', ['FORK: one size and two roots', ...lines, unsigned(key)].join('\n'));
  return ['EQUAL: the same head', ...lines, unsigned(key), ''].join('\n');
}

/** Whether a log goes through a head that somebody kept. */
export async function headAgainstLog(
  head: FoundHead,
  subject: Subject,
  key: VerifierKey | undefined,
  terminal: Terminal,
): Promise<string> {
  const { size, root } = head.checkpoint;
  const { findings } = key === undefined ? { findings: [] } : believable([head], key);
  if (findings.length > 0)
    throw new Judged('invalid', ['INVALID', headLine(head), ...findings.flatMap(findingLines)].join('\n'));
  const read = await readUpTo(size, subject, terminal);
  const lines = [
    headLine(head),
    `${subject.name}: root over its first ${read.size} events ${read.root}`,
    unsigned(key),
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
  readonly size: number;
  readonly root: string;
  readonly more: boolean;
}

async function readUpTo(size: number, { log }: Subject, terminal: Terminal): Promise<Reached> {
  const audit = new LogAudit([]);
  const progress = new ProgressLine(terminal.err, terminal, 'events');
  const reached = (more: boolean): Reached => ({ size: audit.size, root: base64(audit.head.root), more });
  try {
    for await (const page of log.pages()) {
      stopIfInterrupted(terminal.interrupted);
      for (const one of page) {
        if (isFinding(one)) continue;
        if (audit.size === size) return reached(true);
        audit.take({ ...one, leafHash: leafHashOf(one.bytes) });
      }
      progress.show(audit.size, size);
    }
    return reached(false);
  } finally {
    progress.clear();
  }
}

function headLine({ from, checkpoint }: FoundHead): string {
  return `${from}: head of ${checkpoint.size} events of ${checkpoint.origin}, root ${base64(checkpoint.root)}`;
}

function unsigned(key: VerifierKey | undefined): string {
  return key === undefined
    ? 'not checked: the signatures; give the key with --key'
    : `signatures checked with ${key.toString()}`;
}
