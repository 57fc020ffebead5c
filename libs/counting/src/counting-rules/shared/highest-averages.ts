import { scaleAll } from '../../exact/common-scale';
import { Fraction, fractionOf } from '../../exact/fraction';
import { keyed } from '../../keyed';
import type { ParsedChoice, RuleContext, RuleResult, WeightedChoice } from '../counting-rule';
import { shown } from '../../count-file/strict-json';
import { optionIndex } from './option-index';

/** One list, party or class, by name. */
export function parseList({ options }: RuleContext, raw: unknown): ParsedChoice<string> {
  if (typeof raw === 'string' && optionIndex(options).has(raw)) return { choice: raw };
  const what =
    typeof raw === 'string' ? `is not one of the options: ${shown(raw)}` : 'must be one option, or "abstain"';
  return { path: '', reason: what };
}

/** A hand is a vote for the list. */
export function listHands({ options }: RuleContext): ReadonlyMap<string, string> {
  return new Map(options.map((option) => [option, option]));
}

interface List {
  readonly option: string;
  readonly votes: bigint;
  seats: number;
}

/**
 * Seat by seat to the list with the highest average: its votes over its next divisor. The divisors are `firstDivisor` (1 unless set), then
 * 1 + step, 1 + 2 x step and so on. Where equal averages contend for too few last seats, nobody gets those: the tie is kept.
 */
export function highestAverages(
  context: RuleContext,
  ballots: readonly WeightedChoice<string>[],
  defaultStep: number,
): RuleResult {
  const { options, ruleOptions, seats } = context;
  const votes = new Map(options.map((option) => [option, Fraction.ZERO]));
  for (const { choice, weight } of ballots) votes.set(choice, votes.get(choice)!.plus(weight));
  const { scaled } = scaleAll([...votes.values()]);
  const lists: List[] = options.map((option, index) => ({ option, votes: scaled[index]!, seats: 0 }));
  const running = lists.filter((list) => list.votes > 0n);
  const divisors = divisorsOf(ruleOptions.firstDivisor, ruleOptions.divisor, defaultStep);
  let left = running.length === 0 ? 0 : seats;
  let contenders: readonly List[] = [];
  while (left > 0) {
    contenders = highest(running, divisors);
    if (contenders.length > left) break;
    for (const list of contenders) list.seats++;
    left -= contenders.length;
  }
  const contested = left > 0 ? contenders.map(({ option }) => option) : [];
  return {
    winners: lists.filter((list) => list.seats > 0 || contested.includes(list.option)).map(({ option }) => option),
    tied: left > 0,
    scores: new Map(lists.map((list) => [list.option, Fraction.of(list.seats)])),
    ...(left > 0 && { contested: { among: contested, seats: left } }),
    workings: {
      votes: keyed([...votes].map(([option, some]) => [option, some.toString()] as const)),
      ...(left > 0 && { contested: { among: contested, seats: left } }),
    },
  };
}

type Divisors = (seats: number) => Fraction;

function divisorsOf(first: string | undefined, divisor: string | undefined, defaultStep: number): Divisors {
  const step = divisor === undefined ? Fraction.of(defaultStep) : fractionOf(divisor);
  const start = first === undefined ? Fraction.ONE : fractionOf(first);
  return (seats) => (seats === 0 ? start : Fraction.ONE.plus(step.times(Fraction.of(seats))));
}

function highest(lists: readonly List[], divisors: Divisors): readonly List[] {
  let best: List[] = [];
  let top = Fraction.ZERO;
  for (const list of lists) {
    const average = Fraction.of(list.votes).over(divisors(list.seats));
    const above = average.compare(top);
    if (above > 0) best = [list];
    else if (above === 0) best.push(list);
    if (above > 0) top = average;
  }
  return best;
}
