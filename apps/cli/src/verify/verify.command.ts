import type { Command } from 'commander';
import { LogInterruption, parsePolicy, ProofMalformed, type TrustPolicy, type VerifierKey } from '@plenum/event-log';
import { assemblyOption } from '../options';
import { ProgressLine } from '../terminal/progress';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { audit } from './audit';
import { believable, headsIn, tailOf, type FoundHead } from './heads';
import { Judged } from './judged';
import { givenKey } from './key-text';
import { checkedReceipt } from './receipt';
import { jsonReport, textReport } from './report';
import { openSubject, Undecidable, type Subject } from './subject';
import { judgementOf } from './verdict';

const HELP = `
PATH is an export directory (plenum export DIR), a log file (*.log.db), or a data folder. It is only read.

Exit codes: 0 valid, 1 invalid, 2 cannot decide, 3 wrong use. Each finding names the event, the rule (docs/log-format.md),
what was expected and what was found. What this audit cannot see is listed under "not checked".

Examples:
  plenum verify riu-clar-export --key agenda-key.txt --head last-year.checkpoint
  plenum verify data --head my-vote.tlog-proof
  plenum verify receipt my-vote.tlog-proof --key agenda-key.txt
  plenum verify heads mine.checkpoint yours.checkpoint --key agenda-key.txt`;

const KEY_HELP = "the log's verifier key, or a file that holds it";

interface Options {
  readonly assembly?: string;
  readonly key?: string;
  readonly head: readonly string[];
  readonly policy?: string;
  readonly heads?: string;
  readonly json: boolean;
}

export function addVerify(program: Command, terminal: Terminal): void {
  const verify = program
    .command('verify')
    .summary('find any changed, removed, added or moved event, and recount every result')
    .description(
      'Check a log against its hashes, its signed heads and its own story, and recount every certified result.',
    )
    .addHelpText('after', HELP);
  verify
    .command('log', { isDefault: true })
    .argument('<path>', 'an export directory, a log file or a data folder')
    .description('check a log (what plenum verify PATH does)')
    .addOption(assemblyOption())
    .option('--key <key>', KEY_HELP)
    .option('--head <file>', 'a head or a receipt kept from before; may be given again', collected, [])
    .option('--policy <file>', 'whom to trust: logs, witnesses and a quorum (C2SP tlog-policy)')
    .option('--heads <folder>', "the server's second place for its heads, beside a log file")
    .option('--json', 'the verdict as one JSON document', false)
    .action((path: string, options: Options) => verifyLog(path, options, terminal));
  verify
    .command('receipt')
    .argument('<file>', 'a receipt: a .tlog-proof file')
    .description('check a receipt offline')
    .option('--key <key>', KEY_HELP)
    .action((file: string, { key }: Options) =>
      judged(terminal, async () => checkedReceipt(file, key === undefined ? undefined : await givenKey(key))),
    );
  verify
    .command('heads')
    .argument('<file...>', 'heads or receipts of one log')
    .description('compare heads that different people kept; a fork is printed')
    .requiredOption('--key <key>', KEY_HELP)
    .action((files: readonly string[], { key }: Options) =>
      judged(terminal, async () => comparedHeads(await headsOf(files), await givenKey(key!))),
    );
}

function collected(one: string, sofar: readonly string[]): readonly string[] {
  return [...sofar, one];
}

async function verifyLog(path: string, options: Options, terminal: Terminal): Promise<void> {
  const key = options.key === undefined ? undefined : await givenKey(options.key);
  const policy = options.policy === undefined ? undefined : await policyIn(options.policy);
  const earlier = await headsOf(options.head);
  const headsDir = options.heads ?? terminal.env['PLENUM_HEADS'];
  const where = { ...(options.assembly && { assembly: options.assembly }), ...(headsDir && { headsDir }) };
  await judged(terminal, async () => {
    const subject = await opened(path, where, options.json);
    const progress = new ProgressLine(terminal.err, terminal, 'events');
    try {
      const verdict = await audit(subject, {
        ...(key && { key }),
        ...(policy && { policy }),
        earlier,
        interrupted: terminal.interrupted,
        onPage: (done, total) => progress.show(done, total),
      });
      const report = options.json ? jsonReport(verdict) : textReport(verdict, key ?? subject.key);
      const judgement = judgementOf(verdict);
      if (judgement !== 'valid') throw new Judged(judgement, report);
      return report;
    } catch (error) {
      throw isOfTheDisk(error) ? undecided((error as Error).message, options.json) : error;
    } finally {
      progress.clear();
      subject.close();
    }
  });
}

async function opened(path: string, where: Parameters<typeof openSubject>[1], json: boolean): Promise<Subject> {
  try {
    return await openSubject(path, where);
  } catch (error) {
    throw error instanceof Undecidable || isOfTheDisk(error) ? undecided((error as Error).message, json) : error;
  }
}

function undecided(reason: string, json: boolean): Judged {
  const document = JSON.stringify({ verdict: 'undecided', undecided: [reason] }, null, 2);
  return new Judged('undecided', json ? document : `UNDECIDED: ${reason}`);
}

/** Says nothing of the log: it could not be read, or not just now. The file system's errors are known by their shape. */
function isOfTheDisk(error: unknown): boolean {
  if (error instanceof LogInterruption) return true;
  return typeof error === 'object' && error !== null && 'syscall' in error && 'errno' in error;
}

async function judged(terminal: Terminal, check: () => Promise<string>): Promise<void> {
  try {
    await print(terminal.out, await check());
  } catch (error) {
    if (error instanceof Judged) await print(terminal.out, `${error.report.trimEnd()}\n`);
    throw error;
  }
}

async function headsOf(files: readonly string[]): Promise<readonly FoundHead[]> {
  const found = await Promise.all(files.map(async (file) => headsIn(file, await tailOf(file))));
  const [malformed] = found.flatMap(({ findings }) => findings);
  if (malformed !== undefined)
    throw new Stopped(
      'HEAD_MALFORMED',
      `${malformed.where} is neither a head nor a receipt: ${malformed.found}`,
      ExitCode.usage,
    );
  return found.flatMap(({ heads }) => heads);
}

/** Heads of one size must be equal; whether one of another size goes on from it, only the log can show. */
function comparedHeads(heads: readonly FoundHead[], key: VerifierKey): string {
  const { signed, findings } = believable(heads, key);
  const lines = signed.map(
    ({ from, checkpoint }) =>
      `${from}: ${checkpoint.size} events, root ${Buffer.from(checkpoint.root).toString('base64')}`,
  );
  const wrong = findings.map(
    ({ rule, where, expected, found }) => `rule ${rule} (${where})\n    expected ${expected}\n    found    ${found}`,
  );
  if (wrong.length > 0) throw new Judged('invalid', ['INVALID', ...lines, ...wrong].join('\n'));
  const sizes = new Set(signed.map(({ checkpoint }) => checkpoint.size));
  if (sizes.size > 1)
    throw new Judged(
      'undecided',
      ['UNDECIDED: heads of different sizes; give them all to plenum verify PATH with --head', ...lines].join('\n'),
    );
  return ['VALID: all are the same head', ...lines, ''].join('\n');
}

async function policyIn(file: string): Promise<TrustPolicy> {
  try {
    return parsePolicy(Buffer.from(await tailOf(file, 1024 * 1024)).toString('latin1'));
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw new Stopped('POLICY_MALFORMED', `${file}: ${error.message}`, ExitCode.usage);
  }
}
