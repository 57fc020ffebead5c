import { emptyRecord, recordFold, upcast, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import { isFinding, LogAudit, type Finding, type RecordedEvent, type SuspectEntry } from '@plenum/event-log';
import { ProgressLine } from '../terminal/progress';
import { Stopped, stopIfInterrupted } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';
import { chainBeside } from '../verify/audit';
import { believable, claimedBy } from '../verify/heads';
import { recorded } from '../verify/recount';
import { findingLines } from '../verify/report';
import { openSubject, type Subject } from '../verify/subject';
import type { AnyFinding } from '../verify/verdict';

/** What a log says, and how long it took to read it. */
export interface Folded {
  readonly record: AssemblyRecord;
  readonly seconds: number;
}

/**
 * What the log in `file` says up to position `until`, folded from events of which each hashes to what the log keeps of it, in a log that agrees
 * as a whole with the heads signed so far. A snapshot of anything else would hide that somebody changed the log. Results are not counted again:
 * that is `plenum verify`'s business. Throws `Stopped` with the first event that is not as it was signed. Memory: the record, and about 26
 * bytes for every stream and every command.
 */
export async function recordAsSigned(file: string, terminal: Terminal, until = Infinity): Promise<Folded> {
  const headsDir = terminal.env['PLENUM_HEADS'];
  const subject = await openSubject(file, headsDir === undefined ? {} : { headsDir });
  const line = new ProgressLine(terminal.err, terminal, 'events');
  try {
    const onPage = (done: number) => line.show(done, subject.log.size);
    const record = await folded(subject, until, terminal.interrupted, onPage);
    return { record, seconds: line.seconds };
  } finally {
    line.clear();
    subject.close();
  }
}

async function folded(
  subject: Subject,
  until: number,
  interrupted: AbortSignal,
  onPage: (done: number) => void,
): Promise<AssemblyRecord> {
  const chain = chainBeside(subject);
  const audit = new LogAudit(claimedBy(subject.heads, chain), chain);
  let record = emptyRecord;
  for await (const page of subject.log.pages()) {
    stopIfInterrupted(interrupted);
    for (const one of page) {
      const event = checked(one, audit);
      if (event.position <= until) record = recordFold.evolve(record, upcast(event) as StoredEvent);
    }
    onPage(audit.size);
  }
  mustBeRight([...audit.finish(), ...believable(subject.heads, chain).findings, ...subject.findings]);
  return record;
}

/** The event in an entry of the log, as the server reads it. */
function checked(one: SuspectEntry | Finding, audit: LogAudit): RecordedEvent {
  if (isFinding(one)) throw notAsSigned(one);
  const { envelope, findings } = audit.take(one);
  mustBeRight(findings);
  return recorded(one.position, one.leafHash!, envelope!);
}

function mustBeRight([first]: readonly AnyFinding[]): void {
  if (first !== undefined) throw notAsSigned(first);
}

function notAsSigned(first: AnyFinding): Stopped {
  return new Stopped(
    'LOG_NOT_AS_SIGNED',
    `the log is not what was written and signed, and nothing was changed here\n${findingLines(first).join('\n')}\n` +
      'keep all files as they are; plenum verify names everything that is wrong',
  );
}
