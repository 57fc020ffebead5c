import { envelopeOf, isFinding, parseCanonicalJson, shown, UnstorableEvent, type VerifierKey } from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import type { FoundHead } from './heads';
import type { Subject } from './subject';

/** What somebody gave beside a log, and the origin of the log that it says it is of. */
export interface Paper {
  readonly what: string;
  readonly origin: string;
}

export function papersOf(heads: readonly FoundHead[], keys: readonly VerifierKey[]): readonly Paper[] {
  return [
    ...keys.map((key) => ({ what: `the key ${shown(key.toString())}`, origin: key.name })),
    ...heads.map(({ from, checkpoint }) => ({ what: from, origin: checkpoint.origin })),
  ];
}

/** An origin ends in the id of its assembly. */
export function assemblyIn(origin: string): string {
  return origin.slice(origin.lastIndexOf('/') + 1);
}

/**
 * Papers of another assembly than the log's show nothing about it: neither that it is wrong nor that it is right. A log that does not say
 * of one assembly throughout that it is its own is no such case: what is given is then judged with it. Throws `Stopped` (wrong use).
 */
export async function mustBeOfThisLog(subject: Subject, papers: readonly Paper[]): Promise<void> {
  const own = subject.heads.map(({ checkpoint }) => checkpoint.origin);
  const isStrange = ({ origin }: Paper) => !own.some((one) => assemblyIn(one) === assemblyIn(origin));
  if (subject.findings.length > 0 || !papers.some(isStrange)) return;
  const first = await firstAssembly(subject);
  const names = new Set([...own.map(assemblyIn), ...first.assembly]);
  if (!first.isReadable || names.size !== 1) return;
  const strange = papers.filter(({ origin }) => !names.has(assemblyIn(origin)));
  if (strange.length > 0)
    throw notOfOneLog(strange, `the log at ${subject.name} is of ${shown(own[0] ?? [...names][0]!)}`);
}

/** The same where there is no log: the first of them says of which one the others must be. Throws `Stopped` (wrong use). */
export function mustBeOfOneLog([one, ...others]: readonly Paper[]): void {
  const strange = others.filter(({ origin }) => assemblyIn(origin) !== assemblyIn(one!.origin));
  if (strange.length > 0) throw notOfOneLog(strange, `${one!.what} is of ${shown(one!.origin)}`);
}

/** None in a log without events, which can be read all the same. */
async function firstAssembly({
  log,
}: Subject): Promise<{ readonly isReadable: boolean; readonly assembly: readonly string[] }> {
  for await (const [first] of log.pages()) {
    if (first === undefined) continue;
    const assembly = isFinding(first) ? undefined : assemblyOfEvent(first.bytes);
    return { isReadable: assembly !== undefined, assembly: assembly === undefined ? [] : [assembly] };
  }
  return { isReadable: true, assembly: [] };
}

function assemblyOfEvent(bytes: Uint8Array): string | undefined {
  try {
    const envelope = envelopeOf(parseCanonicalJson(bytes));
    return 'wrongKey' in envelope ? undefined : envelope.assembly;
  } catch (error) {
    if (error instanceof UnstorableEvent) return undefined;
    throw error;
  }
}

const EITHER =
  'Nothing was checked: either the wrong file was given, or the log is not the one that it is given out for. Rely on nothing in it until you ' +
  'know which; where all of this fitted together before, the log was replaced';

function notOfOneLog(strange: readonly Paper[], log: string): Stopped {
  const said = [...new Set(strange.map(({ what, origin }) => `${what} is of ${shown(origin)}`))];
  const listed =
    said.length > MOST_LISTED ? [...said.slice(0, MOST_LISTED), `and ${said.length - MOST_LISTED} more`] : said;
  return new Stopped('TWO_DIFFERENT_LOGS', `${listed.join(', ')}; ${log}. ${EITHER}`, ExitCode.usage);
}

const MOST_LISTED = 5;
