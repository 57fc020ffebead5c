import { shown } from '../../count-file/strict-json';
import type { ParsedChoice, RuleContext, Stance } from '../counting-rule';
import { optionIndex } from './option-index';

/** A ranked ballot: option indexes from best to worst, and for each place its tier from 0; options of one tier are tied. */
export interface Ranking {
  readonly order: Int32Array;
  readonly tiers: Int32Array;
}

/** Reads a list of tied groups from best to worst, such as [["a"], ["b", "c"]]. */
export function parseRanking({ options }: RuleContext, raw: unknown): ParsedChoice<Ranking> {
  if (!Array.isArray(raw)) return { path: '', reason: 'must be a list of tied groups, or "abstain"' };
  const index = optionIndex(options);
  const listed = new Set<number>();
  const tiers: number[] = [];
  for (let tier = 0; tier < raw.length; tier++) {
    const group: unknown = raw[tier];
    if (!Array.isArray(group) || group.length === 0)
      return { path: `[${tier}]`, reason: 'must be a list of one or more options' };
    for (let place = 0; place < group.length; place++) {
      const option = index.get(group[place] as string);
      const path = `[${tier}][${place}]`;
      if (option === undefined) return { path, reason: `is not one of the options: ${shown(String(group[place]))}` };
      if (listed.has(option)) return { path, reason: `repeats ${shown(group[place] as string)}` };
      listed.add(option);
      tiers.push(tier);
    }
  }
  return { choice: { order: Int32Array.from(listed), tiers: Int32Array.from(tiers) } };
}

/** A hand raised for an option ranks it first. */
export function firstPlaces({ options }: RuleContext): ReadonlyMap<string, string[][]> {
  return new Map(options.map((option) => [option, [[option]]]));
}

/** Against the default option where there is one; else yes is a first place, shared or not. */
export function rankingStance(
  { options, ruleOptions }: RuleContext,
  { order, tiers }: Ranking,
  option: string,
): Stance {
  const tierOf = (name: string) => tiers[order.indexOf(optionIndex(options).get(name)!)] ?? Infinity;
  const own = tierOf(option);
  if (ruleOptions.defaultOption === undefined) return own === 0 ? 'yes' : 'no';
  const other = tierOf(ruleOptions.defaultOption);
  return own === other ? 'neither' : own < other ? 'yes' : 'no';
}
