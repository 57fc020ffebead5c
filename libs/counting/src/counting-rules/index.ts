import type { CountingRule, ParsedChoice, RuleContext } from './counting-rule';
import { majority } from './majority';

/** The shelf of counting rules: one line each. */
export const countingRules = {
  majority,
} as const satisfies Record<string, CountingRule<unknown>>;

export type CountingRuleName = keyof typeof countingRules;

export const countingRuleNames = Object.keys(countingRules) as readonly CountingRuleName[];

/** The rule by its name, with the type of its choices forgotten: its own `parseChoice` makes what its own `count` takes. */
export function countingRule(name: CountingRuleName): CountingRule {
  return countingRules[name] as CountingRule;
}

/** Abstaining is valid under every rule. */
export const ABSTAIN = 'abstain';

/** Reads one raw choice as the rule does, "abstain" included. Use it to refuse an invalid ballot before it is cast. */
export function parseChoice(rule: CountingRuleName, context: RuleContext, raw: unknown): ParsedChoice<unknown> {
  return raw === ABSTAIN ? { choice: ABSTAIN } : countingRule(rule).parseChoice(context, raw);
}
