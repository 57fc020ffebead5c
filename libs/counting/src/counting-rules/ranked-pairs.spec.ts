import { countProfile } from './profile.contract';

const TENNESSEE =
  '42 memphis>nashville>chattanooga>knoxville, 26 nashville>chattanooga>knoxville>memphis, 15 chattanooga>knoxville>nashville>memphis, 17 knoxville>chattanooga>nashville>memphis';

describe('ranked-pairs', () => {
  it('locks majorities from the strongest down and leaves out what closes a circle', () => {
    // A circle of three: a over b by 7, b over c by 6, c over a by 5 of 9 voters; the weakest is left out.
    const result = countProfile('ranked-pairs', ['a', 'b', 'c'], '4 a>b>c, 2 b>c>a, 3 c>a>b');
    expect(result.workings['locked']).toEqual([
      { over: ['a', 'b'], strength: '7' },
      { over: ['b', 'c'], strength: '6' },
    ]);
    expect(result.ranking).toEqual([['a'], ['b'], ['c']]);
  });

  it('ranks the capitals of Tennessee: Nashville, Chattanooga, Knoxville, Memphis', () => {
    const result = countProfile('ranked-pairs', ['memphis', 'nashville', 'chattanooga', 'knoxville'], TENNESSEE);
    expect(result.ranking).toEqual([['nashville'], ['chattanooga'], ['knoxville'], ['memphis']]);
  });

  it('keeps a tie where equal majorities form a circle', () => {
    expect(countProfile('ranked-pairs', ['a', 'b', 'c'], '1 a>b>c, 1 b>c>a, 1 c>a>b')).toMatchObject({
      outcome: 'tied',
      winners: ['a', 'b', 'c'],
    });
  });
});
