import * as fc from 'fast-check';
import type { RuleOptions } from '../election';
import type { CountingRuleName } from '.';
import { countLines, countProfile, line, pointBallots } from './profile.contract';

const OPTIONS = ['a', 'b', 'c', 'd'];
const strict = fc.shuffledSubarray(OPTIONS, { minLength: 4 });
const profiles = fc.array(fc.record({ number: fc.integer({ min: 1, max: 5 }), order: strict }), {
  minLength: 1,
  maxLength: 6,
});
type Profile = readonly { readonly number: number; readonly order: readonly string[] }[];

function winners(
  rule: CountingRuleName,
  profile: Profile,
  options: readonly string[] = OPTIONS,
  ruleOptions: RuleOptions = {},
): readonly string[] {
  const lines = profile.map(({ number, order }) =>
    line(
      String(number),
      order.map((option) => [option]),
    ),
  );
  return countLines(rule, options, lines, { ruleOptions }).winners;
}

/** By how many voters more a is preferred to b than b to a. */
function ahead(profile: Profile, a: string, b: string): number {
  return profile.reduce((sum, { number, order }) => sum + (order.indexOf(a) < order.indexOf(b) ? number : -number), 0);
}

const beatsAll = (profile: Profile) => OPTIONS.find((a) => OPTIONS.every((b) => a === b || ahead(profile, a, b) > 0));
const losesToAll = (profile: Profile) => OPTIONS.find((a) => OPTIONS.every((b) => a === b || ahead(profile, b, a) > 0));

/** The Smith set: the fewest options of which each beats everyone outside. */
function smithSet(profile: Profile): readonly string[] {
  const victories = (a: string) => OPTIONS.filter((b) => b !== a && ahead(profile, a, b) >= 0).length;
  const best = [...OPTIONS].sort((a, b) => victories(b) - victories(a));
  const size = best.findIndex((_, last) =>
    best.slice(0, last + 1).every((a) => best.slice(last + 1).every((b) => ahead(profile, a, b) > 0)),
  );
  return best.slice(0, size + 1);
}

function raised(profile: Profile, which: number, winner: string): Profile {
  return profile.map((line, index) =>
    index === which % profile.length
      ? { ...line, order: [winner, ...line.order.filter((option) => option !== winner)] }
      : line,
  );
}

function hasEqualMajorities(profile: Profile): boolean {
  const margins = OPTIONS.flatMap((a, place) => OPTIONS.slice(place + 1).map((b) => Math.abs(ahead(profile, a, b))));
  return new Set(margins).size < margins.length;
}

const CONDORCET = ['copeland', 'minimax', 'ranked-pairs', 'schulze'] as const;
const STRENGTHS = ['winning-votes', 'margins', 'ratio'] as const;

/** Nine voters: a beats b, b beats c and c beats a by six to three, and each of them beats d by five to four. */
const WORST_IN_A_CIRCLE = '1 a>b>c>d, 1 a>b>d>c, 3 b>c>a>d, 1 c>d>a>b, 1 d>a>b>c, 2 d>c>a>b';

describe('the Condorcet criterion: whoever beats every other option wins', () => {
  it.each(CONDORCET)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const winner = beatsAll(profile);
        if (winner !== undefined) expect(winners(rule, profile)).toEqual([winner]);
      }),
    );
  });

  it.each(['minimax', 'ranked-pairs', 'schulze'] as const)('holds for %s however defeats are measured', (rule) => {
    fc.assert(
      fc.property(profiles, fc.constantFrom(...STRENGTHS), (profile, strength) => {
        const winner = beatsAll(profile);
        if (winner !== undefined) expect(winners(rule, profile, OPTIONS, { strength })).toEqual([winner]);
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

describe('the Condorcet loser: whoever loses to every other option does not win', () => {
  it.each(['borda', 'irv', 'copeland', 'ranked-pairs', 'schulze'] as const)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const loser = losesToAll(profile);
        if (loser !== undefined) expect(winners(rule, profile)).not.toContain(loser);
      }),
    );
  });

  it('is not met by minimax, which elects a narrow loser before those who lose by more in a circle', () => {
    expect(countProfile('minimax', OPTIONS, WORST_IN_A_CIRCLE).winners).toEqual(['d']);
    expect(countProfile('schulze', OPTIONS, WORST_IN_A_CIRCLE).winners).toEqual(['a', 'b', 'c']);
  });
});

describe('the Smith criterion: only those win of whom each beats everyone outside', () => {
  it.each(['copeland', 'ranked-pairs', 'schulze'] as const)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, (profile) => {
        expect(smithSet(profile)).toEqual(expect.arrayContaining([...winners(rule, profile)]));
      }),
    );
  });
});

describe('the majority criterion: whoever more than half put first wins', () => {
  it.each(['irv', ...CONDORCET] as const)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, fc.constantFrom(...OPTIONS), (profile, first) => {
        const all = profile.reduce((sum, { number }) => sum + number, 0);
        const order = [first, ...OPTIONS.filter((option) => option !== first)];
        expect(winners(rule, [...profile, { number: all + 1, order }])).toEqual([first]);
      }),
    );
  });
});

describe('independence of clones: copies that all ballots put beside the original change nothing', () => {
  it.each(['ranked-pairs', 'schulze', 'irv'] as const)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, fc.constantFrom(...OPTIONS), fc.array(fc.boolean()), (profile, cloned, before) => {
        const [winner, ...others] = winners(rule, profile);
        if (others.length > 0) return;
        const withClone = profile.map(({ number, order }, ballot) => {
          const both = before[ballot] ? ['clone', cloned] : [cloned, 'clone'];
          return { number, order: order.flatMap((option) => (option === cloned ? both : [option])) };
        });
        const original = winners(rule, withClone, [...OPTIONS, 'clone']).map((w) => (w === 'clone' ? cloned : w));
        expect(new Set(original)).toEqual(new Set([winner]));
      }),
    );
  });

  it('is not met by Borda, where a clone helps', () => {
    expect(countProfile('borda', ['a', 'b'], '3 a>b, 2 b>a').winners).toEqual(['a']);
    expect(countProfile('borda', ['a', 'b', 'clone'], '3 a>b>clone, 2 b>clone>a').winners).toEqual(['b']);
  });

  it('is not met by minimax, where clones in a circle harm each other (Tideman 1987, example 4)', () => {
    const ballots = '6 w>x>y>z, 5 x>y>w>z, 4 y>w>x>z, 5 z>w>x>y, 4 z>x>y>w, 3 z>y>w>x';
    expect(countProfile('minimax', ['w', 'z'], '15 w>z, 12 z>w').winners).toEqual(['w']);
    expect(countProfile('minimax', [...'wxyz'], ballots).winners).toEqual(['z']);
    expect(countProfile('ranked-pairs', [...'wxyz'], ballots).winners).toEqual(['w']);
  });

  it('is not met by Copeland, where a loser with a clone is beaten twice (Tideman 1987, example 2)', () => {
    const ballots = '9 v>w>x>y>z, 8 w>v>x>z>y, 15 x>z>y>w>v, 16 y>z>v>w>x';
    expect(countProfile('copeland', [...'vxyz'], '9 v>x>y>z, 8 v>x>z>y, 15 x>z>y>v, 16 y>z>v>x').winners).toEqual([
      'x',
      'y',
    ]);
    expect(countProfile('copeland', [...'vwxyz'], ballots).winners).toEqual(['y']);
    expect(countProfile('ranked-pairs', [...'vwxyz'], ballots).winners).toEqual(['v']);
  });
});

describe('reversal symmetry: whoever alone wins does not win when every ballot is turned round', () => {
  it.each(['borda', 'copeland', 'ranked-pairs', 'schulze'] as const)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const [winner, ...others] = winners(rule, profile);
        if (others.length > 0) return;
        const turned = profile.map(({ number, order }) => ({ number, order: order.toReversed() }));
        expect(winners(rule, turned)).not.toEqual([winner]);
      }),
    );
  });

  it('is not met by instant runoff', () => {
    expect(countProfile('irv', ['a', 'b', 'c'], '4 a>b>c, 4 b>c>a, 2 c>a>b').winners).toEqual(['a']);
    expect(countProfile('irv', ['a', 'b', 'c'], '4 c>b>a, 4 a>c>b, 2 b>a>c').winners).toEqual(['a']);
  });
});

describe('monotonicity: moving a winner up on a ballot does not make it lose', () => {
  it.each(['borda', 'copeland', 'minimax', 'schulze'] as const)('holds for %s', (rule) => {
    fc.assert(
      fc.property(profiles, fc.nat(), (profile, which) => {
        const before = winners(rule, profile);
        if (before.length === 1) expect(winners(rule, raised(profile, which, before[0]!))).toEqual(before);
      }),
    );
  });

  it('holds for ranked-pairs where no two majorities are equally strong', () => {
    fc.assert(
      fc.property(profiles, fc.nat(), (profile, which) => {
        const before = winners('ranked-pairs', profile);
        if (before.length !== 1 || hasEqualMajorities(profile)) return;
        const after = raised(profile, which, before[0]!);
        if (!hasEqualMajorities(after)) expect(winners('ranked-pairs', after)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it('is not quite met by ranked-pairs where some are: a winner that moves up can come to be tied', () => {
    const others = '4 a>c>d>b, 5 b>a>c>d, 4 d>b>a>c, 2 d>a>b>c, 4 d>b>c>a';
    expect(countProfile('ranked-pairs', OPTIONS, `${others}, 5 a>b>c>d`).winners).toEqual(['b']);
    expect(countProfile('ranked-pairs', OPTIONS, `${others}, 5 b>a>c>d`).winners).toEqual(['b', 'd']);
  });

  it.each(['approval', 'score', 'star', 'majority-judgement', 'dots'] as const)(
    'holds for %s, where a ballot gives a winner more',
    (rule) => {
      const ballots = fc.array(fc.dictionary(fc.constantFrom(...OPTIONS), fc.nat(5)), { minLength: 1, maxLength: 6 });
      const elected = (given: readonly Readonly<Record<string, number>>[]) => {
        const approved = (ballot: Readonly<Record<string, number>>) => OPTIONS.filter((option) => ballot[option]);
        const profile = given.map((ballot) => line('1', rule === 'approval' ? approved(ballot) : ballot));
        return countLines(rule, OPTIONS, profile).winners;
      };
      fc.assert(
        fc.property(ballots, fc.nat(), (given, which) => {
          const before = elected(given);
          if (before.length !== 1) return;
          const raised = given.map((ballot, index) =>
            index === which % given.length ? { ...ballot, [before[0]!]: (ballot[before[0]!] ?? 0) + 1 } : ballot,
          );
          expect(elected(raised)).toEqual(before);
        }),
      );
    },
  );

  it('is not met by instant runoff: ten voters who come over to the winner make it lose', () => {
    const options = ['a', 'b', 'c'];
    expect(countProfile('irv', options, '39 a>b>c, 35 b>c>a, 26 c>a>b').winners).toEqual(['a']);
    expect(countProfile('irv', options, '49 a>b>c, 25 b>c>a, 26 c>a>b').winners).toEqual(['c']);
  });
});
