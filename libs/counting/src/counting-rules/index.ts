import { approval } from './approval';
import { borda } from './borda';
import { consent } from './consent';
import { copeland } from './copeland';
import type { CountingRule, ParsedChoice, RuleContext } from './counting-rule';
import { dhondt } from './dhondt';
import { dots } from './dots';
import { equalShares } from './equal-shares';
import { greedyBudget } from './greedy-budget';
import { irv } from './irv';
import { majority } from './majority';
import { majorityJudgement } from './majority-judgement';
import { minimax } from './minimax';
import { pav } from './pav';
import { phragmen } from './phragmen';
import { rankedPairs } from './ranked-pairs';
import { sainteLague } from './sainte-lague';
import { schulze } from './schulze';
import { score } from './score';
import { star } from './star';
import { stv } from './stv';

/** The shelf of counting rules: one line each. */
export const countingRules = {
  majority,
  consent,
  approval,
  score,
  star,
  'majority-judgement': majorityJudgement,
  borda,
  copeland,
  minimax,
  irv,
  'ranked-pairs': rankedPairs,
  schulze,
  stv,
  pav,
  phragmen,
  dhondt,
  'sainte-lague': sainteLague,
  dots,
  'greedy-budget': greedyBudget,
  'equal-shares': equalShares,
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
