import { isFinding, LogAudit } from '@plenum/event-log';
import { ProgressLine } from '../terminal/progress';
import { Stopped, stopIfInterrupted } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';
import { chainBeside } from '../verify/audit';
import { believable, claimedBy } from '../verify/heads';
import { findingLines } from '../verify/report';
import { openSubject, type Subject } from '../verify/subject';
import type { AnyFinding } from '../verify/verdict';

/**
 * How many events the log in `file` has, each of which hashes to what the log keeps of it, and which agree with the heads signed so far. A
 * snapshot of anything else would hide that somebody changed the log. Results are not counted again: that is `plenum verify`'s business.
 * Throws `Stopped` with the first event that is not as it was signed. Memory: about 250 bytes an event.
 */
export async function eventsAsSigned(file: string, terminal: Terminal): Promise<number> {
  const headsDir = terminal.env['PLENUM_HEADS'];
  const subject = await openSubject(file, headsDir === undefined ? {} : { headsDir });
  const line = new ProgressLine(terminal.err, terminal, 'events checked');
  try {
    return await checked(subject, terminal.interrupted, (done) => line.show(done, subject.log.size));
  } finally {
    line.clear();
    subject.close();
  }
}

async function checked(subject: Subject, interrupted: AbortSignal, onPage: (done: number) => void): Promise<number> {
  const chain = chainBeside(subject);
  const audit = new LogAudit(claimedBy(subject.heads, chain), chain);
  for await (const page of subject.log.pages()) {
    stopIfInterrupted(interrupted);
    for (const one of page) mustBeRight(isFinding(one) ? [one] : audit.take(one).findings);
    onPage(audit.size);
  }
  mustBeRight([...audit.finish(), ...believable(subject.heads, chain).findings, ...subject.findings]);
  return audit.size;
}

function mustBeRight([first]: readonly AnyFinding[]): void {
  if (first === undefined) return;
  throw new Stopped(
    'LOG_NOT_AS_SIGNED',
    `the log is not what was written and signed, and nothing was changed here\n${findingLines(first).join('\n')}\n` +
      'keep all files as they are; plenum verify names everything that is wrong',
  );
}
