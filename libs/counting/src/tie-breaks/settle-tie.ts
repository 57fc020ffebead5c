import type { Claims } from '../conditions/elect';
import type { Alternative, RuleResult } from '../counting-rules/counting-rule';
import type { Election } from '../election';
import { Fraction } from '../exact/fraction';
import { type TieOrder, bestInOrder, firstInOrder, tieOrder } from './tie-break';

/** What a tie-break made of a tie. */
interface Settled {
  readonly winners: readonly string[];
  readonly among: readonly string[];
  readonly chosen: readonly string[];
  readonly scores?: RuleResult['scores'];
}

/** The claims with their tie, if they have one, settled by the election's tie-break where that says enough. */
export function settleTie(election: Election, claims: Claims): Claims {
  if (!claims.tied || election.tieBreak === 'none') return claims;
  const settled = settle(tieOrder(election), election.seats, claims);
  if (!settled) return claims;
  const { winners, among, chosen, scores = claims.result.scores } = settled;
  const workings = { ...claims.result.workings, tieBreak: { rule: election.tieBreak, among, chosen } };
  return { ...claims, tied: false, result: { ...claims.result, winners, scores, workings } };
}

function settle(order: TieOrder, seats: number, { result, line }: Claims): Settled | undefined {
  if (result.contested) return settleContested(order, result, result.contested);
  if (result.alternatives) return settleAlternatives(order, result.winners, result.alternatives);
  return line && settleLine(order, seats, result.winners, line);
}

/** Seats that equal claims contend for go one each to the first in order. */
function settleContested(
  order: TieOrder,
  result: RuleResult,
  { among, seats }: NonNullable<RuleResult['contested']>,
): Settled | undefined {
  const chosen = firstInOrder(order, among, seats);
  if (!chosen) return undefined;
  const scores = new Map(result.scores);
  for (const option of chosen) scores.set(option, scores.get(option)!.plus(Fraction.ONE));
  return { winners: result.winners.filter((option) => !scores.get(option)!.isZero()), among, chosen, scores };
}

/** Of several possible sets of winners, open seats filled in order, the one with the first in order that not all have. */
function settleAlternatives(
  order: TieOrder,
  all: readonly string[],
  alternatives: readonly Alternative[],
): Settled | undefined {
  const sets = alternatives.map(({ winners, open }) => {
    const filled = open ? firstInOrder(order, open.among, open.seats) : [];
    return filled && [...winners, ...filled];
  });
  if (!sets.every((set) => set !== undefined)) return undefined;
  const best = bestInOrder(order, sets);
  if (!best) return undefined;
  const certain = (option: string) => alternatives.every(({ winners }) => winners.includes(option));
  const among = all.filter((option) => !certain(option));
  return {
    winners: all.filter((option) => best.includes(option)),
    among,
    chosen: among.filter((option) => best.includes(option)),
  };
}

/** The group that does not fit into the seats that are left gives up those who come last in order. */
function settleLine(
  order: TieOrder,
  seats: number,
  all: readonly string[],
  line: readonly (readonly string[])[],
): Settled | undefined {
  const certain: string[] = [];
  for (const among of line) {
    if (certain.length + among.length <= seats) {
      certain.push(...among);
      continue;
    }
    const chosen = firstInOrder(order, among, seats - certain.length);
    return (
      chosen && { winners: all.filter((option) => certain.includes(option) || chosen.includes(option)), among, chosen }
    );
  }
  return undefined;
}
