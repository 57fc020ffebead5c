import * as fc from 'fast-check';
import { type Election, type Json, election } from '../election';
import { count } from '../count';
import { Fraction, fractionOf } from '../exact/fraction';
import { type CountingRuleName, countingRule, countingRuleNames } from '.';
import type { BallotForm } from './counting-rule';

const OPTIONS = ['a', 'b', 'c', 'd'];
/** Another name for each option; here names sort otherwise than before. */
const RENAMED: Readonly<Record<string, string>> = { a: 'zoo', b: 'yard', c: '__proto__', d: '7' };

const subsets = fc.subarray(OPTIONS);
const rankings = fc
  .tuple(fc.shuffledSubarray(OPTIONS), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
  .map(([order, joins]) =>
    order.reduce<string[][]>(
      (tiers, option, place) =>
        place > 0 && joins[place] ? [...tiers.slice(0, -1), [...tiers.at(-1)!, option]] : [...tiers, [option]],
      [],
    ),
  );
const points = fc.dictionary(fc.constantFrom(...OPTIONS), fc.nat(5));

const CHOICES: { readonly [form in BallotForm]: fc.Arbitrary<Json> } = {
  'yes-no': fc.constantFrom('yes', 'no'),
  consent: fc.constantFrom('agree', 'object', 'block'),
  approvals: subsets,
  points,
  grades: points,
  ranking: rankings,
  'one-option': fc.constantFrom(...OPTIONS),
};

/** Some quotas are whole numbers of votes and some worths are cut to decimals, so these do not scale. */
const SCALABLE: { readonly [rule in CountingRuleName]?: Partial<Election> } = {
  stv: { ruleOptions: { quota: 'hagenbach-bischoff' } },
};

const weights = fc.constantFrom('1', '2', '3', '1/3', '5/2', '7').map(fractionOf);

function elections(rule: CountingRuleName, more: Partial<Election> = {}): fc.Arbitrary<Election> {
  const { decides, ballotForm } = countingRule(rule);
  const lines = fc.array(
    fc.record({
      count: weights,
      choice: fc.oneof({ weight: 9, arbitrary: CHOICES[ballotForm] }, fc.constant('abstain')),
    }),
    { maxLength: 8 },
  );
  const seats = decides === 'proposal' || rule === 'irv' ? fc.constant(1) : fc.integer({ min: 1, max: 3 });
  return fc.tuple(lines, seats).map(([profile, seats]) =>
    election({
      options: rule === 'majority' ? ['yes', 'no'] : OPTIONS,
      rule,
      seats,
      profile: profile.map((line) => ({ ...line, channel: 'online' })),
      costs: { a: '300', b: '200', c: '150', d: '1/3' },
      budget: '400',
      ...more,
    }),
  );
}

describe.each(countingRuleNames)('the counting rule %s', (rule) => {
  it('does not mind the order of ballots', () => {
    fc.assert(
      fc.property(elections(rule), (given) => {
        expect(count({ ...given, profile: [...given.profile].reverse() })).toEqual(count(given));
      }),
    );
  });

  it('does not mind whether equal ballots come as one line or as several', () => {
    fc.assert(
      fc.property(elections(rule), (given) => {
        const halves = given.profile.flatMap((line) => {
          const half = line.count.over(Fraction.of(2));
          return [
            { ...line, count: half },
            { ...line, count: half },
          ];
        });
        expect(count({ ...given, profile: halves })).toEqual(count(given));
      }),
    );
  });

  it('does not mind what options are called, nor the order in which they are listed', () => {
    if (rule === 'majority') return;
    fc.assert(
      fc.property(elections(rule), (given) => {
        const renamed = rename(given);
        const [result, other] = [count(given), count({ ...renamed, options: [...renamed.options].reverse() })];
        expect(other.outcome).toBe(result.outcome);
        if (countingRule(rule).decides === 'proposal') return;
        expect([...other.winners].sort()).toEqual(result.winners.map((option) => RENAMED[option]).sort());
        expect(sortedGroups(other.ranking)).toEqual(
          sortedGroups(result.ranking?.map((group) => group.map((option) => RENAMED[option]!))),
        );
        expect(Object.entries(other.scores).sort()).toEqual(
          Object.entries(result.scores)
            .map(([option, score]) => [RENAMED[option], score])
            .sort(),
        );
      }),
    );
  });

  it('does not mind the unit in which weights are counted', () => {
    fc.assert(
      fc.property(
        elections(rule, SCALABLE[rule]),
        fc.constantFrom('7', '1/3', '1000000000000000000').map(fractionOf),
        (given, factor) => {
          const scaled = {
            ...given,
            profile: given.profile.map((line) => ({ ...line, count: line.count.times(factor) })),
          };
          const [result, other] = [count(given), count(scaled)];
          expect([other.outcome, other.winners, other.ranking]).toEqual([
            result.outcome,
            result.winners,
            result.ranking,
          ]);
        },
      ),
    );
  });

  it('gives the same bytes for the same election, with every number exact and in lowest terms', () => {
    fc.assert(
      fc.property(elections(rule), (given) => {
        const bytes = JSON.stringify(count(given));
        expect(JSON.stringify(count(given))).toBe(bytes);
        for (const number of Object.values(count(given).scores)) expect(fractionOf(number).toString()).toBe(number);
      }),
    );
  });

  it('fills the seats unless it is tied or nobody wins, and settles any tie in the order listed when asked to', () => {
    fc.assert(
      fc.property(elections(rule, { tieBreak: 'order' }), (given) => {
        const { outcome, winners } = count(given);
        const untied = count({ ...given, tieBreak: 'none' });
        expect(outcome).not.toBe('tied');
        if (untied.outcome !== 'tied') expect(winners).toEqual(untied.winners);
        else expect(untied.winners).toEqual(expect.arrayContaining([...winners]));
        if (!countingRule(rule).manySeatsEach) expect(winners.length).toBeLessThanOrEqual(given.seats);
      }),
    );
  });

  it('cites its paper', () => {
    const { paper, name } = countingRule(rule);
    expect(name).toBe(rule);
    expect(paper.doi ?? paper.place).toBeTruthy();
    expect(paper.doi ?? '10.1/x').toMatch(/^10\.\d{4,}\/\S+$|^10\.1\/x$/);
  });
});

describe.each(['greedy-budget', 'equal-shares'] as const)('the budget rule %s', (rule) => {
  it('never spends more than there is, and says to the last part what is left', () => {
    const cost = fc.constantFrom('1/3', '5/2', '100', '133.4', '250');
    const costs = fc.record({ a: cost, b: cost, c: cost, d: cost });
    const budgets = fc.constantFrom('1', '133.4', '400', '1000/3');
    fc.assert(
      fc.property(elections(rule), costs, budgets, (given, costs, budget) => {
        const priced = { ...given, costs, budget };
        const spent = (winners: readonly string[]) =>
          Fraction.sum(winners.map((option) => fractionOf(costs[option as keyof typeof costs])));
        const { winners } = count({ ...priced, tieBreak: 'order' });
        expect(spent(winners).compare(fractionOf(budget))).toBeLessThanOrEqual(0);
        const untied = count(priced);
        if (untied.outcome !== 'elected') return;
        expect(spent(untied.winners).plus(fractionOf(untied.workings['left'] as string))).toEqual(fractionOf(budget));
      }),
    );
  });
});

function rename(given: Election): Election {
  const name = (json: Json): Json => {
    if (typeof json === 'string') return RENAMED[json] ?? json;
    if (Array.isArray(json)) return json.map((item: Json) => name(item));
    if (typeof json === 'object' && json !== null)
      return Object.fromEntries(Object.entries(json).map(([key, value]) => [RENAMED[key] ?? key, value as Json]));
    return json;
  };
  return {
    ...given,
    options: given.options.map((option) => RENAMED[option]!),
    profile: given.profile.map((line) => ({ ...line, choice: name(line.choice) })),
    costs: name(given.costs) as Election['costs'],
  };
}

function sortedGroups(ranking: readonly (readonly string[])[] | undefined): unknown {
  return ranking?.map((group) => [...group].sort());
}
