import * as fc from 'fast-check';
import { election } from '../election';
import { count } from '../count';
import { Fraction } from '../exact/fraction';
import type { CountingRuleName } from '.';
import { countLines, countProfile, pointBallots } from './profile.contract';

const OPTIONS = ['a', 'b', 'c', 'd'];
const strict = fc.shuffledSubarray(OPTIONS, { minLength: 4 });
const profiles = fc.array(fc.record({ number: fc.integer({ min: 1, max: 5 }), order: strict }), {
  minLength: 1,
  maxLength: 6,
});
type Profile = readonly { readonly number: number; readonly order: readonly string[] }[];

function winners(rule: CountingRuleName, profile: Profile, options: readonly string[] = OPTIONS): readonly string[] {
  const lines = profile.map(({ number, order }) => ({
    count: Fraction.of(number),
    choice: order.map((option) => [option]),
    channel: 'online' as const,
  }));
  return count(election({ options, rule, profile: lines })).winners;
}

function condorcetWinner(profile: Profile): string | undefined {
  const ahead = (a: string, b: string) =>
    profile.reduce((sum, { number, order }) => sum + (order.indexOf(a) < order.indexOf(b) ? number : -number), 0);
  return OPTIONS.find((a) => OPTIONS.every((b) => a === b || ahead(a, b) > 0));
}

const CONDORCET = ['copeland', 'minimax', 'ranked-pairs', 'schulze'] as const;

describe('the Condorcet criterion: whoever beats every other option wins', () => {
  it.each(CONDORCET)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const winner = condorcetWinner(profile);
        if (winner !== undefined) expect(winners(rule, profile)).toEqual([winner]);
      }),
    );
  });

  it('is not met by instant runoff, which drops the compromise first', () => {
    expect(
      countProfile('irv', ['left', 'middle', 'right'], '4 left>middle>right, 3 right>middle>left, 2 middle>left>right')
        .winners,
    ).toEqual(['left']);
    expect(
      countProfile(
        'schulze',
        ['left', 'middle', 'right'],
        '4 left>middle>right, 3 right>middle>left, 2 middle>left>right',
      ).winners,
    ).toEqual(['middle']);
  });

  it('is not met by Borda, nor by scores', () => {
    expect(countProfile('borda', ['a', 'b', 'c'], '3 a>b>c, 2 b>c>a').winners).toEqual(['b']);
    expect(countLines('score', ['a', 'b'], pointBallots('3 a:3 b:2, 2 b:5')).winners).toEqual(['b']);
  });
});

describe('independence of clones: a copy beside every winner or loser does not change who wins', () => {
  it.each(['ranked-pairs', 'schulze', 'irv'] as const)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, fc.constantFrom(...OPTIONS), (profile, cloned) => {
        const before = winners(rule, profile);
        if (before.length !== 1) return;
        const withClone = profile.map(({ number, order }) => ({
          number,
          order: order.flatMap((option) => (option === cloned ? [option, 'clone'] : [option])),
        }));
        const after = winners(rule, withClone, [...OPTIONS, 'clone']);
        expect(after).toEqual([before[0]]);
      }),
    );
  });

  it('is not met by Borda, where a clone helps', () => {
    expect(countProfile('borda', ['a', 'b'], '3 a>b, 2 b>a').winners).toEqual(['a']);
    expect(countProfile('borda', ['a', 'b', 'clone'], '3 a>b>clone, 2 b>clone>a').winners).toEqual(['b']);
  });
});

describe('monotonicity: moving a winner up on a ballot does not make it lose', () => {
  it.each(['borda', 'copeland', 'minimax', 'ranked-pairs', 'schulze'] as const)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, fc.nat(), (profile, which) => {
        const before = winners(rule, profile);
        if (before.length !== 1) return;
        const raised = profile.map((line, index) =>
          index === which % profile.length
            ? { ...line, order: [before[0]!, ...line.order.filter((option) => option !== before[0])] }
            : line,
        );
        expect(winners(rule, raised)).toEqual(before);
      }),
    );
  });

  it('is not met by instant runoff: ten voters who come over to the winner make it lose', () => {
    const options = ['a', 'b', 'c'];
    expect(countProfile('irv', options, '39 a>b>c, 35 b>c>a, 26 c>a>b').winners).toEqual(['a']);
    expect(countProfile('irv', options, '49 a>b>c, 25 b>c>a, 26 c>a>b').winners).toEqual(['c']);
  });
});
