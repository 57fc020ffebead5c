import { countLines, pointBallots } from './profile.contract';
import { parseChoice } from '.';

describe('dots', () => {
  it("gives 1,000 shares and five seats 5,000 votes for one, as in Nolo's dictionary of law (we know of no count in the paper)", () => {
    const board = ['own', 'a', 'b', 'c', 'd', 'e'];
    const ballots = pointBallots('1000 own:5, 1001 a:1 b:1 c:1 d:1 e:1');
    const { scores, winners } = countLines('dots', board, ballots, { seats: 5, ruleOptions: { maxScore: 5 } });
    expect(scores).toEqual({ own: '5000', a: '1001', b: '1001', c: '1001', d: '1001', e: '1001' });
    expect(winners).toContain('own');
  });

  it('adds up the dots', () => {
    expect(countLines('dots', ['a', 'b'], pointBallots('2 a:3 b:1, 1 b:4'))).toMatchObject({
      scores: { a: '6', b: '6' },
      outcome: 'tied',
    });
  });

  it('refuses more dots than there are', () => {
    const context = { options: ['a', 'b'], ruleOptions: { maxScore: 5 }, seats: 1, costs: {} };
    expect(parseChoice('dots', context, { a: 3, b: 3 })).toEqual({ path: '', reason: 'places 6 dots of 5' });
    expect(parseChoice('dots', context, { a: 2, b: 3 })).toHaveProperty('choice');
  });
});
