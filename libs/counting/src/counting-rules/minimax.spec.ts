import { CAPITALS, TENNESSEE, countProfile } from './profile.contract';

describe('minimax', () => {
  it('makes Nashville, which nothing beats, the capital of Tennessee (the paper is about areas, and counts no ballots)', () => {
    expect(countProfile('minimax', CAPITALS, TENNESSEE)).toMatchObject({
      winners: ['nashville'],
      scores: { memphis: '58', nashville: '0', chattanooga: '68', knoxville: '83' },
    });
  });

  it('elects the option whose worst defeat is least bad', () => {
    // a loses to c by 5, b to a by 7, c to b by 6 of 9.
    const result = countProfile('minimax', ['a', 'b', 'c'], '4 a>b>c, 2 b>c>a, 3 c>a>b');
    expect(result.scores).toEqual({ a: '5', b: '7', c: '6' });
    expect(result.ranking).toEqual([['a'], ['c'], ['b']]);
  });

  it('measures defeats in winning votes, margins or ratio as asked', () => {
    // b loses to a by 4 to 3; d loses to b by 3 to 0 with the others not saying.
    const ballots = '4 a, 3 b=a>d, 2 d>b=a';
    const by = (strength: 'winning-votes' | 'margins') =>
      countProfile('minimax', ['a', 'b', 'd'], ballots, { ruleOptions: { strength } }).scores;
    expect(by('winning-votes')).toEqual({ a: '0', b: '4', d: '7' });
    expect(by('margins')).toEqual({ a: '0', b: '4', d: '5' });
  });
});
