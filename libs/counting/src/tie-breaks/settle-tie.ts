import type { RuleResult } from '../counting-rules/counting-rule';
import type { Election } from '../election';
import { Fraction } from '../exact/fraction';
import { firstInOrder, tieOrder } from './tie-break';

/** A rule's result with its tie, if it has one, settled by the election's tie-break where that says enough. */
export function settleTie(election: Election, result: RuleResult): RuleResult {
  if (!result.tied || election.tieBreak === 'none') return result;
  const { winners, certain = [], contested } = result;
  const among = contested?.among ?? winners.filter((option) => !certain.includes(option));
  const seats = contested?.seats ?? election.seats - certain.length;
  const chosen = firstInOrder(tieOrder(election), among, seats);
  if (chosen === undefined || seats < 1) return result;
  const elected = new Set([...certain, ...chosen]);
  const scores = new Map(result.scores);
  if (contested) for (const option of chosen) scores.set(option, scores.get(option)!.plus(Fraction.ONE));
  return {
    ...result,
    winners: winners.filter((option) => elected.has(option)),
    certain: [...elected],
    tied: false,
    scores,
    workings: { ...result.workings, tieBreak: { rule: election.tieBreak, among, chosen } },
  };
}
