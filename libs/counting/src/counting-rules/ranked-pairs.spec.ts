import { CAPITALS, TENNESSEE, countProfile } from './profile.contract';

describe('ranked-pairs', () => {
  it("counts the paper's example 5: 27 voters, and v first, though x beats v by 17 to 10", () => {
    const ballots = '7 v>w>x>y>z, 3 z>y>v>w>x, 6 y>z>w>x>v, 3 w>x>v>z>y, 5 z>x>v>w>y, 3 y>x>v>w>z';
    const result = countProfile('ranked-pairs', [...'vwxyz'], ballots);
    expect(result.ranking).toEqual([['v'], ['w'], ['x'], ['y'], ['z']]);
    // Left out: x over v by 17, and z over v, w and x by 14.
    expect(result.workings['locked']).toEqual([
      { over: ['w', 'x'], strength: '19' },
      { over: ['v', 'w'], strength: '18' },
      { over: ['y', 'z'], strength: '16' },
      { over: ['v', 'y'], strength: '15' },
      { over: ['w', 'y'], strength: '15' },
      { over: ['x', 'y'], strength: '15' },
    ]);
  });

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
    const result = countProfile('ranked-pairs', CAPITALS, TENNESSEE);
    expect(result.ranking).toEqual([['nashville'], ['chattanooga'], ['knoxville'], ['memphis']]);
  });

  it('keeps a tie where equal majorities form a circle', () => {
    expect(countProfile('ranked-pairs', ['a', 'b', 'c'], '1 a>b>c, 1 b>c>a, 1 c>a>b')).toMatchObject({
      outcome: 'tied',
      winners: ['a', 'b', 'c'],
    });
  });
});
