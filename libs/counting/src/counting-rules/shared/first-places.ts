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

  /** Options that share the best place of a ballot among those running; empty when the ballot is exhausted. `out` is reused. */
  firstPlaces(ballot: number, running: Running, out: number[]): number[] {
    const { order, tiers } = this.ballots[ballot]!;
    out.length = 0;
    for (let place = 0; place < order.length; place++) {
      if (out.length > 0 && tiers[place] !== tiers[place - 1]) break;
      if (running[order[place]!]) out.push(order[place]!);
    }
    return out;
  }

  /** What each running option gets when every ballot counts for its best place, split equally where shared. Scaled. */
  tally(running: Running): bigint[] {
    const totals = new Array<bigint>(this.size).fill(0n);
    const first: number[] = [];
    for (let ballot = 0; ballot < this.ballots.length; ballot++) {
      this.firstPlaces(ballot, running, first);
      const part = first.length < 2 ? this.weights[ballot]! : this.weights[ballot]! / BigInt(first.length);
      for (const option of first) totals[option]! += part;
    }
    return totals;
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
