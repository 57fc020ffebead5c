import { CAPITALS, TENNESSEE, countProfile } from './profile.contract';

describe('copeland', () => {
  it('ranks the capitals of Tennessee by their victories: Nashville three, Chattanooga two, Knoxville one (we know of no count in the paper)', () => {
    expect(countProfile('copeland', CAPITALS, TENNESSEE)).toMatchObject({
      winners: ['nashville'],
      scores: { memphis: '0', nashville: '3', chattanooga: '2', knoxville: '1' },
    });
  });

  it('gives a point for a victory and half a point for a tie', () => {
    const result = countProfile('copeland', ['a', 'b', 'c'], '2 a>b>c, 1 b>c>a, 1 c>b>a');
    expect(result.scores).toEqual({ a: '1', b: '3/2', c: '1/2' });
    expect(result.winners).toEqual(['b']);
  });

  it('keeps the tie of a circle', () => {
    expect(countProfile('copeland', ['a', 'b', 'c'], '4 a>b>c, 2 b>c>a, 3 c>a>b')).toMatchObject({
      outcome: 'tied',
      winners: ['a', 'b', 'c'],
    });
  });
});
