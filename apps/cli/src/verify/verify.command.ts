import type { Command } from 'commander';
import type { VerifierKey } from '@plenum/event-log';
import { tryPlace, writeWhole } from '../export/output-file';
import { describeFailure } from '../failure';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { auditAt, concluded, headsOf, judged, keyOption, PLACES, withAuditFlags, type AuditFlags } from './auditing';
import { eachLogAt } from './each-log';
import { eachReceiptIn } from './each-receipt';
import { ANOTHER_KEY, believableAlone, type FoundHead } from './heads';
import { htmlReport } from './html/html-report';
import { TallyTimelines } from './html/tally-timelines';
import { Judged } from './judged';
import { givenKeys } from './key-text';
import { jsonReport, textReport } from './report';
import { judgementOf, type Verdict } from './verdict';

const HELP = `
PATH is an export directory (plenum export DIR), a log file (*.log.db), a data folder, the URL of an export that lies on any web host, or
the URL of a server (with --token). It is only read. Of a server, every event is fetched in its receipt: for long logs an export is quicker.

Without --key the key inside an export, or told by a server, decides nothing: whoever forges a log has one for it. In a data folder it is taken
for the assembly's, and the report says so.

Exit codes: 0 valid, 1 invalid, 2 cannot decide (or valid, and the report could not be written), 3 wrong use. Each finding names the event,
the rule (docs/log-format.md), what was expected and what was found. What this audit cannot see is listed under "not checked". A web host that
does not give a file of the log decides nothing, whatever it gives instead.

Where the log's key was rotated (plenum key rotate), the key you have leads to those that followed it; give each key that you have.

In a data folder or a backup with several logs each is verified, and the exit code is that of the worst; --assembly names one.

The options for a log are told by plenum verify log --help.

Examples:
  plenum verify riu-clar-export --key agenda-key.txt --head last-year.checkpoint
  plenum verify riu-clar-export --key agenda-key.txt --report audit.html
  plenum verify https://riu-clar.example/log --key agenda-key.txt
  plenum verify data --head my-vote.tlog-proof
  plenum verify receipt my-vote.tlog-proof --key agenda-key.txt
  plenum verify heads mine.checkpoint yours.checkpoint --key agenda-key.txt`;

interface KeyFlags {
  readonly key: readonly string[];
}

interface LogFlags extends AuditFlags {
  readonly report?: string;
}

export function addVerify(program: Command, terminal: Terminal): void {
  const verify = program
    .command('verify')
    .summary('find any changed, removed, added or moved event, and recount every result')
    .description(
      'Check a log against its hashes, its signed heads and its own story, and recount every certified result.',
    )
    .addHelpText('after', HELP);
  withAuditFlags(verify.command('log', { isDefault: true }).argument('<path>', PLACES))
    .description('check a log (what plenum verify PATH does)')
    .option('--report <file>', 'also write a report as one HTML file, with a picture of each tally')
    .action((path: string, flags: LogFlags) =>
      judged(terminal, () =>
        eachLogAt(path, flags, (assembly) => verifiedLog(path, { ...flags, ...(assembly && { assembly }) }, terminal)),
      ),
    );
  verify
    .command('receipt')
    .argument('<file...>', 'receipts: .tlog-proof files, or the mail that they came in')
    .description('check receipts offline')
    .addOption(keyOption().default([], 'none, and then nothing is decided'))
    .action((files: readonly string[], { key }: KeyFlags) =>
      judged(terminal, async () => eachReceiptIn(files, await givenKeys(key), terminal)),
    );
  verify
    .command('heads')
    .argument('<file...>', 'heads or receipts of one log')
    .description('compare heads that different people kept; a fork is printed')
    .addOption(keyOption().default([], 'one at least must be given'))
    .action((files: readonly string[], { key }: KeyFlags) =>
      judged(terminal, async () => comparedHeads(await headsOf(files), await givenKeys(key))),
    );
}

async function verifiedLog(path: string, flags: LogFlags, terminal: Terminal): Promise<string> {
  if (flags.report !== undefined) tryPlace('--report', flags.report);
  const timelines = flags.report === undefined ? undefined : new TallyTimelines();
  const audited = await auditAt(path, flags, terminal, timelines?.watch);
  const { verdict, key } = audited;
  const told = flags.json ? jsonReport(verdict) : textReport(verdict, key);
  if (timelines !== undefined) {
    const occasion = { assembly: timelines.assembly, place: path, at: new Date() };
    const page = () => htmlReport(audited, occasion, timelines.all());
    await writeWhole(flags.report!, terminal, (output) => print(output, page())).catch((error: unknown) =>
      withoutItsReport(verdict, told, error, terminal),
    );
  }
  return concluded(verdict, told);
}

/** The work was done: what it came to is said all the same, and only "valid" ends otherwise, since the report was asked for. */
async function withoutItsReport(verdict: Verdict, told: string, error: unknown, { out, err }: Terminal): Promise<void> {
  const reason = `${describeFailure(error).line}The verdict stands; only its report is missing`;
  if (judgementOf(verdict) !== 'valid') {
    err.write(`${reason}\n`);
    return;
  }
  await print(out, told);
  throw new Stopped('', reason, ExitCode.undecided);
}

/** Heads of one size must be equal; whether one of another size goes on from it, only the log can show. */
function comparedHeads(heads: readonly FoundHead[], keys: readonly VerifierKey[]): string {
  if (keys.length === 0)
    throw new Stopped('KEY_MISSING', 'heads are compared by who signed them: give --key', ExitCode.usage);
  if (heads.length < 2)
    throw new Stopped(
      'HEAD_MISSING',
      'one head cannot be compared with itself: give the head or receipt of somebody else too; with a log, plenum verify PATH --head FILE',
      ExitCode.usage,
    );
  const { signed, findings, unknown } = believableAlone(heads, keys);
  const lines = signed.map(
    ({ from, checkpoint }) =>
      `${from}: ${checkpoint.size} events, root ${Buffer.from(checkpoint.root).toString('base64')}`,
  );
  const wrong = findings.map(
    ({ rule, where, expected, found }) => `rule ${rule} (${where})\n    expected ${expected}\n    found    ${found}`,
  );
  if (wrong.length > 0) throw new Judged('invalid', ['INVALID', ...lines, ...wrong].join('\n'));
  if (unknown.length > 0) {
    const which = unknown.map(({ from }) => from).join(', ');
    throw new Judged(
      'undecided',
      [`UNDECIDED: signed by another key than you gave: ${which}. ${ANOTHER_KEY}`, ...lines].join('\n'),
    );
  }
  const sizes = new Set(signed.map(({ checkpoint }) => checkpoint.size));
  if (sizes.size > 1)
    throw new Judged(
      'undecided',
      ['UNDECIDED: heads of different sizes; give them all to plenum verify PATH with --head', ...lines].join('\n'),
    );
  return ['VALID: all are the same head', ...lines, ''].join('\n');
}
