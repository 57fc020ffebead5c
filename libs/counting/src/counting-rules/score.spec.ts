import { CAPITALS, countLines, pointBallots } from './profile.contract';

describe('score', () => {
  it('makes Nashville the capital of Tennessee, each city scored by how near it is (we know of no count in the paper)', () => {
    const ballots =
      '42 memphis:10 nashville:4 chattanooga:2, 26 nashville:10 chattanooga:4 knoxville:2, 15 nashville:6 chattanooga:10 knoxville:6, 17 nashville:5 chattanooga:7 knoxville:10';
    expect(countLines('score', CAPITALS, pointBallots(ballots), { ruleOptions: { maxScore: 10 } })).toMatchObject({
      winners: ['nashville'],
      scores: { memphis: '420', nashville: '603', chattanooga: '457', knoxville: '312' },
    });
  });

  it('adds up points times weight, exactly', () => {
    const result = countLines('score', ['a', 'b'], pointBallots('1/3 a:3 b:1, 2/3 b:3'));
    expect(result).toMatchObject({ winners: ['b'], scores: { a: '1', b: '7/3' } });
  });
});
