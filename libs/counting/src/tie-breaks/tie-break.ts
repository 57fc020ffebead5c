import { ABSTAIN, countingRule, parseChoice } from '../counting-rules';
import { rankByScore } from '../counting-rules/shared/by-score';
import type { Election } from '../election';
import { Fraction } from '../exact/fraction';
import { sha256 } from './sha256';

/** Options in the order in which they are to win a tie; options of one group stay tied. */
export type TieOrder = readonly (readonly string[])[];

/**
 * The order of a named tie-break, all of whose inputs are in the election:
 * - `none`: ties stay ties.
 * - `status-quo`: a tied proposal is rejected; among options the default option wins.
 * - `order`: as the options are listed.
 * - `chair:<member>`: as the chair's own ballot alone would rank them.
 * - `draw:<seed>`: by the SHA-256 of the seed, a colon and the option, lowest first. The seed is the log's root hash at close.
 */
export function tieOrder(election: Election): TieOrder {
  const { ruleOptions, tieBreak, rule } = election;
  const isProposal = countingRule(rule).decides === 'proposal';
  const options = isProposal ? PROPOSAL_SIDES : election.options;
  if (tieBreak === 'none') return [options];
  if (tieBreak === 'order') return options.map((option) => [option]);
  if (tieBreak.startsWith('draw:')) return drawn(options, tieBreak.slice('draw:'.length)).map((option) => [option]);
  if (tieBreak.startsWith('chair:')) return chairsOrder(election, options, tieBreak.slice('chair:'.length));
  const standing = isProposal ? 'no' : ruleOptions.defaultOption;
  return standing === undefined ? [options] : [[standing], options.filter((option) => option !== standing)];
}

/** What can win where one proposal is decided: that it is adopted, or that it is not. */
export const PROPOSAL_SIDES: readonly string[] = ['yes', 'no'];

function drawn(options: readonly string[], seed: string): readonly string[] {
  const lots = new Map(options.map((option) => [option, sha256(`${seed}:${option}`)]));
  return [...options].sort((a, b) => (lots.get(a)! < lots.get(b)! ? -1 : 1));
}

function chairsOrder(election: Election, options: readonly string[], chair: string): TieOrder {
  const rule = countingRule(election.rule);
  const cast = election.ballots.findLast(({ voter }) => voter === chair);
  const read = cast && parseChoice(election.rule, election, cast.choice);
  if (!read || !('choice' in read) || read.choice === ABSTAIN) return [options];
  if (rule.decides === 'proposal')
    return rule.stance(election, read.choice, 'yes') === 'yes' ? [['yes'], ['no']] : [['no'], ['yes']];
  const { ranking, scores } = rule.count(election, [{ choice: read.choice, weight: Fraction.ONE }], Fraction.ZERO);
  return ranking ?? rankByScore(options, scores);
}

/** The first `seats` of `among` in a tie-break's order, or undefined when the order leaves that open. */
export function firstInOrder(order: TieOrder, among: readonly string[], seats: number): readonly string[] | undefined {
  const chosen: string[] = [];
  for (const group of order) {
    const next = group.filter((option) => among.includes(option));
    if (chosen.length + next.length > seats) return chosen.length === seats ? chosen : undefined;
    chosen.push(...next);
  }
  return chosen;
}

/** Of several sets the one with most from the first group of the order where they differ, or undefined when several stay level. */
export function bestInOrder(order: TieOrder, sets: readonly (readonly string[])[]): readonly string[] | undefined {
  let best = sets;
  for (const group of order) {
    const has = (set: readonly string[]) => group.filter((option) => set.includes(option)).length;
    const most = Math.max(...best.map(has));
    best = best.filter((set) => has(set) === most);
  }
  const [first, ...others] = best;
  return others.every((set) => set.every((option) => first!.includes(option))) ? first : undefined;
}
