import { takeWhole } from '../counting-rules/shared/by-score';
import type { RuleResult } from '../counting-rules/counting-rule';
import type { Election } from '../election';

/** A rule's result, and the order in which options stand in line for the seats, where the rule has one. */
export interface Claims {
  readonly result: RuleResult;
  readonly tied: boolean;
  /** Tied groups from best to worst, without those who may not win. */
  readonly line?: readonly (readonly string[])[];
}

/** Who claims the seats: all options as ranked; where there is a default option, only those who beat it. */
export function claims(
  { ruleOptions, seats }: Election,
  result: RuleResult,
  beats: (option: string) => boolean,
): Claims {
  const { defaultOption } = ruleOptions;
  if (!result.ranking) return { result, tied: result.tied ?? result.winners.length > seats };
  if (defaultOption === undefined)
    return { result, tied: result.tied ?? result.winners.length > seats, line: result.ranking };
  const line = result.ranking
    .map((group) => group.filter((option) => option !== defaultOption && beats(option)))
    .filter((group) => group.length > 0);
  const winners = takeWhole(line, seats);
  return { result: { ...result, winners }, tied: winners.length > seats, line };
}
