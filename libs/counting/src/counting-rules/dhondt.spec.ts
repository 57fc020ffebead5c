import { FIVE_STATES, LARGE_AND_SMALL_STATES, countLines, listBallots } from './profile.contract';

describe('dhondt', () => {
  it('apportions the 26 seats of the paper, where five methods give five answers, as Jefferson would: 10, 7, 5, 3 and 1', () => {
    const result = countLines('dhondt', [...'ABCDE'], FIVE_STATES, { seats: 26 });
    expect(result.scores).toEqual({ A: '10', B: '7', C: '5', D: '3', E: '1' });
  });

  it('gives the largest of the other five states of the paper more than their shares of 51.17 and 44 of 100 seats', () => {
    const result = countLines('dhondt', [...'ABCDE'], LARGE_AND_SMALL_STATES, { seats: 100 });
    expect(result.scores).toEqual({ A: '52', B: '45', C: '1', D: '1', E: '1' });
  });

  it('gives 4, 3, 1 and no seats to 100, 80, 30 and 20 thousand votes', () => {
    const ballots = listBallots('100000 A, 80000 B, 30000 C, 20000 D');
    const result = countLines('dhondt', ['A', 'B', 'C', 'D'], ballots, { seats: 8 });
    expect(result).toMatchObject({
      outcome: 'elected',
      winners: ['A', 'B', 'C'],
      scores: { A: '4', B: '3', C: '1', D: '0' },
    });
  });

  it('keeps a tie for the last seat: nobody has it yet', () => {
    const tied = countLines('dhondt', ['A', 'B'], listBallots('2 A, 1 B'), { seats: 2 });
    expect(tied).toMatchObject({
      outcome: 'tied',
      scores: { A: '1', B: '0' },
      workings: { contested: { among: ['A', 'B'], seats: 1 } },
    });
    const settled = countLines('dhondt', ['A', 'B'], listBallots('2 A, 1 B'), { seats: 2, tieBreak: 'order' });
    expect(settled).toMatchObject({ outcome: 'elected', winners: ['A'], scores: { A: '2', B: '0' } });
  });

  it('gives no seat to a list without votes', () => {
    expect(countLines('dhondt', ['A', 'B'], listBallots('1 A'), { seats: 3 }).scores).toEqual({ A: '3', B: '0' });
  });

  it('takes other divisors', () => {
    const ballots = listBallots('100000 A, 80000 B, 30000 C, 20000 D');
    expect(
      countLines('dhondt', ['A', 'B', 'C', 'D'], ballots, { seats: 8, ruleOptions: { divisor: '2' } }).scores,
    ).toEqual({ A: '3', B: '3', C: '1', D: '1' });
  });
});
