import { countLines, listBallots } from './profile.contract';

describe('majority', () => {
  it("decides between two as May's theorem, which has no numbers, says: more yes than no is yes, as many is a tie", () => {
    const outcome = (ballots: string) => countLines('majority', ['yes', 'no'], listBallots(ballots)).outcome;
    expect(outcome('3 yes, 2 no')).toBe('adopted');
    expect(outcome('2 yes, 2 no, 5 abstain')).toBe('tied');
    expect(outcome('2 yes, 3 no')).toBe('rejected');
  });

  it('breaks a tie by the status quo, the chair or a draw, each only when named', () => {
    const tied = (tieBreak: 'status-quo' | 'none' | `draw:${string}`) =>
      countLines('majority', ['yes', 'no'], listBallots('2 yes, 2 no'), { tieBreak });
    expect(tied('none').outcome).toBe('tied');
    expect(tied('status-quo')).toMatchObject({
      outcome: 'rejected',
      winners: ['no'],
      workings: { tieBreak: { rule: 'status-quo' } },
    });
    const draws = ['00', '01', '02', '03', '04', '05', '06', '07'].map(
      (seed) => tied(`draw:${seed.repeat(8)}`).outcome,
    );
    expect(new Set(draws)).toEqual(new Set(['adopted', 'rejected']));
    expect(
      ['00', '01', '02', '03', '04', '05', '06', '07'].map((seed) => tied(`draw:${seed.repeat(8)}`).outcome),
    ).toEqual(draws);
  });
});
