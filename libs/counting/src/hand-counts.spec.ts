import * as fc from 'fast-check';
import { count } from './count';
import { parseCountFile } from './count-file/parse-count-file';
import { printCountFile } from './count-file/print-count-file';
import { delegationRuleNames } from './delegation-rules';
import { fateOf, resolveDelegations } from './delegations/resolve-delegations';
import { type Election, type Member, election } from './election';
import { Fraction, fractionOf } from './exact/fraction';
import { tally } from './tally';

const person = (id: string, weight = Fraction.ONE): Member => ({ id, weight, votes: true, present: true });
const trusts = (from: string, ...to: string[]) => ({ from, scope: 'assembly' as const, to });
const casts = (voter: string, choice: string) => ({ voter, choice, channel: 'online' as const });
const proposal = (given: Partial<Election>) => election({ options: ['yes', 'no'], rule: 'majority', ...given });

describe('given a show of hands of Ada, Bo and Cy: two yes, one no', () => {
  const members = ['ada', 'bo', 'cy', 'di'].map((id) => person(id));
  const hands = { counted: ['ada', 'bo', 'cy'], totals: { yes: 2, no: 1 } };
  const given = proposal({ members, handCounts: [hands], ballots: [casts('di', 'no')] });

  it('then each hand counts once, in the hall', () => {
    expect(count(given)).toMatchObject({
      outcome: 'tied',
      byChannel: { 'in-person': { handCount: '3', scores: { yes: '2', no: '1' } }, online: { own: '1' } },
      undelivered: { total: '0' },
    });
  });

  it('and Ada delegated to Di: then her delegation sleeps, and Di carries nobody', () => {
    const counted = count({ ...given, delegations: [trusts('ada', 'di')] });
    expect(counted.voters).toEqual({ di: { own: '1', carried: '0', from: [] } });
  });

  it('and Di delegates to Ada, whose hand nobody recorded: then Di is undelivered, or goes to whom she ranked next', () => {
    const ed = person('ed');
    const many = { ...given, members: [...members, ed], ballots: [casts('ed', 'yes')] };
    expect(count({ ...many, delegations: [trusts('di', 'ada')] }).undelivered.reasons['dead-end']).toBe('1');
    expect(count({ ...many, delegations: [trusts('di', 'ada', 'ed')] }).voters['ed']).toMatchObject({ from: ['di'] });
  });

  it('and Cy raised no hand for anything: then one weight is undelivered', () => {
    const counted = tally({ ...given, handCounts: [{ ...hands, totals: { yes: 2 } }] });
    expect(counted).toMatchObject({ sums: { handCount: '2' }, undelivered: { reasons: { 'dead-end': '1' } } });
  });

  it('and all of them weigh a third: then so does each hand', () => {
    const thirds = members.map(({ id }) => person(id, id === 'di' ? Fraction.ONE : fractionOf('1/3')));
    expect(tally({ ...given, members: thirds }).scores).toMatchObject({ yes: '2/3', no: '4/3' });
  });

  it('and Cy is no longer on the roll: then nothing is counted, since nobody can say which hand was theirs', () => {
    const without = { ...given, members: members.filter(({ id }) => id !== 'cy') };
    expect(() => tally(without)).toThrow('somebody counted by hand is not on the roll');
    expect(tally({ ...without, handCounts: [] })).toMatchObject({
      sums: { handCount: '0' },
      undelivered: { total: '2' },
    });
  });

  it('and more hands than people: then nothing is counted', () => {
    const many = { ...given, handCounts: [{ ...hands, totals: { yes: 4 } }] };
    expect(() => tally(many)).toThrow('more hands were raised than were counted');
  });
});

const IDS = ['ada', 'bo', 'cy', 'di', 'ed', 'flo', 'gus'];
type Place = 'ballot' | 'first count' | 'second count' | 'silent';
const places = fc.tuple(
  ...IDS.map(() => fc.constantFrom<Place>('ballot', 'first count', 'second count', 'silent', 'silent')),
);
const halls = fc
  .record({
    places,
    weights: fc.record({ first: fc.constantFrom('1', '1/3', '0'), second: fc.constantFrom('1', '2/7') }),
    others: fc.constantFrom('1', '5', '1/2'),
    raised: fc.tuple(fc.nat(7), fc.nat(7), fc.nat(7), fc.nat(7)),
    delegates: fc.tuple(...IDS.map(() => fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 3 }))),
    delegationRule: fc.constantFrom(...delegationRuleNames),
  })
  .map(({ places, weights, others, raised, delegates, delegationRule }) => {
    const inPlace = (place: Place) => IDS.filter((_, index) => places[index] === place);
    const handCount = (counted: readonly string[], yes: number, no: number) => {
      const forYes = Math.min(yes, counted.length);
      return { counted, totals: { yes: forYes, no: Math.min(no, counted.length - forYes) } };
    };
    const weightIn = { 'first count': weights.first, 'second count': weights.second, ballot: others, silent: others };
    return proposal({
      members: IDS.map((id, index) => person(id, fractionOf(weightIn[places[index]!]))),
      delegationRule,
      delegations: IDS.map((from, index) => trusts(from, ...delegates[index]!.filter((to) => to !== from))),
      ballots: inPlace('ballot').map((voter) => casts(voter, 'yes')),
      handCounts: [
        handCount(inPlace('first count'), raised[0], raised[1]),
        handCount(inPlace('second count'), raised[2], raised[3]),
      ],
    });
  });

describe('whoever is in the hall, and whomever they trust', () => {
  it('everyone is in exactly one place, nobody carries for a counted member or ends at one, and totals conserve', () => {
    fc.assert(
      fc.property(halls, (given) => {
        const counted = new Set(given.handCounts.flatMap((hands) => hands.counted ?? []));
        const voted = new Set(given.ballots.map(({ voter }) => voter));
        const resolution = resolveDelegations(given);
        const { voters } = count(given);
        const carried = Object.values(voters).flatMap(({ from }) => from);
        resolution.roll.forEach(({ id }, member) => {
          const fate = fateOf(resolution, member);
          expect(fate === 'hand-count').toBe(counted.has(id));
          expect(fate === 'own-ballot').toBe(voted.has(id));
          expect(id in voters).toBe(voted.has(id));
          expect(carried.filter((one) => one === id)).toHaveLength(fate === 'carried' ? 1 : 0);
        });
        const { sums, undelivered, participation } = tally(given);
        const told = [sums.own, sums.carried, sums.handCount, undelivered.total].map(fractionOf);
        expect(Fraction.sum(told).toString()).toBe(participation.entitled);
        expect(fractionOf(undelivered.total).isNegative()).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('waking the delegations of the counted would change who carries whom: they do sleep', () => {
    const given = proposal({
      members: ['ada', 'bo', 'cy'].map((id) => person(id)),
      delegations: [trusts('ada', 'bo'), trusts('bo', 'cy')],
      ballots: [casts('cy', 'yes')],
    });
    const asleep = { ...given, handCounts: [{ counted: ['bo'], totals: { no: 1 } }] };
    expect([tally(given).sums.carried, tally(asleep).sums.carried]).toEqual(['2', '0']);
    expect(tally(asleep)).toMatchObject({ scores: { yes: '1', no: '1' }, undelivered: { total: '1' } });
  });

  it('a printed file with hand counts counts to the same bytes', () => {
    fc.assert(
      fc.property(halls, (given) => {
        const parsed = parseCountFile(printCountFile(given));
        expect('election' in parsed && JSON.stringify(count(parsed.election))).toBe(JSON.stringify(count(given)));
      }),
      { numRuns: 300 },
    );
  });
});
