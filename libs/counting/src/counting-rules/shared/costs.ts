import { Fraction, fractionOf } from '../../exact/fraction';
import type { RuleContext } from '../counting-rule';

/** Budget rules need a budget, and the cost of every option. */
export function checkCosts({
  options,
  costs,
  budget,
}: RuleContext): { readonly path: string; readonly reason: string } | undefined {
  if (budget === undefined) return { path: '$.budget', reason: 'is required for a budget rule' };
  const without = options.some((option) => !Object.hasOwn(costs, option));
  return without ? { path: '$.costs', reason: 'must name the cost of every option' } : undefined;
}

/** Costs by option index, and the budget. */
export function money({ options, costs, budget }: RuleContext): {
  readonly costs: readonly Fraction[];
  readonly budget: Fraction;
} {
  return { costs: options.map((option) => fractionOf(costs[option]!)), budget: fractionOf(budget!) };
}
