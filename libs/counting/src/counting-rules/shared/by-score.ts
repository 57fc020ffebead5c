import { Fraction } from '../../exact/fraction';

/** Tied groups from the highest score to the lowest; inside a group the order of `options`. */
export function rankByScore(
  options: readonly string[],
  scores: ReadonlyMap<string, Fraction>,
): readonly (readonly string[])[] {
  const scoreOf = (option: string) => scores.get(option) ?? Fraction.ZERO;
  const sorted = [...options].sort((a, b) => scoreOf(b).compare(scoreOf(a)));
  const groups: string[][] = [];
  for (const option of sorted) {
    const best = groups.at(-1)?.[0];
    if (best !== undefined && scoreOf(best).equals(scoreOf(option))) groups.at(-1)!.push(option);
    else groups.push([option]);
  }
  return groups;
}

/** The best groups, whole, until they hold at least `seats` options: a tie for the last seat is kept. */
export function takeWhole(ranking: readonly (readonly string[])[], seats: number): readonly string[] {
  const winners: string[] = [];
  for (const group of ranking) {
    if (winners.length >= seats) break;
    winners.push(...group);
  }
  return winners;
}
