import { Fraction } from '../exact/fraction';
import { assert } from '../fault';
import type { Paper } from '../paper';
import { type WeightedGame, scaled } from './banzhaf';
import { SeededDraws } from './seeded-draws';

export const BANZHAF_SAMPLING_PAPER: Paper = {
  authors: 'Yoram Bachrach, Evangelos Markakis, Ezra Resnick, Ariel D. Procaccia, Jeffrey S. Rosenschein, Amin Saberi',
  year: 2010,
  title: 'Approximating Power Indices: Theoretical and Empirical Analysis',
  doi: '10.1007/s10458-009-9078-9',
};

/** An estimate of `BanzhafPower.decides`, and how far off it may be. */
export interface SampledPower {
  /** How many of the sampled coalitions each voter would have turned, of all. */
  readonly decides: readonly Fraction[];
  /** The square of each estimate's standard error, exact: its variance, were the sample drawn again and again. */
  readonly squaredErrors: readonly Fraction[];
  readonly samples: number;
  readonly seed: number;
}

/**
 * Estimates how often each voter decides, from `samples` coalitions drawn with `seed`: the same seed gives the same answer everywhere. Where a
 * voter was never, or always, seen to decide, the error is that of half a sighting, since none seen does not mean none. Costs voters x samples.
 */
export function sampledBanzhaf(game: WeightedGame, samples: number, seed: number): SampledPower {
  assert(Number.isSafeInteger(samples) && samples > 0, 'a sample has at least one coalition');
  const { weights, quota } = scaled(game);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const turned =
    total < 2n ** 53n && quota < 2n ** 53n
      ? turnedBySmall(weights.map(Number), Number(quota), samples, new SeededDraws(seed))
      : turnedByAny(weights, quota, samples, new SeededDraws(seed));
  return {
    decides: Array.from(turned, (times) => Fraction.of(times, samples)),
    squaredErrors: Array.from(turned, (times) => squaredError(times, samples)),
    samples,
    seed,
  };
}

/** p (1 - p) / samples, where p is what was seen: at least half a sighting, and at least half a miss. */
function squaredError(times: number, samples: number): Fraction {
  const halves = Math.min(Math.max(2 * times, 1), 2 * samples - 1);
  return Fraction.of(BigInt(halves) * BigInt(2 * samples - halves), 4n * BigInt(samples) ** 3n);
}

/** Weights and their sum are whole numbers below 2^53. */
function turnedBySmall(weights: readonly number[], quota: number, samples: number, draws: SeededDraws): Uint32Array {
  const turned = new Uint32Array(weights.length);
  const saysYes = new Uint8Array(weights.length);
  for (let sample = 0; sample < samples; sample++) {
    toss(saysYes, draws);
    let sum = 0;
    for (let voter = 0; voter < weights.length; voter++) if (saysYes[voter]) sum += weights[voter]!;
    for (let voter = 0; voter < weights.length; voter++) {
      const others = saysYes[voter] ? sum - weights[voter]! : sum;
      if (others < quota && others + weights[voter]! >= quota) turned[voter]!++;
    }
  }
  return turned;
}

function turnedByAny(weights: readonly bigint[], quota: bigint, samples: number, draws: SeededDraws): Uint32Array {
  const turned = new Uint32Array(weights.length);
  const saysYes = new Uint8Array(weights.length);
  for (let sample = 0; sample < samples; sample++) {
    toss(saysYes, draws);
    let sum = 0n;
    weights.forEach((weight, voter) => (sum += saysYes[voter] ? weight : 0n));
    weights.forEach((weight, voter) => {
      const others = saysYes[voter] ? sum - weight : sum;
      if (others < quota && others + weight >= quota) turned[voter]!++;
    });
  }
  return turned;
}

/** A coin for everyone, 32 from one draw. */
function toss(saysYes: Uint8Array, draws: SeededDraws): void {
  let coins = 0;
  for (let voter = 0; voter < saysYes.length; voter++) {
    coins = voter % 32 === 0 ? draws.next() : coins >>> 1;
    saysYes[voter] = coins & 1;
  }
}
