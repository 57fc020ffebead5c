import { CAPITALS, approvalBallots, countLines } from './profile.contract';

describe('approval', () => {
  it('makes Nashville the capital of Tennessee, where all approve of the two nearest cities (we know of no count in the paper)', () => {
    const ballots =
      '42 memphis nashville, 26 nashville chattanooga, 15 chattanooga knoxville, 17 knoxville chattanooga';
    expect(countLines('approval', CAPITALS, approvalBallots(ballots))).toMatchObject({
      winners: ['nashville'],
      scores: { memphis: '42', nashville: '68', chattanooga: '58', knoxville: '32' },
    });
  });

  it('elects whom most approve of', () => {
    const result = countLines('approval', ['a', 'b', 'c'], approvalBallots('4 a, 3 b c, 2 c'));
    expect(result).toMatchObject({
      winners: ['c'],
      ranking: [['c'], ['a'], ['b']],
      scores: { a: '4', b: '3', c: '5' },
    });
  });

  it('keeps a tie for the last seat, whole', () => {
    const result = countLines('approval', ['a', 'b', 'c'], approvalBallots('3 a, 2 b c'), { seats: 2 });
    expect(result).toMatchObject({ outcome: 'tied', winners: ['a', 'b', 'c'] });
    expect(
      countLines('approval', ['a', 'b', 'c'], approvalBallots('3 a, 2 b c'), { seats: 2, tieBreak: 'order' }),
    ).toMatchObject({
      outcome: 'elected',
      winners: ['a', 'b'],
      workings: { tieBreak: { rule: 'order', among: ['b', 'c'], chosen: ['b'] } },
    });
  });

  it('elects nobody who misses a threshold of all valid ballots', () => {
    const decision = { thresholds: [{ base: 'valid' as const, fraction: '1/2', strict: true }] };
    expect(
      countLines('approval', ['a', 'b'], approvalBallots('2 a, 1 b, 2'), {
        decision,
      }),
    ).toMatchObject({
      outcome: 'rejected',
      winners: [],
    });
  });
});
