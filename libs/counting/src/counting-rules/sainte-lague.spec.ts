import { countLines, listBallots } from './profile.contract';

describe('sainte-lague', () => {
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
