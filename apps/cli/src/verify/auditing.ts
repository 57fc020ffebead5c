import { Option, type Command } from 'commander';
import { LogInterruption, parsePolicy, ProofMalformed, type TrustPolicy, type VerifierKey } from '@plenum/event-log';
import { assemblyOption, collected, tokenOption } from '../options';
import { ProgressLine } from '../terminal/progress';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { audit } from './audit';
import { givenHeads, headsIn, isList, wholeOf, type FoundHead } from './heads';
import { headFilesAt, namedHeadsFolder } from './heads-folder';
import { Judged } from './judged';
import { keptTexts, typedText } from './kept-text';
import { givenKeys } from './key-text';
import { mustNotBeBesideALog } from './kind-of-file';
import type { RecountWatch } from './recount';
import { openSubject, type Subject } from './subject';
import { Undecidable } from './undecidable';
import { judgementOf, type Verdict } from './verdict';

/** What every command asks that audits a log. */
export interface AuditFlags {
  readonly assembly?: string;
  readonly key: readonly string[];
  readonly head: readonly string[];
  readonly policy?: string;
  readonly heads?: string;
  readonly token?: string;
  readonly json: boolean;
}

export const KEY_HELP = "the log's verifier key, or a file that holds it";

/** Where a log may be, as the help of each command has it. */
export const PLACES =
  'an export directory, a log file, a data folder, the URL of an export on any web host, or of a server (with --token)';

export const ofOption = () => new Option('--of <place>', PLACES).env('PLENUM_DATA').default('data');

export function withAuditFlags(command: Command): Command {
  return command
    .addOption(assemblyOption())
    .addOption(keyOption())
    .option('--head <file>', 'a head or a receipt kept from before; may be given again', collected, [])
    .option('--policy <file>', 'whom to trust: logs, witnesses and a quorum (C2SP tlog-policy)')
    .option('--heads <folder>', "the server's second place for its heads, beside a log file")
    .addOption(tokenOption())
    .option('--json', 'the answer as one JSON document', false);
}

/** Not asked for where the log brings its own key, and given again where the log has had several. */
export const keyOption = () =>
  new Option('--key <key>', `${KEY_HELP}; may be given again`)
    .default([], 'the one in a data folder; one that came with a copy decides nothing')
    .argParser(collected);

/** An audit that came to its end, and the key that its heads were checked with. */
export interface Audited {
  readonly verdict: Verdict;
  readonly key: VerifierKey | undefined;
}

/**
 * Audit the log at `path` and show how far it is. Throws `Judged` ("cannot decide") where it cannot be read, and `Stopped` for wrong
 * use. `watch` hears events and results on the way.
 */
export async function auditAt(
  path: string,
  flags: AuditFlags,
  terminal: Terminal,
  watch?: RecountWatch,
): Promise<Audited> {
  const keys = await givenKeys(flags.key);
  const policy = flags.policy === undefined ? undefined : await policyIn(flags.policy);
  const earlier = await headsOf(flags.head);
  const subject = await openedAt(path, flags, terminal, keys);
  const progress = new ProgressLine(terminal.err, terminal, 'events');
  try {
    const verdict = await audit(subject, {
      ...(policy && { policy }),
      ...{ keys, earlier, interrupted: terminal.interrupted },
      ...(watch && { watch }),
      onPage: (done, total) => progress.show(done, total),
    });
    return { verdict, key: keys[0] ?? subject.key };
  } catch (error) {
    throw decidesNothing(error) ? undecided((error as Error).message, flags.json) : error;
  } finally {
    progress.clear();
    subject.close();
  }
}

/** The log at `path`, opened; throws `Judged` where nothing can be said of it, and `Stopped` for wrong use. */
export async function openedAt(
  path: string,
  { assembly, heads, token, json }: Omit<AuditFlags, 'head' | 'key'>,
  { env, interrupted }: Terminal,
  keys: readonly VerifierKey[] = [],
): Promise<Subject> {
  const headsDir = heads === undefined ? env['PLENUM_HEADS'] : namedHeadsFolder(heads);
  const where = { ...(assembly && { assembly }), ...(headsDir && { headsDir }), ...(token && { token }) };
  try {
    await mustNotBeBesideALog(path);
    return await openSubject(path, { ...where, keys, interrupted });
  } catch (error) {
    throw decidesNothing(error) ? undecided((error as Error).message, json) : error;
  }
}

export function undecided(reason: string, json: boolean): Judged {
  const document = JSON.stringify({ verdict: 'undecided', undecided: [reason] }, null, 2);
  return new Judged('undecided', json ? document : `UNDECIDED: ${reason}`);
}

/** Says nothing of the log: it could not be read, or not just now. The file system's errors are known by their shape. */
export function decidesNothing(error: unknown): boolean {
  if (error instanceof LogInterruption || error instanceof Undecidable) return true;
  return typeof error === 'object' && error !== null && 'syscall' in error && 'errno' in error;
}

/** Print what a check comes to, whether it comes to "valid" or not. */
export async function judged(terminal: Terminal, check: () => Promise<string>): Promise<void> {
  try {
    await print(terminal.out, await check());
  } catch (error) {
    if (error instanceof Judged) await print(terminal.out, `${error.report.trimEnd()}\n`);
    throw error;
  }
}

/** The report itself where the verdict is "valid"; throws `Judged` with it otherwise. */
export function concluded(verdict: Pick<Verdict, 'findings' | 'undecided'>, report: string): string {
  const judgement = judgementOf(verdict);
  if (judgement !== 'valid') throw new Judged(judgement, report);
  return report;
}

export async function headsOf(files: readonly string[]): Promise<readonly FoundHead[]> {
  const found = await Promise.all(files.flatMap(headFilesAt).map(headsOfFile));
  const [malformed] = found.flatMap(({ findings }) => findings);
  if (malformed !== undefined)
    throw new Stopped(
      'HEAD_MALFORMED',
      `${malformed.where} is neither a head nor a receipt: ${malformed.found}`,
      ExitCode.usage,
    );
  return found.flatMap(({ heads }) => heads);
}

/** A list only a server writes, and what was cut short at its end is told by what is missing there. */
async function headsOfFile(file: string): Promise<ReturnType<typeof headsIn>> {
  const bytes = await givenHeads(file);
  const texts = isList(file) ? [bytes] : keptTexts(bytes);
  const found = texts.map((text, at) => headsIn(texts.length === 1 ? file : `${file}, receipt ${at + 1}`, text));
  const [heads, findings] = [found.flatMap((one) => one.heads), found.flatMap((one) => one.findings)];
  if (heads.length > 0 || findings.length > 0) return { heads, findings };
  throw new Stopped('HEAD_MALFORMED', `${file} has no whole head in it`, ExitCode.usage);
}

/** A policy that was given. Throws `Stopped` (wrong use). */
export async function policyIn(file: string): Promise<TrustPolicy> {
  try {
    return parsePolicy(typedText(await wholeOf(file, 1024 * 1024)));
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw new Stopped('POLICY_MALFORMED', `${file}: ${error.message}`, ExitCode.usage);
  }
}
