import { countingRuleNames, type CountingRuleName } from '@plenum/counting';
import type { AssemblyRecord } from '@plenum/domain';
import { InvalidArgumentError, type Command } from 'commander';
import { askedId } from '../explain/asked-id';
import type { Terminal } from '../terminal/terminal';
import { auditAt, concluded, judged, ofOption, withAuditFlags, type AuditFlags } from '../verify/auditing';
import { textReport } from '../verify/report';
import { judgementOf, type Verdict } from '../verify/verdict';
import { resultLines } from './recount-report';
import { countedAgain, type CountedAgain, type Rules } from './results-again';

const HELP = `
Every certified result is counted again from the ballots as they stood at the close; so is the whole log checked, as plenum verify
does, because a recount of ballots that were changed says nothing. With --rules the same ballots are also counted by other rules, for the
minutes: who would have won otherwise. Nothing of that is binding.

Exit codes: 0 the result comes out again to the byte, 1 it does not, or the log is wrong (event, rule, expected, found), 2 cannot
decide (not certified, nothing signed, not readable), 3 wrong use.

Examples:
  plenum recount --of riu-clar-export --key agenda-key.txt
  plenum recount UHJvcG9zYWw6... --of data --rules irv,schulze
  plenum recount --of http://127.0.0.1:3000 --token "$TOKEN" --rules all --json`;

interface Flags extends AuditFlags {
  readonly of: string;
  readonly rules: Rules;
}

export function addRecount(program: Command, terminal: Terminal): void {
  withAuditFlags(
    program
      .command('recount')
      .summary('count certified results again, and by other rules')
      .description('Count one certified result again, or all, from the ballots in the log.')
      .argument('[proposal]', 'the id of the proposal; all of them without it')
      .addOption(ofOption())
      .option('--rules <names>', 'also count by these rules, with commas between; or all that fit', rulesIn, []),
  )
    .addHelpText('after', HELP)
    .action((proposal: string | undefined, flags: Flags) =>
      judged(terminal, () =>
        recounted(proposal === undefined ? undefined : askedId('Proposal', proposal), flags, terminal),
      ),
    );
}

function rulesIn(text: string): Rules {
  if (text === 'all') return 'all';
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !(countingRuleNames as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`${unknown.join(', ')}: not a rule. There are ${countingRuleNames.join(', ')}.`);
  return names as CountingRuleName[];
}

async function recounted(wanted: string | undefined, flags: Flags, terminal: Terminal): Promise<string> {
  const results: CountedAgain[] = [];
  let last: AssemblyRecord | undefined;
  const { verdict, key } = await auditAt(flags.of, flags, terminal, {
    onEvent: (_event, after) => (last = after),
    onResult: (again) => {
      if (wanted === undefined || wanted === again.proposalId) results.push(countedAgain(again, flags.rules));
    },
  });
  const missing = wanted === undefined || results.length > 0 ? [] : [whyNone(wanted, last)];
  const judgedOf: Verdict = { ...verdict, undecided: [...missing, ...verdict.undecided] };
  const report = flags.json
    ? `${JSON.stringify({ verdict: judgementOf(judgedOf), results, audit: judgedOf }, null, 2)}\n`
    : [...results.flatMap(resultLines), textReport(judgedOf, key)].join('\n');
  return concluded(judgedOf, report);
}

/** Why there is nothing to compare a count of that proposal with. */
function whyNone(proposalId: string, record: AssemblyRecord | undefined): string {
  const status = record?.proposals.get(proposalId)?.state.status;
  if (status === undefined) return `the log has no proposal ${proposalId}`;
  return `proposal ${proposalId} has no certified result to compare with: it is ${status}`;
}
