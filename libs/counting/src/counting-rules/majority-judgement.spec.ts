import { CAPITALS, countLines, line, pointBallots } from './profile.contract';

describe('majority-judgement', () => {
  it('makes Nashville the capital of Tennessee, when fair grades are taken away until the medians part (we know of no count in the paper)', () => {
    const grades = ['poor', 'fair', 'good', 'excellent'];
    const profile = pointBallots(
      '42 memphis:3 nashville:1, 26 nashville:3 chattanooga:1 knoxville:1, 15 nashville:1 chattanooga:3 knoxville:2, 17 nashville:1 chattanooga:2 knoxville:3',
    );
    expect(countLines('majority-judgement', CAPITALS, profile, { ruleOptions: { grades } })).toMatchObject({
      winners: ['nashville'],
      workings: { median: { memphis: 'poor', nashville: 'fair', chattanooga: 'fair', knoxville: 'fair' } },
    });
  });

  it('elects the best median grade, not the best average', () => {
    const result = countLines('majority-judgement', ['a', 'b'], pointBallots('2 a:5, 3 a:2 b:3'));
    expect(result).toMatchObject({
      winners: ['b'],
      scores: { a: '2', b: '3' },
      workings: { median: { a: '2', b: '3' } },
    });
  });

  it('takes away equal medians from the middle outwards: 3,2,4,1,5 comes before 3,3 only in disorder', () => {
    const ballots = pointBallots('1 x:1 y:3, 1 x:2 y:3, 1 x:3 y:3, 1 x:4 y:3, 1 x:5 y:3');
    expect(countLines('majority-judgement', ['x', 'y'], ballots).ranking).toEqual([['y'], ['x']]);
  });

  it('takes the lower of two middle grades', () => {
    expect(
      countLines('majority-judgement', ['a', 'b'], pointBallots('1 a:1 b:2, 1 a:4 b:3')).workings['median'],
    ).toEqual({ a: '1', b: '2' });
  });

  it('names grades, and reads them by name', () => {
    const ruleOptions = { grades: ['reject', 'fair', 'good'] };
    const profile = [line('2', { a: 'good', b: 1 }), line('1', { b: 'good' })];
    expect(countLines('majority-judgement', ['a', 'b'], profile, { ruleOptions }).workings).toMatchObject({
      median: { a: 'good', b: 'fair' },
      grades: { a: { reject: '1', good: '2' }, b: { fair: '2', good: '1' } },
    });
  });

  it('keeps the tie of options with the same grades', () => {
    expect(countLines('majority-judgement', ['a', 'b'], pointBallots('1 a:1 b:2, 1 a:2 b:1'))).toMatchObject({
      outcome: 'tied',
      winners: ['a', 'b'],
    });
  });
});
