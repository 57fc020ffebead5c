import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { base64, type VerifierKey } from '@plenum/event-log';
import type { Command } from 'commander';
import { assemblyOption, tokenOption } from '../options';
import { ProgressLine } from '../terminal/progress';
import type { Terminal } from '../terminal/terminal';
import { mustBeOfThisLog, papersOf } from '../verify/another-log';
import { BoundedLog, signedUpTo } from '../verify/bounded-log';
import { decidesNothing, headsOf, judged, keyOption, openedAt } from '../verify/auditing';
import { newestOf, type FoundHead } from '../verify/heads';
import { Judged } from '../verify/judged';
import { givenKeys } from '../verify/key-text';
import { findingLines } from '../verify/report';
import type { Subject } from '../verify/subject';
import { relationLines } from './compare-report';
import { compared, type Comparison, type Side } from './compared';
import { headAgainstLog, headsAgainstEachOther } from './head-comparison';
import { mustBeOfOneAssembly, mustNotPartByAssembly } from './one-log';

const HELP = `
A and B are each an export directory, a log file, a data folder, the URL of an export or of a server (with --token), or a head or receipt
that somebody kept. Two logs are read side by side: they are equal, or one is the beginning of the other, or they part (a fork), and then the first
event that differs is printed as both have it. Two signed heads of one size with different roots prove a fork without any log.

Exit codes: 0 equal, or one is the beginning of the other, 1 a fork, or something wrong in one of them, 2 cannot decide, 3 wrong use, such as logs
of two assemblies.

Examples:
  plenum compare my-export your-export --key agenda-key.txt
  plenum compare last-year-export http://127.0.0.1:3000 --token "$TOKEN"
  plenum compare my-vote.tlog-proof riu-clar-export --key agenda-key.txt`;

interface Flags {
  readonly key: readonly string[];
  readonly assembly?: string;
  readonly heads?: string;
  readonly token?: string;
}

/** What stands at one of the two places. */
type Compared = { readonly head: FoundHead } | { readonly subject: Subject };

export function addCompare(program: Command, terminal: Terminal): void {
  program
    .command('compare')
    .summary('say whether two logs are the same, and where they part')
    .description('Compare two logs, or a log and a head, or two heads.')
    .argument('<a>', 'a log or a head')
    .argument('<b>', 'a log or a head')
    .addOption(keyOption().default([], 'the one beside one of them'))
    .addOption(assemblyOption())
    .option('--heads <folder>', "the server's second place for its heads, beside a log file")
    .addOption(tokenOption())
    .addHelpText('after', HELP)
    .action((a: string, b: string, flags: Flags) => judged(terminal, () => comparison([a, b], flags, terminal)));
}

async function comparison(paths: readonly [string, string], flags: Flags, terminal: Terminal): Promise<string> {
  const given = await givenKeys(flags.key);
  const opened: Compared[] = [];
  try {
    for (const path of paths) opened.push(await openCompared(path, flags, terminal));
    const [a, b] = opened as [Compared, Compared];
    mustBeOfOneAssembly(headOf(a), headOf(b));
    for (const one of opened) if ('subject' in one) await mustBeOfThisLog(one.subject, papersOf([], given));
    const keys = given.length > 0 ? given : [keyOf(a) ?? keyOf(b) ?? []].flat();
    if ('head' in a && 'head' in b) return headsAgainstEachOther(a.head, b.head, keys);
    const signed = signedUpTo([a, b].flatMap(headsAt), given);
    if ('subject' in a && 'subject' in b)
      return await logAgainstLog(
        [bounded(a.subject, signed), bounded(b.subject, signed)],
        keys,
        given.length > 0,
        terminal,
      );
    const [head, subject] =
      'head' in a ? [a.head, (b as { subject: Subject }).subject] : [(b as { head: FoundHead }).head, a.subject];
    return await headAgainstLog(head, bounded(subject, signed), keys, terminal);
  } catch (error) {
    throw decidesNothing(error) ? new Judged('undecided', `UNDECIDED: ${(error as Error).message}`) : error;
  } finally {
    for (const one of opened) if ('subject' in one) one.subject.close();
  }
}

async function openCompared(path: string, flags: Flags, terminal: Terminal): Promise<Compared> {
  if (!isSmallText(path)) return { subject: await openedAt(path, { ...flags, json: false }, terminal) };
  return { head: newestOf(await headsOf([path]))! };
}

/** A head or a receipt is a file that is no database. */
function isSmallText(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) return false;
  const start = Buffer.alloc(6);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  return start.toString('latin1') !== 'SQLite';
}

function headsAt(one: Compared): readonly FoundHead[] {
  return 'head' in one ? [one.head] : one.subject.heads;
}

/** A host can invent how long its log is: it is read as far as a key that was given has signed, in either place, and not for ever. */
function bounded(subject: Subject, signed: number): Subject {
  return subject.onTheWeb ? { ...subject, log: new BoundedLog(subject.log, signed) } : subject;
}

function headOf(one: Compared): FoundHead | undefined {
  return 'head' in one ? one.head : newestOf(one.subject.heads);
}

function keyOf(one: Compared): VerifierKey | undefined {
  return 'subject' in one ? one.subject.key : undefined;
}

async function logAgainstLog(
  subjects: readonly [Subject, Subject],
  keys: readonly VerifierKey[],
  given: boolean,
  terminal: Terminal,
): Promise<string> {
  const progress = new ProgressLine(terminal.err, terminal, 'events');
  const sides = subjects.map(({ name, log, heads }) => ({ name, log, heads, keys })) as [Side, Side];
  const total = Math.max(...subjects.map(({ log }) => log.size ?? 0)) || undefined;
  try {
    const result = await compared(sides, terminal.interrupted, (done) => progress.show(done, total));
    mustNotPartByAssembly(result.relation);
    return concludedOf(result, subjects, given);
  } finally {
    progress.clear();
  }
}

function concludedOf(result: Comparison, subjects: readonly [Subject, Subject], given: boolean): string {
  const { ofHeads } = result;
  const lines = [
    ...relationLines(
      result,
      subjects.map(({ name }) => name),
    ),
    ...(ofHeads.length === 0 ? [] : ['wrong in their heads:', ...ofHeads.flatMap(findingLines)]),
    ...subjects.flatMap(({ findings }, at) =>
      findings.length === 0 ? [] : [`wrong beside ${'AB'[at]}:`, ...findings.flatMap(findingLines)],
    ),
    ...subjects.flatMap(({ heads }, at) => {
      const head = newestOf(heads)?.checkpoint;
      return head === undefined ? [] : [`head of ${'AB'[at]}: ${head.size} events, root ${base64(head.root)}`];
    }),
    'not checked:',
    ...(!given ? ['  - whether the key is the assembly’s own: give it with --key'] : []),
    '  - whether the results follow from the ballots: plenum verify, or plenum recount',
    '',
  ];
  const wrong = [...result.findings.flat(), ...ofHeads, ...subjects.flatMap(({ findings }) => findings)];
  if (result.relation.kind === 'fork' || wrong.length > 0) throw new Judged('invalid', lines.join('\n'));
  return lines.join('\n');
}
