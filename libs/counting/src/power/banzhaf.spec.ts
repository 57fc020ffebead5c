import * as fc from 'fast-check';
import { Fraction, fractionOf } from '../exact/fraction';
import { type WeightedGame, exactBanzhaf, isExactlyCountable } from './banzhaf';
import { sampledBanzhaf } from './sampled-banzhaf';

const game = (quota: string, ...weights: string[]): WeightedGame => ({
  weights: weights.map(fractionOf),
  quota: fractionOf(quota),
  strict: false,
});
const index = (of: WeightedGame) => exactBanzhaf(of).index.map(String);

describe('the Banzhaf index', () => {
  it('Nassau County, 1964 (Banzhaf 1965): three of the six hold all the power, and 2, 2 and 21 votes hold none', () => {
    expect(index(game('58', '31', '31', '28', '21', '2', '2'))).toEqual(['1/3', '1/3', '1/3', '0', '0', '0']);
  });

  it('the Council of Six, 1958: 4, 4, 4, 2, 2 and 1 with 12 of 17, where Luxembourg never decides', () => {
    const { index: parts, decides } = exactBanzhaf(game('12', '4', '4', '4', '2', '2', '1'));
    expect(parts.map(String)).toEqual(['5/21', '5/21', '5/21', '1/7', '1/7', '0']);
    expect(decides.map(String)).toEqual(['5/16', '5/16', '5/16', '3/16', '3/16', '0']);
  });

  it('50, 49 and 1 with 51: the one vote is worth as much as the 49', () => {
    expect(index(game('51', '50', '49', '1'))).toEqual(['3/5', '1/5', '1/5']);
  });

  it('tells more than the quota from at least it', () => {
    expect(index({ ...game('1/2', '1/2', '1/4', '1/4'), strict: false })).toEqual(['3/5', '1/5', '1/5']);
    expect(index({ ...game('3/4', '1/2', '1/4', '1/4'), strict: true })).toEqual(['1/3', '1/3', '1/3']);
  });

  it('gives a dictator everything, and where nobody can decide nothing', () => {
    expect(index(game('5', '5', '1', '1'))).toEqual(['1', '0', '0']);
    expect(index(game('9', '1', '1'))).toEqual(['0', '0']);
    expect(index(game('0', '1', '1'))).toEqual(['0', '0']);
    expect(index(game('1'))).toEqual([]);
  });

  it('is what trying every coalition gives', () => {
    const weights = fc.array(fc.constantFrom('0', '1/2', '1', '3/2', '2', '5'), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 12 }), fc.boolean(), (drawn, quota, strict) => {
        const given = { weights: drawn.map(fractionOf), quota: Fraction.of(quota), strict };
        expect(exactBanzhaf(given).decides.map(String)).toEqual(byTrying(given).map(String));
      }),
    );
  });

  it('is not exactly countable for weights too fine, and is for a thousand equal heads', () => {
    expect(isExactlyCountable(game('1000000000000', '1', '999999999999', '1000000000000'))).toBe(false);
    expect(isExactlyCountable({ ...game('500'), weights: Array<Fraction>(1_000).fill(Fraction.ONE) })).toBe(true);
  });
});

/** The reference model: every coalition of the others, one by one. */
function byTrying({ weights, quota, strict }: WeightedGame): readonly Fraction[] {
  const wins = (weight: Fraction) => (strict ? weight.compare(quota) > 0 : weight.compare(quota) >= 0);
  return weights.map((own, voter) => {
    const others = weights.filter((_, other) => other !== voter);
    let swings = 0;
    for (let coalition = 0; coalition < 2 ** others.length; coalition++) {
      const weight = Fraction.sum(others.filter((_, place) => (coalition >> place) & 1));
      if (!wins(weight) && wins(weight.plus(own))) swings++;
    }
    return Fraction.of(swings, 2 ** others.length);
  });
}

describe('the sampled Banzhaf power', () => {
  const council = game('12', '4', '4', '4', '2', '2', '1');

  it('is within four standard errors of the exact one, and states their squares', () => {
    const { decides, squaredErrors } = sampledBanzhaf(council, 20_000, 1958);
    exactBanzhaf(council).decides.forEach((exact, voter) => {
      const [sampled, squared] = [decides[voter]!, squaredErrors[voter]!];
      const off = exact.minus(sampled);
      expect(off.times(off).compare(squared.times(Fraction.of(16)))).toBe(-1);
      const seen = sampled.times(Fraction.ONE.minus(sampled)).over(Fraction.of(20_000));
      if (voter < 5) expect(squared).toEqual(seen);
    });
    expect([String(decides[5]), String(squaredErrors[5])]).toEqual(['0', `39999/${4n * 20_000n ** 3n}`]);
  });

  it('is the same for the same seed, and for weights beyond one number', () => {
    const large: WeightedGame = { ...council, weights: council.weights.map(times), quota: times(council.quota) };
    const [once, again, other] = [1, 1, 2].map((seed) => sampledBanzhaf(council, 500, seed).decides.map(String));
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
    expect(sampledBanzhaf(large, 500, 1).decides.map(String)).toEqual(once);
  });
});

function times(weight: Fraction): Fraction {
  return weight.times(Fraction.of(10n ** 30n));
}
