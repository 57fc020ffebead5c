import { countLines, pointBallots } from './profile.contract';
import { parseChoice } from '.';

describe('dots', () => {
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
