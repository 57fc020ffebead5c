import { FIVE_STATES, LARGE_AND_SMALL_STATES, countLines, listBallots } from './profile.contract';

describe('sainte-lague', () => {
  it('apportions the 26 seats of the paper, where five methods give five answers, as Webster would: 9, 8, 5, 3 and 1', () => {
    const result = countLines('sainte-lague', [...'ABCDE'], FIVE_STATES, { seats: 26 });
    expect(result.scores).toEqual({ A: '9', B: '8', C: '5', D: '3', E: '1' });
  });

  it('gives the second of the other five states of the paper less than its share of 44 of 100 seats', () => {
    const result = countLines('sainte-lague', [...'ABCDE'], LARGE_AND_SMALL_STATES, { seats: 100 });
    expect(result.scores).toEqual({ A: '51', B: '43', C: '2', D: '2', E: '2' });
  });

  it('gives 3, 3, 1 and 1 seats to 100, 80, 30 and 20 thousand votes', () => {
    const ballots = listBallots('100000 A, 80000 B, 30000 C, 20000 D');
    expect(countLines('sainte-lague', ['A', 'B', 'C', 'D'], ballots, { seats: 8 }).scores).toEqual({
      A: '3',
      B: '3',
      C: '1',
      D: '1',
    });
  });

  it('makes the first seat dearer with a first divisor of 7/5', () => {
    const ballots = listBallots('100 A, 21 B');
    const seats = (ruleOptions: object) =>
      countLines('sainte-lague', ['A', 'B'], ballots, { seats: 3, ruleOptions }).scores;
    expect(seats({})).toEqual({ A: '2', B: '1' });
    expect(seats({ firstDivisor: '7/5' })).toEqual({ A: '3', B: '0' });
  });
});
