import type { Policy } from '../assembly/charter';
import {
  countingRule,
  countingRuleNames,
  parseChoice,
  readPolicyParts,
  type CountingRuleName,
  type RuleContext,
} from '@plenum/counting';

/** The counting rules a policy can name. */
export const ruleNames: ReadonlySet<string> = new Set(countingRuleNames);

/** What a policy says about how its ballots are counted. */
export type CountingTerms = Pick<Policy, 'rule' | 'ruleOptions' | 'seats'>;

function contextOf({ ruleOptions = {}, seats = 1 }: CountingTerms, options: readonly string[]): RuleContext {
  return { options, ruleOptions, seats, costs: {} };
}

function known(rule: string): rule is CountingRuleName {
  return ruleNames.has(rule);
}

/** What the rule does not know or cannot work with in a policy's options, or undefined. `path` is inside the policy. */
export function termsFault({
  rule,
  ruleOptions,
}: CountingTerms): { readonly path: string; readonly reason: string } | undefined {
  if (!known(rule)) return { path: 'rule', reason: `there is no counting rule "${rule}"` };
  const read = readPolicyParts({ rule, options: [], ruleOptions });
  return 'error' in read ? { path: read.error.path.replace(/^\$\.?/, ''), reason: read.error.reason } : undefined;
}

/** Why these options do not fit the rule, or undefined when they do. */
export function optionsFault(terms: CountingTerms, options: readonly string[]): string | undefined {
  const { rule } = terms;
  if (!known(rule)) return `There is no counting rule "${rule}".`;
  if (options.length === 0) return 'A proposal needs options to choose among.';
  const bad = options.find(
    (option, index) => option.length < 1 || option.length > 200 || options.indexOf(option) !== index,
  );
  if (bad !== undefined) return `The option "${bad.slice(0, 40)}" is empty, too long or stands twice.`;
  const { check, decides, manySeatsEach } = countingRule(rule);
  const { seats = 1 } = terms;
  if (decides === 'proposal' && seats > 1) return `The rule "${rule}" fills one seat; the policy has ${seats}.`;
  if (manySeatsEach !== true && seats > options.length)
    return `The policy fills ${seats} seats; that is more than the options.`;
  const fault = check?.(contextOf(terms, options));
  return fault === undefined ? undefined : `${fault.path.replace(/^\$\.?/, '')} ${fault.reason}.`;
}

/** Where and why a choice does not fit, or undefined when it does. */
export function choiceFault(
  terms: CountingTerms,
  options: readonly string[],
  choice: unknown,
): { readonly path: string; readonly reason: string } | undefined {
  const { rule } = terms;
  if (!known(rule)) return { path: '', reason: `There is no counting rule "${rule}".` };
  const parsed = parseChoice(rule, contextOf(terms, options), choice);
  if ('choice' in parsed) return undefined;
  return { path: parsed.path, reason: `This choice does not fit the rule "${rule}": it ${parsed.reason}.` };
}

/** The options that hands can be raised for, or undefined when the rule has no show of hands. */
export function handOptions(terms: CountingTerms, options: readonly string[]): readonly string[] | undefined {
  const { rule } = terms;
  if (!known(rule)) return undefined;
  const choices = countingRule(rule).handChoices?.(contextOf(terms, options));
  return choices && [...choices.keys()];
}
