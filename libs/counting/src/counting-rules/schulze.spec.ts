import { countProfile } from './profile.contract';

describe('schulze', () => {
  it('counts the example of the paper (section 3, example 1): 21 voters, d before a before c before b', () => {
    const result = countProfile(
      'schulze',
      ['a', 'b', 'c', 'd'],
      '8 a>c>d>b, 2 b>a>d>c, 4 c>d>b>a, 4 d>b>a>c, 3 d>c>b>a',
    );
    expect(result.ranking).toEqual([['d'], ['a'], ['c'], ['b']]);
    expect(result).toMatchObject({ outcome: 'elected', winners: ['d'] });
    expect(result.workings['pairwise']).toEqual({
      a: { b: '8', c: '14', d: '10' },
      b: { a: '13', c: '6', d: '2' },
      c: { a: '7', b: '15', d: '12' },
      d: { a: '11', b: '19', c: '9' },
    });
    expect(result.workings['strongestPaths']).toEqual({
      a: { b: '14', c: '14', d: '12' },
      b: { a: '13', c: '13', d: '12' },
      c: { a: '13', b: '15', d: '12' },
      d: { a: '13', b: '19', c: '13' },
    });
  });

  it('keeps a tie between options that no path tells apart', () => {
    expect(countProfile('schulze', ['a', 'b', 'c'], '1 a>b>c, 1 b>a>c')).toMatchObject({
      outcome: 'tied',
      winners: ['a', 'b'],
    });
  });

  it('treats the unlisted as last, or as not compared', () => {
    const ballots = '3 a, 2 b>a';
    expect(countProfile('schulze', ['a', 'b'], ballots).winners).toEqual(['a']);
    expect(countProfile('schulze', ['a', 'b'], ballots, { ruleOptions: { unlisted: 'not-compared' } }).winners).toEqual(
      ['b'],
    );
  });

  it('elects nobody who does not beat the default option', () => {
    const options = ['a', 'b', 'status quo'];
    const withDefault = { ruleOptions: { defaultOption: 'status quo' } };
    expect(countProfile('schulze', options, '3 status quo>a>b, 2 a>b>status quo', withDefault)).toMatchObject({
      outcome: 'rejected',
      winners: [],
    });
    expect(countProfile('schulze', options, '2 status quo>a>b, 3 a>status quo>b', withDefault)).toMatchObject({
      outcome: 'elected',
      winners: ['a'],
    });
  });

  it('elects a Condorcet winner by margins and ratio as well', () => {
    for (const strength of ['winning-votes', 'margins', 'ratio'] as const) {
      expect(
        countProfile('schulze', ['a', 'b', 'c'], '3 b>a>c, 2 a>c>b, 2 c>a>b', { ruleOptions: { strength } }).winners,
      ).toEqual(['a']);
    }
  });
});
