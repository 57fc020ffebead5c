import type { Command } from 'commander';
import { wholeNumber } from '../options';
import type { Terminal } from '../terminal/terminal';
import { auditAt, concluded, judged, ofOption, withAuditFlags, type AuditFlags } from '../verify/auditing';
import { textReport } from '../verify/report';
import { judgementOf } from '../verify/verdict';
import { askedId } from './asked-id';
import { wayLines } from './explain-report';
import { VoiceWatch } from './way-of-a-voice';

const HELP = `
Follows the member's delegations as they stood at the close (or now, while voting is open; or with --at, at that log position): who
finally spoke for them, what that ballot said, by which delegations, and why others they named were not taken. Each line names the
event it rests on. The whole log is checked on the way, as plenum verify does.

The log knows people by random ids only; { me { member { id } } } in GraphiQL shows yours.

Exit codes: 0 explained from a valid log, 1 the log is wrong (event, rule, expected, found), 2 cannot decide, also where nobody with
that id is on the roll, 3 wrong use, such as a name instead of an id.

Examples:
  plenum explain TWVtYmVyOjc0... --proposal UHJvcG9zYWw6... --of riu-clar-export --key agenda-key.txt
  plenum explain 749c2e45-4f64-4043-9295-eea67eb82186 --proposal 215e51d6-a4d6-4dc0-80d0-c06e0cf691ae --at 640`;

interface Flags extends AuditFlags {
  readonly of: string;
  readonly proposal: string;
  readonly at?: number;
}

export function addExplain(program: Command, terminal: Terminal): void {
  withAuditFlags(
    program
      .command('explain')
      .summary('say where a voice ended, along which path, and why not elsewhere')
      .description('Explain from the log who spoke for a member on a proposal, and why.')
      .argument('<member>', 'the id of the member')
      .requiredOption('--proposal <proposal>', 'the id of the proposal')
      .addOption(ofOption())
      .option('--at <position>', 'as it stood at this log position', wholeNumber(1)),
  )
    .addHelpText('after', HELP)
    .action((member: string, flags: Flags) => judged(terminal, () => explained(member, flags, terminal)));
}

async function explained(member: string, flags: Flags, terminal: Terminal): Promise<string> {
  const watch = new VoiceWatch(askedId('Member', member), askedId('Proposal', flags.proposal), flags.at);
  const { verdict, key } = await auditAt(flags.of, flags, terminal, {
    onEvent: (event, after) => watch.hear(event, after),
  });
  const way = watch.answer();
  const judgedOf = 'why' in way ? { ...verdict, undecided: [way.why, ...verdict.undecided] } : verdict;
  if (flags.json) {
    const answer = 'why' in way ? {} : { voice: way };
    const document = { verdict: judgementOf(judgedOf), ...answer, audit: judgedOf };
    return concluded(judgedOf, `${JSON.stringify(document, null, 2)}\n`);
  }
  const lines = 'why' in way ? [] : wayLines(way);
  return concluded(judgedOf, [...lines, textReport(judgedOf, key)].join('\n'));
}
