import { countProfile } from './profile.contract';

describe('borda', () => {
  it('counts the example of the paper: 21 electors, and C, whom fewest put first, is elected before A, whom most put first', () => {
    const result = countProfile('borda', ['A', 'B', 'C'], '1 A>B>C, 7 A>C>B, 7 B>C>A, 6 C>B>A');
    expect(result.scores).toEqual({ A: '16', B: '21', C: '26' });
    expect(result.winners).toEqual(['C']);
  });

  it('shares points among tied and unlisted options', () => {
    expect(countProfile('borda', ['a', 'b', 'c', 'd'], '1 a=b').scores).toEqual({
      a: '5/2',
      b: '5/2',
      c: '1/2',
      d: '1/2',
    });
  });
});
