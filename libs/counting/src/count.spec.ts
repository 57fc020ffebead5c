import * as fc from 'fast-check';
import { count } from './count';
import { delegationRuleNames } from './delegation-rules';
import { type Delegation, type Election, type Json, type Member, type Scope, election } from './election';
import { Fraction, fractionOf } from './exact/fraction';
import { resolveDelegations } from './delegations/resolve-delegations';
import { tally } from './tally';

const person = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  weight: Fraction.ONE,
  votes: true,
  present: false,
  ...more,
});
const people = (...ids: string[]) => ids.map((id) => person(id));
const gives = (from: string, to: string | string[], scope: Scope = 'assembly'): Delegation => ({
  from,
  scope,
  to: [to].flat(),
});
const casts = (voter: string, choice: Json) => ({ voter, choice, channel: 'online' as const });
const proposal = (given: Partial<Election>) => election({ options: ['yes', 'no'], rule: 'majority', ...given });

describe('own ballots and delegations', () => {
  it('carries a weight to the voter at the end of the chain', () => {
    const result = count(
      proposal({
        members: people('ada', 'bo', 'di'),
        delegations: [gives('di', 'bo'), gives('bo', 'ada')],
        ballots: [casts('ada', 'yes')],
      }),
    );
    expect(result.voters).toEqual({ ada: { own: '1', carried: '2', from: ['bo', 'di'] } });
    expect(result).toMatchObject({ outcome: 'adopted', winners: ['yes'], scores: { yes: '3', no: '0', abstain: '0' } });
  });

  it('lets an own ballot win both ways: it keeps the own weight and what was delegated to it', () => {
    const result = count(
      proposal({
        members: people('ada', 'bo', 'cy'),
        delegations: [gives('bo', 'ada'), gives('cy', 'bo')],
        ballots: [casts('ada', 'yes'), casts('bo', 'abstain')],
      }),
    );
    expect(result.scores).toEqual({ yes: '1', no: '0', abstain: '2' });
  });

  it('counts the last ballot of a voter', () => {
    expect(
      count(proposal({ members: people('ada'), ballots: [casts('ada', 'yes'), casts('ada', 'no')] })).scores,
    ).toMatchObject({ yes: '0', no: '1' });
  });

  it('cuts the circle A→B→C→D→A at those who vote: C yes, A no is 2 to 2, a tie', () => {
    const circle = [gives('A', 'B'), gives('B', 'C'), gives('C', 'D'), gives('D', 'A')];
    const result = count(
      proposal({
        members: people('A', 'B', 'C', 'D'),
        delegations: circle,
        ballots: [casts('C', 'yes'), casts('A', 'no')],
      }),
    );
    expect(result).toMatchObject({ outcome: 'tied', winners: ['yes', 'no'], scores: { yes: '2', no: '2' } });
  });

  it('reports both members of A→B→A as undelivered when nobody votes', () => {
    const result = count(proposal({ members: people('A', 'B'), delegations: [gives('A', 'B'), gives('B', 'A')] }));
    expect(result.undelivered).toEqual({
      total: '2',
      reasons: { cycle: '2', 'dead-end': '0', cap: '0', damping: '0' },
    });
    expect(result.outcome).toBe('rejected');
  });

  it('adds thirds to a whole', () => {
    const third = { weight: fractionOf('1/3') };
    const members = [person('ada', third), person('bo', third), person('cy', third)];
    const result = count(
      proposal({ members, delegations: [gives('bo', 'ada')], ballots: [casts('ada', 'yes'), casts('cy', 'yes')] }),
    );
    expect(result.scores.yes).toBe('1');
  });
});

describe('scopes', () => {
  const members = people('ada', 'bo', 'cy', 'di', 'em');
  const ballots = [casts('ada', 'yes'), casts('bo', 'no'), casts('cy', 'abstain'), casts('di', 'yes')];
  const inScopes = (...scopes: [string, Scope][]) =>
    Object.entries(
      count(
        proposal({
          members,
          ballots,
          areas: ['roads/cycling'],
          delegations: scopes.map(([to, scope]) => gives('em', to ? [to] : [], scope)),
        }),
      ).voters,
    ).find(([, load]) => load.from.includes('em'))?.[0];

  it('uses the narrowest: proposal, then area, then parent area, then assembly', () => {
    const [proposalScope, area, parent, assembly] = [
      ['ada', 'proposal'],
      ['bo', 'area:roads/cycling'],
      ['cy', 'area:roads'],
      ['di', 'assembly'],
    ] as [string, Scope][];
    expect(inScopes(assembly!, parent!, area!, proposalScope!)).toBe('ada');
    expect(inScopes(assembly!, parent!, area!)).toBe('bo');
    expect(inScopes(assembly!, parent!)).toBe('cy');
    expect(inScopes(assembly!)).toBe('di');
  });

  it('ignores delegations in other areas', () => {
    expect(inScopes(['ada', 'area:roads/cycling/lanes'], ['bo', 'area:rail'], ['di', 'assembly'])).toBe('di');
  });

  it('lets "nobody" in a narrow scope hide the wider one', () => {
    expect(inScopes(['di', 'assembly'], ['', 'area:roads'])).toBeUndefined();
  });
});

describe('delegation limits', () => {
  const chain = {
    members: people('ada', 'bo', 'cy', 'di'),
    delegations: [gives('bo', 'ada'), gives('cy', 'bo'), gives('di', 'cy')],
  };

  it('cuts a chain longer than allowed', () => {
    const result = count(proposal({ ...chain, ballots: [casts('ada', 'yes')], delegationLimits: { maxChain: 2 } }));
    expect(result.voters['ada']).toEqual({ own: '1', carried: '2', from: ['bo', 'cy'] });
    expect(result.undelivered.reasons).toMatchObject({ 'dead-end': '1' });
  });

  it('damps exactly, hop by hop', () => {
    const result = count(proposal({ ...chain, ballots: [casts('ada', 'yes')], delegationLimits: { damping: '9/10' } }));
    expect(result.voters['ada']!.carried).toBe('2439/1000');
    expect(result.undelivered.reasons.damping).toBe('561/1000');
  });

  it('caps what one voter carries at a share of the electorate, alike for all whom they carry', () => {
    const star = {
      members: [
        person('ada'),
        person('bo', { class: 'workers' }),
        person('cy', { class: 'clients' }),
        person('di', { class: 'clients' }),
      ],
      delegations: [gives('bo', 'ada'), gives('cy', 'ada'), gives('di', 'ada')],
    };
    const result = count(proposal({ ...star, ballots: [casts('ada', 'yes')], delegationLimits: { cap: '1/4' } }));
    expect(result.voters['ada']!.carried).toBe('1');
    expect(result.undelivered.reasons.cap).toBe('2');
    expect(result.byClass['clients']!.carried).toBe('2/3');
  });
});

describe('guests and hand counts', () => {
  it('tallies consultative guests apart', () => {
    const members = [person('ada'), person('gus', { votes: false }), person('gil', { votes: false }), person('bo')];
    const delegations = [gives('gil', 'gus'), gives('bo', 'gus')];
    const result = count(proposal({ members, delegations, ballots: [casts('ada', 'yes'), casts('gus', 'no')] }));
    expect(result.scores).toMatchObject({ yes: '1', no: '0' });
    expect(result.undelivered.reasons['dead-end']).toBe('1');
    expect(result.guests).toMatchObject({
      scores: { yes: '0', no: '2' },
      voters: { gus: { carried: '1', from: ['gil'] } },
    });
  });

  it('counts hands once each, lets the delegations of the counted sleep, and lets no chain end at them', () => {
    const result = count(
      proposal({
        members: people('ada', 'ed', 'flo', 'hal', 'ira'),
        delegations: [gives('ed', 'ada'), gives('ira', 'ed')],
        ballots: [casts('ada', 'no')],
        handCounts: [{ counted: ['ed', 'flo', 'hal'], totals: { yes: 1, abstain: 1 } }],
      }),
    );
    expect(result.scores).toEqual({ yes: '1', no: '1', abstain: '1' });
    expect(result.undelivered).toMatchObject({ total: '2', reasons: { 'dead-end': '2' } });
    expect(result.byChannel['in-person']).toMatchObject({ handCount: '2', scores: { yes: '1', abstain: '1' } });
  });
});

describe('conditions', () => {
  const voted = (yes: number, no: number, abstain = 0) => [
    { count: Fraction.of(yes), choice: 'yes', channel: 'online' as const },
    { count: Fraction.of(no), choice: 'no', channel: 'online' as const },
    { count: Fraction.of(abstain), choice: 'abstain', channel: 'online' as const },
  ];
  const decided = (given: Partial<Election>) => count(proposal(given)).outcome;

  it('does not take half of 4 for more than half', () => {
    const decision = { thresholds: [{ base: 'valid' as const, fraction: '1/2', strict: true }] };
    expect(decided({ profile: voted(2, 1, 1), decision })).toBe('rejected');
    expect(decided({ profile: voted(3, 1), decision })).toBe('adopted');
  });

  it('takes 6 for at least two thirds of 9', () => {
    const decision = { thresholds: [{ base: 'yes-no' as const, fraction: '2/3', strict: false }] };
    expect(decided({ profile: voted(6, 3), decision })).toBe('adopted');
    expect(decided({ profile: voted(5, 3), decision })).toBe('rejected');
  });

  it('adopts nothing when nobody said yes or no', () => {
    const decision = { thresholds: [{ base: 'yes-no' as const, fraction: '1/2', strict: false }] };
    expect(decided({ profile: voted(0, 0, 5), decision })).toBe('rejected');
  });

  it('measures against those entitled or present', () => {
    const of = (base: 'entitled' | 'present') => ({ thresholds: [{ base, fraction: '1/2', strict: true }] });
    const totals = { profile: voted(6, 0), entitled: Fraction.of(20), present: Fraction.of(10) };
    expect(decided({ ...totals, decision: of('entitled') })).toBe('rejected');
    expect(decided({ ...totals, decision: of('present') })).toBe('adopted');
  });

  it('asks for a quorum before anything else', () => {
    const quorums = [{ of: 'entitled-weight' as const, fraction: '1/5' }];
    expect(decided({ profile: voted(19, 0), entitled: Fraction.of(100), decision: { quorums } })).toBe('no-quorum');
    expect(decided({ profile: voted(19, 0, 1), entitled: Fraction.of(100), decision: { quorums } })).toBe('adopted');
  });

  it('takes a quorum of heads or of weight, of votes or of those in the hall, and exactly so many are enough', () => {
    const members = [person('rich', { weight: Fraction.of(10), present: true }), person('bo'), person('cy')];
    const asked = (of: 'valid-heads' | 'present', atLeast: string, ...voters: string[]) =>
      decided({ members, ballots: voters.map((id) => casts(id, 'yes')), decision: { quorums: [{ of, atLeast }] } });
    expect(asked('valid-heads', '2', 'rich')).toBe('no-quorum');
    expect(asked('valid-heads', '2', 'rich', 'bo')).toBe('adopted');
    expect(asked('present', '10', 'bo')).toBe('adopted');
    expect(asked('present', '11', 'rich', 'bo', 'cy')).toBe('no-quorum');
  });

  it('finds a tie only where more yes than no was asked for and nothing else was missed', () => {
    const more = { base: 'yes-no' as const, fraction: '1/2', strict: true };
    const twoThirds = { base: 'yes-no' as const, fraction: '2/3', strict: false };
    const tied = (...thresholds: (typeof more)[]) => decided({ profile: voted(3, 3), decision: { thresholds } });
    expect(tied(more)).toBe('tied');
    expect(tied(twoThirds)).toBe('rejected');
    expect(tied(more, twoThirds)).toBe('rejected');
  });

  it('tells heads from weight: one rich member does not outvote two', () => {
    const members = [person('rich', { weight: Fraction.of(10) }), person('bo'), person('cy')];
    const ballots = [casts('rich', 'yes'), casts('bo', 'no'), casts('cy', 'no')];
    const thresholds = (measure: 'weight' | 'heads') => ({
      thresholds: [{ base: 'yes-no' as const, fraction: '1/2', strict: true, measure }],
    });
    expect(decided({ members, ballots, decision: thresholds('weight') })).toBe('adopted');
    expect(decided({ members, ballots, decision: thresholds('heads') })).toBe('rejected');
  });

  it('asks every class when a threshold is per class', () => {
    const members = [
      person('ada', { class: 'workers' }),
      person('bo', { class: 'clients' }),
      person('cy', { class: 'clients' }),
    ];
    const decision = {
      thresholds: [{ base: 'yes-no' as const, fraction: '1/2', strict: true, perBloc: 'class' as const }],
    };
    const ballots = [casts('ada', 'no'), casts('bo', 'yes'), casts('cy', 'yes')];
    expect(decided({ members, ballots, decision })).toBe('rejected');
    expect(decided({ members, ballots: [casts('ada', 'yes'), ...ballots.slice(1)], decision })).toBe('adopted');
  });
});

const ids = ['ada', 'bo', 'cy', 'di', 'ed', 'flo', 'gus'];
const weights = fc.constantFrom('1', '0', '2', '1/3', '0.5', '1000000000000000000').map(fractionOf);
const anyone = fc.constantFrom(...ids);
const anyProposal: fc.Arbitrary<Election> = fc
  .record({
    members: fc.tuple(
      ...ids.map((id) =>
        fc.record({ weight: weights, class: fc.constantFrom('workers', 'clients') }).map((more) => person(id, more)),
      ),
    ),
    delegations: fc.uniqueArray(
      fc.record({
        from: anyone,
        scope: fc.constantFrom<Scope>('assembly', 'area:roads', 'area:roads/cycling', 'proposal', 'area:rail'),
        to: fc.uniqueArray(anyone, { maxLength: 3 }),
      }),
      { maxLength: 15, selector: ({ from, scope }) => `${from} ${scope}` },
    ),
    ballots: fc.uniqueArray(
      fc.record({
        voter: anyone,
        choice: fc.constantFrom('yes', 'no', 'abstain'),
        channel: fc.constantFrom('in-person' as const, 'online' as const),
      }),
      { maxLength: 5, selector: ({ voter }) => voter },
    ),
    delegationRule: fc.constantFrom(...delegationRuleNames),
    delegationLimits: fc.record(
      { maxChain: fc.nat(3), cap: fc.constantFrom('1/10', '1/2'), damping: fc.constantFrom('9/10', '1/3') },
      { requiredKeys: [] },
    ),
  })
  .map(({ delegations, ...rest }) =>
    proposal({
      ...rest,
      areas: ['roads/cycling'],
      delegations: delegations.map((one) => ({ ...one, to: one.to.filter((id) => id !== one.from) })),
    }),
  );

describe('whatever the roll, the delegations and the ballots', () => {
  it('no weight is lost or made: own, carried and undelivered are the electorate', () => {
    fc.assert(
      fc.property(anyProposal, (given) => {
        const { sums, undelivered, participation } = tally(given);
        const told = [sums.own, sums.carried, undelivered.total].map(fractionOf);
        expect(Fraction.sum(told).toString()).toBe(participation.entitled);
      }),
    );
  });

  it('the order of roll, delegations and ballots changes nothing', () => {
    fc.assert(
      fc.property(anyProposal, fc.func(fc.nat()), (given, place) => {
        const shuffled = <Item>(items: readonly Item[]) => [...items].sort((a, b) => place(a) - place(b));
        const other = {
          ...given,
          members: shuffled(given.members),
          delegations: shuffled(given.delegations),
          ballots: shuffled(given.ballots),
        };
        const sorted = (election: Election) => {
          const { voters, ...rest } = count(election);
          return {
            ...rest,
            voters: Object.entries(voters)
              .map(([id, load]) => [id, { ...load, from: [...load.from].sort() }])
              .sort(),
          };
        };
        expect(sorted(other)).toEqual(sorted(given));
      }),
    );
  });

  it('the same election gives the same bytes, and the tally is the count without its voters', () => {
    fc.assert(
      fc.property(anyProposal, (given) => {
        const result = count(given);
        expect(JSON.stringify(count(given))).toBe(JSON.stringify(result));
        const { sums: _sums, ...shared } = tally(given, resolveDelegations(given));
        expect(result).toMatchObject(JSON.parse(JSON.stringify(shared)) as object);
      }),
    );
  });
});
