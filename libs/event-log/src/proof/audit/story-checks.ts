import type { Envelope } from './envelope-form';
import { type Finding, shown } from './finding';

/** Whether the events follow on each other: one assembly, revisions without gaps, commands in one piece. */
export class StoryChecks {
  private assembly: string | undefined;
  private readonly revisions = new Map<string, number>();
  private readonly commands = new Set<string>();
  private last: Envelope | undefined;

  follow(position: number, event: Envelope): readonly Finding[] {
    const findings = [
      ...this.assemblyOf(position, event),
      ...this.revisionOf(position, event),
      ...this.commandOf(position, event),
    ];
    this.last = event;
    return findings;
  }

  private *assemblyOf(position: number, { assembly }: Envelope): Iterable<Finding> {
    this.assembly ??= assembly;
    if (assembly !== this.assembly)
      yield { rule: 'one-assembly', position, expected: shown(this.assembly), found: shown(assembly) };
  }

  private *revisionOf(position: number, { stream, revision }: Envelope): Iterable<Finding> {
    const expected = (this.revisions.get(stream) ?? -1) + 1;
    this.revisions.set(stream, revision);
    if (revision === expected) return;
    const where = `stream ${shown(stream)}`;
    yield { rule: 'stream-revision', position, where, expected: `revision ${expected}`, found: `revision ${revision}` };
  }

  /** The events of one command stand side by side, and say the same of it. */
  private *commandOf(position: number, event: Envelope): Iterable<Finding> {
    const { command } = event;
    const goesOn = this.last?.command === command;
    if (!goesOn && this.commands.has(command))
      yield {
        rule: 'whole-command',
        position,
        where: `command ${shown(command)}`,
        expected: 'one piece',
        found: 'a second',
      };
    this.commands.add(command);
    if (!goesOn) return;
    for (const key of ['actor', 'at', 'commandDigest', 'stream'] as const) {
      if (event[key] !== this.last![key])
        yield {
          rule: 'whole-command',
          position,
          where: key,
          expected: shown(this.last![key]),
          found: shown(event[key]),
        };
    }
  }
}
