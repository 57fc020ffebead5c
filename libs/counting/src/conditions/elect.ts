import { takeWhole } from '../counting-rules/shared/by-score';
import type { RuleResult } from '../counting-rules/counting-rule';
import type { Election } from '../election';

/** Says of every result whether it is tied, and who wins for certain. */
export function withCertainty(
  { seats }: Election,
  result: RuleResult,
): RuleResult & Required<Pick<RuleResult, 'tied' | 'certain'>> {
  const tied = result.tied ?? result.winners.length > seats;
  return {
    ...result,
    tied,
    certain: result.certain ?? (tied ? certainIn(result.ranking ?? [], seats) : result.winners),
  };
}

/** Where an option is the default, only those win who beat it, in the order of the ranking. */
export function aboveDefault(
  { ruleOptions, seats }: Election,
  result: RuleResult,
  beats: (option: string) => boolean,
): RuleResult {
  if (ruleOptions.defaultOption === undefined || !result.ranking) return result;
  const eligible = result.ranking
    .map((group) => group.filter((option) => option !== ruleOptions.defaultOption && beats(option)))
    .filter((group) => group.length > 0);
  const winners = takeWhole(eligible, seats);
  const tied = winners.length > seats;
  return { ...result, winners, tied, certain: tied ? certainIn(eligible, seats) : winners };
}

/** Whole groups that fit into the seats. */
function certainIn(ranking: readonly (readonly string[])[], seats: number): readonly string[] {
  const certain: string[] = [];
  for (const group of ranking) {
    if (certain.length + group.length > seats) break;
    certain.push(...group);
  }
  return certain;
}
