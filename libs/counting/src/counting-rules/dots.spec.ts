import { countLines, pointBallots } from './profile.contract';
import { parseChoice } from '.';

describe('dots', () => {
  it('turns 500 shares into 2,000 votes for four seats, all of them for one if so wished, as in the Investor.gov glossary (we know of no count in the paper)', () => {
    const board = ['own', 'a', 'b', 'c', 'd'];
    const ballots = pointBallots('500 own:4, 1400 a:1 b:1 c:1 d:1');
    expect(countLines('dots', board, ballots, { seats: 4, ruleOptions: { maxScore: 4 } }).scores).toEqual({
      own: '2000',
      a: '1400',
      b: '1400',
      c: '1400',
      d: '1400',
    });
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
