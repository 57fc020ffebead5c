import type { Envelope } from './envelope-form';
import { type Finding, shown } from './finding';
import { TextTable } from './text-table';

/** The most events of a stream that are told apart; a log that names a higher revision was found out long before. */
const MOST_REVISIONS = 2 ** 32 - 1;

/**
 * Whether the events follow on each other: one assembly, revisions without gaps, commands in one piece. Memory: 20 to 30 bytes for
 * every stream and for every command, whatever they are called.
 */
export class StoryChecks {
  private assembly: string | undefined;
  /** How many events each stream has. */
  private readonly streams = new TextTable();
  private readonly commands = new TextTable();
  private last: Envelope | undefined;

  /** Unit: bytes kept of all the events before. */
  get bytes(): number {
    return this.streams.bytes + this.commands.bytes;
  }

  /** Adds what is wrong with the next event to `findings`. */
  follow(position: number, event: Envelope, findings: Finding[]): void {
    this.checkAssembly(position, event, findings);
    this.checkRevision(position, event, findings);
    this.checkCommand(position, event, findings);
    this.last = event;
  }

  private checkAssembly(position: number, { assembly }: Envelope, findings: Finding[]): void {
    this.assembly ??= assembly;
    if (assembly === this.assembly) return;
    findings.push({ rule: 'one-assembly', position, expected: shown(this.assembly), found: shown(assembly) });
  }

  private checkRevision(position: number, { stream, revision }: Envelope, findings: Finding[]): void {
    const expected = this.streams.replace(stream, Math.min(revision + 1, MOST_REVISIONS));
    if (revision === expected) return;
    const where = `stream ${shown(stream)}`;
    const [wanted, found] = [`revision ${expected}`, `revision ${revision}`];
    findings.push({ rule: 'stream-revision', position, where, expected: wanted, found });
  }

  /** The events of one command stand side by side, and say the same of it. */
  private checkCommand(position: number, event: Envelope, findings: Finding[]): void {
    const { last } = this;
    if (last?.command === event.command) return checkSame(position, last, event, findings);
    if (this.commands.replace(event.command, 1) === 0) return;
    const where = `command ${shown(event.command)}`;
    findings.push({ rule: 'whole-command', position, where, expected: 'one piece', found: 'a second' });
  }
}

function checkSame(position: number, last: Envelope, event: Envelope, findings: Finding[]): void {
  for (const where of ['actor', 'at', 'commandDigest', 'stream'] as const) {
    if (event[where] === last[where]) continue;
    const [expected, found] = [shown(last[where]), shown(event[where])];
    findings.push({ rule: 'whole-command', position, where, expected, found });
  }
}
