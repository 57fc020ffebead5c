import { CAPITALS, countLines, pointBallots } from './profile.contract';

describe('star', () => {
  it('makes Nashville the capital of Tennessee, in a runoff with Chattanooga (we know of no count in the paper)', () => {
    const ballots =
      '42 memphis:5 nashville:2 chattanooga:1, 26 nashville:5 chattanooga:2 knoxville:2, 15 nashville:3 chattanooga:5 knoxville:4, 17 nashville:2 chattanooga:4 knoxville:5';
    const result = countLines('star', CAPITALS, pointBallots(ballots), { ruleOptions: { maxScore: 5 } });
    expect(result.scores).toEqual({ memphis: '210', nashville: '293', chattanooga: '237', knoxville: '197' });
    expect(result.winners).toEqual(['nashville']);
    expect(result.workings['rounds']).toMatchObject([
      { finalists: ['nashville', 'chattanooga'], preferred: [{ nashville: '68', chattanooga: '32' }] },
      {},
      {},
      {},
    ]);
  });

  it('lets the runoff overturn the scores', () => {
    expect(countLines('star', ['a', 'b'], pointBallots('3 a:3 b:2, 2 b:5'))).toMatchObject({
      winners: ['a'],
      scores: { a: '9', b: '16' },
    });
  });

  it('keeps open a tie for the runoff that decides the winner', () => {
    expect(countLines('star', ['a', 'b', 'c'], pointBallots('1 a:5 b:1, 1 a:1 b:5, 2 c:1'))).toMatchObject({
      outcome: 'tied',
      winners: ['a', 'b'],
    });
  });
});
