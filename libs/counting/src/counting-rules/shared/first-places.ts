import { type CommonScale, scaleAll } from '../../exact/common-scale';
import { Fraction, lcm } from '../../exact/fraction';
import type { RuleContext, WeightedChoice } from '../counting-rule';
import type { Ranking } from './ranking';

/** Whoever is still in the running, by option index: 1 or 0. */
export type Running = Uint8Array;

/** Ranked ballots ready to be counted again and again among fewer and fewer options. */
export class Piles {
  readonly ballots: readonly Ranking[];
  readonly weights: readonly bigint[];
  readonly denominator: bigint;
  readonly size: number;

  constructor({ options, ruleOptions }: RuleContext, ballots: readonly WeightedChoice<Ranking>[]) {
    const size = options.length;
    const whole = ballots.map(({ choice }) => (ruleOptions.unlisted === 'last' ? completed(choice, size) : choice));
    const { scaled, denominator }: CommonScale = scaleAll(ballots.map(({ weight }) => weight));
    const split = splits(whole);
    this.size = size;
    this.ballots = whole;
    this.weights = scaled.map((weight) => weight * split);
    this.denominator = denominator * split;
  }

  /**
   * Puts into `out` the options that share the ballot's best place among those running, looking from place `from` on; none when the ballot is
   * exhausted. Returns that place.
   */
  firstPlaces(ballot: number, running: Running, out: number[], from = 0): number {
    const { order, tiers } = this.ballots[ballot]!;
    out.length = 0;
    let place = from;
    while (place < order.length && !running[order[place]!]) place++;
    for (let other = place; other < order.length && tiers[other] === tiers[place]; other++) {
      if (running[order[other]!]) out.push(order[other]!);
    }
    return place;
  }

  exact(scaled: bigint): Fraction {
    return Fraction.of(scaled, this.denominator);
  }
}

/** The ballot with everyone it does not list tied in last place. */
export function completed({ order, tiers }: Ranking, size: number): Ranking {
  if (order.length === size) return { order, tiers };
  const listed = new Set(order);
  const rest = Array.from({ length: size }, (_, option) => option).filter((option) => !listed.has(option));
  const last = (tiers.at(-1) ?? -1) + 1;
  return { order: Int32Array.from([...order, ...rest]), tiers: Int32Array.from([...tiers, ...rest.map(() => last)]) };
}

/** What weights must be multiplied by so that any shared place splits into whole numbers. */
function splits(ballots: readonly Ranking[]): bigint {
  let largest = 1;
  for (const { tiers } of ballots) {
    for (let place = 1, length = 1; place < tiers.length; place++) {
      length = tiers[place] === tiers[place - 1] ? length + 1 : 1;
      if (length > largest) largest = length;
    }
  }
  let multiple = 1n;
  for (let part = 2n; part <= BigInt(largest); part++) multiple = lcm(multiple, part);
  return multiple;
}

/** Whoever of those left has the least; several when tied. */
export function least(left: readonly number[], totals: readonly bigint[]): readonly number[] {
  const fewest = left.reduce((min, option) => (totals[option]! < min ? totals[option]! : min), totals[left[0]!]!);
  return left.filter((option) => totals[option] === fewest);
}
