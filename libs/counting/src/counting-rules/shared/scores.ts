import { pathStep } from '../../count-file/strict-json';
import { Fraction } from '../../exact/fraction';
import type { ParsedChoice, RuleContext, Stance, WeightedChoice } from '../counting-rule';
import { optionIndex } from './option-index';

/** Whole points per option index; options that are not named have 0. */
export type Points = ReadonlyMap<number, number>;

/** Most points one option can get where the election sets no `maxScore`. */
export const MOST_POINTS = 1_000_000;

/** Reads an object of option to whole number, from 0 to `maxScore`. */
export function parsePoints({ options, ruleOptions }: RuleContext, raw: unknown): ParsedChoice<Points> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { path: '', reason: 'must be an object of option to whole number, or "abstain"' };
  }
  const index = optionIndex(options);
  const most = ruleOptions.maxScore ?? MOST_POINTS;
  const points = new Map<number, number>();
  for (const [name, value] of Object.entries(raw)) {
    const option = index.get(name);
    if (option === undefined) return { path: pathStep(name), reason: 'is not one of the options' };
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > most) {
      return { path: pathStep(name), reason: `must be a whole number from 0 to ${most}` };
    }
    points.set(option, value as number);
  }
  return { choice: points };
}

/** Against the default option where there is one; else more than half of the greatest score is yes, and less is no. */
export function pointsStance({ options, ruleOptions }: RuleContext, points: Points, option: string): Stance {
  const given = (name: string) => points.get(optionIndex(options).get(name)!) ?? 0;
  const twice = 2 * given(option);
  const { defaultOption, maxScore } = ruleOptions;
  const line = defaultOption !== undefined ? 2 * given(defaultOption) : (maxScore ?? 1);
  return twice === line ? 'neither' : twice > line ? 'yes' : 'no';
}

/** Each option's points times weight, added up. */
export function totalPoints(
  options: readonly string[],
  ballots: readonly WeightedChoice<Points>[],
): ReadonlyMap<string, Fraction> {
  const totals = options.map(() => Fraction.ZERO);
  for (const { choice, weight } of ballots) {
    for (const [option, points] of choice) totals[option] = totals[option]!.plus(weight.times(Fraction.of(points)));
  }
  return new Map(options.map((option, index) => [option, totals[index]!]));
}
