import { scaleAll } from '../exact/common-scale';
import { Fraction } from '../exact/fraction';
import { assert } from '../fault';
import type { Paper } from '../paper';

/**
 * A yes/no decision by weight: those who say yes carry it when their weight is more than the quota (`strict`), or at least it.
 * `weights[i]` is what voter i casts; none is negative.
 */
export interface WeightedGame {
  readonly weights: readonly Fraction[];
  readonly quota: Fraction;
  readonly strict: boolean;
}

/** Of each voter: how often their voice decides. Exact. */
export interface BanzhafPower {
  /** The probability that the voter decides when all others toss a coin: swings / 2^(voters - 1). */
  readonly decides: readonly Fraction[];
  /** The voter's part of all swings; the parts add up to 1, or are all 0 when nobody can ever decide. */
  readonly index: readonly Fraction[];
}

export const BANZHAF_PAPER: Paper = {
  authors: 'John F. Banzhaf III',
  year: 1965,
  title: "Weighted Voting Doesn't Work: A Mathematical Analysis",
  place: 'Rutgers Law Review 19(2), pages 317-343; the measure first in Penrose 1946, doi:10.2307/2981392',
};

/** Most cells of the exact computation: voters x the smaller of the quota and the rest, in whole numbers of the common scale. */
export const MOST_EXACT_CELLS = 4_000_000;

/** Whether `exactBanzhaf` is within its bound for this game; else sample (`sampledBanzhaf`). */
export function isExactlyCountable(game: WeightedGame): boolean {
  const { weights, quota } = scaled(game);
  return BigInt(weights.length) * (quota + 1n) <= BigInt(MOST_EXACT_CELLS);
}

/**
 * Counts the coalitions of every weight by dynamic programming (the generating function of Cantor, in Mann and Shapley 1962), then for each
 * distinct weight those that this weight would turn. Faults beyond the bound that `isExactlyCountable` tells.
 */
export function exactBanzhaf(game: WeightedGame): BanzhafPower {
  assert(isExactlyCountable(game), 'too many voters or too fine weights for an exact Banzhaf index');
  const { weights, quota } = scaled(game);
  const sizes = weights.map((weight) => (weight > quota ? Number(quota) : Number(weight)));
  const coalitions = coalitionsBelow(Number(quota), sizes);
  const swingsOf = new Map(sizes.map((size) => [size, 0n]));
  for (const size of swingsOf.keys()) swingsOf.set(size, swings(coalitions, size));
  const all = sizes.reduce((sum, size) => sum + swingsOf.get(size)!, 0n);
  const others = 2n ** BigInt(Math.max(sizes.length - 1, 0));
  return {
    decides: sizes.map((size) => Fraction.of(swingsOf.get(size)!, others)),
    index: sizes.map((size) => (all === 0n ? Fraction.ZERO : Fraction.of(swingsOf.get(size)!, all))),
  };
}

/** In whole numbers: a coalition decides when its weight is at least `quota`. */
export function scaled({ weights, quota, strict }: WeightedGame): { weights: readonly bigint[]; quota: bigint } {
  const { scaled: numbers } = scaleAll([...weights, quota]);
  const least = numbers[weights.length]!;
  return { weights: numbers.slice(0, weights.length), quota: strict ? least + 1n : least };
}

/** How many coalitions have each weight below the quota. A weight of the quota and more is never below it. */
function coalitionsBelow(quota: number, sizes: readonly number[]): bigint[] {
  const coalitions = new Array<bigint>(quota).fill(0n);
  if (quota > 0) coalitions[0] = 1n;
  for (const size of sizes) {
    if (size === 0) coalitions.forEach((number, weight) => (coalitions[weight] = number * 2n));
    else for (let weight = quota - 1; weight >= size; weight--) coalitions[weight]! += coalitions[weight - size]!;
  }
  return coalitions;
}

/** Coalitions of the others that are below the quota, and not any more with this voter. Takes the voter out of the table first. */
function swings(coalitions: readonly bigint[], size: number): bigint {
  if (size === 0) return 0n;
  const without: bigint[] = [];
  let turned = 0n;
  for (let weight = 0; weight < coalitions.length; weight++) {
    without.push(coalitions[weight]! - (weight >= size ? without[weight - size]! : 0n));
    if (weight >= coalitions.length - size) turned += without[weight]!;
  }
  return turned;
}
