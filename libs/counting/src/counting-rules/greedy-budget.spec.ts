import { approvalBallots, countLines } from './profile.contract';

describe('greedy-budget', () => {
  it('funds by approvals and passes over what does not fit', () => {
    const costs = { a: '300', b: '200', c: '100' };
    const result = countLines('greedy-budget', ['a', 'b', 'c'], approvalBallots('5 a, 4 b, 3 c'), {
      costs,
      budget: '400',
    });
    expect(result).toMatchObject({
      outcome: 'elected',
      winners: ['a', 'c'],
      scores: { a: '5', b: '4', c: '3' },
      workings: { left: '0' },
    });
  });

  it('keeps a tie when the budget is enough for only one of two', () => {
    const costs = { a: '300', b: '300' };
    const result = countLines('greedy-budget', ['a', 'b'], approvalBallots('1 a b'), { costs, budget: '400' });
    expect(result).toMatchObject({ outcome: 'tied', winners: ['a', 'b'] });
  });

  it('counts costs exactly: three thirds fit into one', () => {
    const costs = { a: '1/3', b: '1/3', c: '1/3' };
    expect(
      countLines('greedy-budget', ['a', 'b', 'c'], approvalBallots('1 a b c'), { costs, budget: '1' }).winners,
    ).toEqual(['a', 'b', 'c']);
  });
});
