import { approvalBallots, countLines } from './profile.contract';

describe('pav', () => {
  it('finds the committee of example 6 of the paper, which gives everyone their share of seats, though three seats for a, x and y would please six of 20 voters more', () => {
    const many = Array.from({ length: 9 }, (_, index) => `c${index + 1}`);
    const ballots = approvalBallots(`3 a x, 3 a y, 14 ${many.join(' ')}`);
    expect(countLines('pav', ['a', 'x', 'y', ...many], ballots, { seats: 10 })).toMatchObject({
      outcome: 'elected',
      winners: ['a', ...many],
      // 6 voters with one, and 14 with nine: 6 + 14 (1 + 1/2 + ... + 1/9).
      workings: { method: 'all-committees', satisfaction: '8209/180' },
    });
  });

  it('finds the committee of Example 2.5 in Lackner and Skowron, Multi-Winner Voting with Approval Preferences', () => {
    const result = countLines('pav', ['a', 'b', 'c', 'd'], approvalBallots('3 a b, 6 a d, 4 b, 5 c, 5 c d'), {
      seats: 2,
    });
    expect(result).toMatchObject({
      outcome: 'elected',
      winners: ['a', 'c'],
      workings: { method: 'all-committees', satisfaction: '19' },
    });
  });

  it('finds that Andrea and Carter represent 5, 17 and 8 voters best', () => {
    const ballots = approvalBallots('5 andrea brad, 17 andrea carter, 8 delilah');
    const result = countLines('pav', ['andrea', 'brad', 'carter', 'delilah'], ballots, { seats: 2 });
    expect(result).toMatchObject({ winners: ['andrea', 'carter'], workings: { satisfaction: '61/2' } });
  });

  it('keeps several best committees', () => {
    const result = countLines('pav', ['a', 'b', 'c'], approvalBallots('2 a, 1 b, 1 c'), { seats: 2 });
    expect(result).toMatchObject({ outcome: 'tied', winners: ['a', 'b', 'c'] });
    expect(result.workings['committees']).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
  });

  it('says so when it fills seats one by one because there are too many committees', () => {
    const options = Array.from({ length: 60 }, (_, index) => `o${index}`);
    const ballots = approvalBallots(options.map((option, index) => `${index + 1} ${option}`).join(', '));
    const result = countLines('pav', options, ballots, { seats: 30 });
    expect(result.workings['method']).toBe('one-by-one');
    expect(result.winners).toEqual(options.slice(30));
  });
});
