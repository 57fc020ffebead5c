import { shown } from '../../count-file/strict-json';
import { Fraction } from '../../exact/fraction';
import type { ParsedChoice, RuleContext, Stance, WeightedChoice } from '../counting-rule';
import { optionIndex } from './option-index';

/** An approval ballot: the approved options, as indexes in ascending order. */
export type Approvals = readonly number[];

/** Reads a list of different options; an empty list approves of none. */
export function parseApprovals({ options }: RuleContext, raw: unknown): ParsedChoice<Approvals> {
  if (!Array.isArray(raw)) return { path: '', reason: 'must be a list of options, or "abstain"' };
  const index = optionIndex(options);
  const approved = new Set<number>();
  for (let place = 0; place < raw.length; place++) {
    const name: unknown = raw[place];
    const option = typeof name === 'string' ? index.get(name) : undefined;
    if (option === undefined)
      return { path: `[${place}]`, reason: `is not one of the options: ${shown(String(name))}` };
    if (approved.has(option)) return { path: `[${place}]`, reason: `repeats ${shown(name as string)}` };
    approved.add(option);
  }
  return { choice: [...approved].sort((a, b) => a - b) };
}

/** A hand raised for an option approves of it alone. */
export function singleApprovals({ options }: RuleContext): ReadonlyMap<string, string[]> {
  return new Map(options.map((option) => [option, [option]]));
}

export function approvalStance({ options, ruleOptions }: RuleContext, approved: Approvals, option: string): Stance {
  const approves = (name: string) => approved.includes(optionIndex(options).get(name)!);
  if (ruleOptions.defaultOption === undefined) return approves(option) ? 'yes' : 'no';
  const [own, other] = [approves(option), approves(ruleOptions.defaultOption)];
  return own === other ? 'neither' : own ? 'yes' : 'no';
}

/** Each option's approving weight. */
export function approvalScores(
  options: readonly string[],
  ballots: readonly WeightedChoice<Approvals>[],
): ReadonlyMap<string, Fraction> {
  const scores = options.map(() => Fraction.ZERO);
  for (const { choice, weight } of ballots) for (const option of choice) scores[option] = scores[option]!.plus(weight);
  return new Map(options.map((option, index) => [option, scores[index]!]));
}
