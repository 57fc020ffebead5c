import { countLines, pointBallots } from './profile.contract';

describe('score', () => {
  it('adds up points times weight, exactly', () => {
    const result = countLines('score', ['a', 'b'], pointBallots('1/3 a:3 b:1, 2/3 b:3'));
    expect(result).toMatchObject({ winners: ['b'], scores: { a: '1', b: '7/3' } });
  });
});
