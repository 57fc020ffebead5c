import { type CountingRuleName, countingRule, countingRuleNames } from './counting-rules';
import type { Election, RuleOptions } from './election';
import type { Outcome } from './conditions/decide';
import { keyed } from './keyed';
import { tally } from './tally';

/** What one rule would have made of the same ballots. */
export interface Recount {
  readonly outcome: Outcome;
  readonly winners: readonly string[];
  readonly ranking?: readonly (readonly string[])[];
}

/** The rules that can read this election's ballots and count it as it stands, its own rule first. */
export function rulesThatFit(election: Election): readonly CountingRuleName[] {
  const { ballotForm, decides } = countingRule(election.rule);
  const others = countingRuleNames.filter((name) => {
    const rule = countingRule(name);
    const reads = rule.ballotForm === ballotForm && rule.decides === decides;
    const seatsFit = rule.manySeatsEach || election.seats <= election.options.length;
    return name !== election.rule && reads && seatsFit && rule.check?.(under(name, election)) === undefined;
  });
  return [election.rule, ...others];
}

/** Counts the same ballots under several rules, for the minutes: who would have won otherwise. Nothing here is binding. */
export function recount(
  election: Election,
  rules: readonly CountingRuleName[] = rulesThatFit(election),
): { readonly [rule: string]: Recount } {
  return keyed(
    rules.map((name) => {
      const { outcome, winners, ranking } = tally(under(name, election));
      return [name, { outcome, winners, ...(ranking && { ranking }) }];
    }),
  );
}

/** The election under another rule, with those of its ruleOptions that the other rule knows. */
function under(rule: CountingRuleName, election: Election): Election {
  const known = countingRule(rule).knownOptions;
  const ruleOptions = Object.fromEntries(
    Object.entries(election.ruleOptions).filter(([name]) => known.includes(name as keyof RuleOptions)),
  ) as RuleOptions;
  return { ...election, rule, ruleOptions };
}
