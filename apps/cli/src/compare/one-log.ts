import { shown } from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import { assemblyIn } from '../verify/another-log';
import type { FoundHead } from '../verify/heads';
import type { Relation } from './compared';

/** Two books of two assemblies differ from the first line, which shows nothing. Throws `Stopped` (wrong use). */
export function mustBeOfOneAssembly(a: FoundHead | undefined, b: FoundHead | undefined): void {
  const [one, other] = [a, b].map((head) => head?.checkpoint.origin);
  if (one === undefined || other === undefined || assemblyIn(one) === assemblyIn(other)) return;
  throw twoLogs(one, other);
}

/** The same where no head says whose log it is: each event does. */
export function mustNotPartByAssembly(relation: Relation): void {
  if (relation.kind !== 'fork') return;
  const [one, other] = relation.says.map(({ envelope }) => envelope?.assembly);
  if (one !== undefined && other !== undefined && one !== other) throw twoLogs(one, other);
}

function twoLogs(a: string, b: string): Stopped {
  const what = `these are two different logs, of two assemblies: A is ${shown(a)}, B is ${shown(b)}`;
  return new Stopped('TWO_DIFFERENT_LOGS', `${what}; only copies of one log can be compared`, ExitCode.usage);
}
