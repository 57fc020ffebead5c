import {
  countingRule,
  countingRuleNames,
  parseChoice,
  type CountingRuleName,
  type RuleContext,
} from '@plenum/counting';

/** The counting rules a policy can name. */
export const ruleNames: ReadonlySet<string> = new Set(countingRuleNames);

function contextOf(options: readonly string[]): RuleContext {
  return { options, ruleOptions: {}, seats: 1, costs: {} };
}

function known(rule: string): rule is CountingRuleName {
  return ruleNames.has(rule);
}

/** Why these options do not fit the rule, or undefined when they do. */
export function optionsFault(rule: string, options: readonly string[]): string | undefined {
  if (!known(rule)) return `There is no counting rule "${rule}".`;
  if (options.length === 0) return 'A proposal needs options to choose among.';
  const bad = options.find(
    (option, index) => option.length < 1 || option.length > 200 || options.indexOf(option) !== index,
  );
  if (bad !== undefined) return `The option "${bad.slice(0, 40)}" is empty, too long or stands twice.`;
  const fault = countingRule(rule).check?.(contextOf(options));
  return fault === undefined ? undefined : `The options ${fault.reason}.`;
}

/** Where and why a choice does not fit, or undefined when it does. */
export function choiceFault(
  rule: string,
  options: readonly string[],
  choice: unknown,
): { readonly path: string; readonly reason: string } | undefined {
  if (!known(rule)) return { path: '', reason: `There is no counting rule "${rule}".` };
  const parsed = parseChoice(rule, contextOf(options), choice);
  if ('choice' in parsed) return undefined;
  return { path: parsed.path, reason: `This choice does not fit the rule "${rule}": it ${parsed.reason}.` };
}
