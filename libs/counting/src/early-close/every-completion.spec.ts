import * as fc from 'fast-check';
import { delegationRuleNames } from '../delegation-rules';
import { type Ballot, type Delegation, type Election, type Json, type Member, election } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';
import { tally } from '../tally';
import type { Outcome } from '../conditions/decide';
import { possibleOutcomes } from './possible-outcomes';
import { type StillOpen, movable } from './still-open';
import { whyNotSettled } from './why-not-settled';

const IDS = ['ada', 'bo', 'cy', 'di'];

/** What one member may end with: a ballot of their own, or silence, and then whom they trust. */
interface Move {
  readonly ballot?: Ballot;
  readonly trusts?: readonly string[];
}

const CHOICES: { readonly [rule: string]: readonly Json[] } = {
  majority: ['yes', 'no', 'abstain'],
  consent: ['agree', 'object', 'block', 'abstain'],
};

function movesOf(id: string, given: Election, { delegationsMayChange }: StillOpen): readonly Move[] {
  const channels = given.weighing.factors ? (['in-person', 'online'] as const) : (['online'] as const);
  const ballots = CHOICES[given.rule]!.flatMap((choice) =>
    channels.map((channel) => ({ ballot: { voter: id, choice, channel } })),
  );
  if (!delegationsMayChange) return [...ballots, {}];
  const others = IDS.filter((other) => other !== id);
  return [...ballots, { trusts: [] }, ...others.map((other) => ({ trusts: [other] }))];
}

/** Every way in which the vote can go on to its close, tried one by one. */
function everyOutcome(given: Election, open: StillOpen): ReadonlySet<Outcome> {
  const { fixed, free } = movable(given, open);
  const found = new Set<Outcome>();
  const moves = free.map(({ id }) => movesOf(id, given, open));
  const total = moves.reduce((product, { length }) => product * length, 1);
  for (let number = 0; number < total; number++) {
    let rest = number;
    const made = moves.map((some) => {
      const move = some[rest % some.length]!;
      rest = (rest - (rest % some.length)) / some.length;
      return move;
    });
    found.add(tally(completed(fixed, free, made)).outcome);
  }
  return found;
}

function completed(fixed: Election, free: readonly Member[], made: readonly Move[]): Election {
  const moved = new Map<string, Delegation>();
  free.forEach(({ id: from }, index) => {
    const to = made[index]!.trusts;
    if (to) moved.set(from, { from, scope: 'assembly', to });
  });
  return {
    ...fixed,
    ballots: [...fixed.ballots, ...made.flatMap(({ ballot }) => ballot ?? [])],
    delegations: [...fixed.delegations.filter(({ from }) => !moved.has(from)), ...moved.values()],
  };
}

const weight = fc.constantFrom('1', '1', '2', '1/2', '0').map(fractionOf);
const fraction = fc.constantFrom('0', '1/3', '1/2', '2/3', '1');
const measure = fc.constantFrom('weight' as const, 'heads' as const);
const threshold = fc.record(
  {
    base: fc.constantFrom('yes-no' as const, 'valid' as const, 'present' as const, 'entitled' as const),
    fraction,
    strict: fc.boolean(),
    measure,
    perBloc: fc.constant('class' as const),
  },
  { requiredKeys: ['base', 'fraction', 'strict'] },
);
const quorum = fc.record({
  of: fc.constantFrom(
    'entitled-weight' as const,
    'entitled-heads' as const,
    'valid-weight' as const,
    'present' as const,
  ),
  fraction,
});
const anyDecision = fc.record({
  thresholds: fc.array(threshold, { maxLength: 2 }),
  quorums: fc.array(quorum, { maxLength: 1 }),
  blocksStand: fc.boolean(),
});
/** Thresholds that ask for half, and quorums: where nothing that is so goes unproven. */
const halfDecision = fc.record({
  thresholds: fc.array(
    fc.record({
      base: fc.constantFrom('yes-no' as const, 'entitled' as const),
      fraction: fc.constant('1/2'),
      strict: fc.boolean(),
    }),
    { maxLength: 1 },
  ),
  quorums: fc.array(quorum, { maxLength: 1 }),
});
const anyOpen: fc.Arbitrary<StillOpen> = fc
  .record({
    ballotsMayChange: fc.constantFrom(...Array.from({ length: 8 }, (_, eighth) => eighth === 0)),
    delegationsMayChange: fc.boolean(),
  })
  .map((open) => ({
    ...open,
    handCountIsOpen: false,
    handsMayBeCounted: false,
    presenceMayChange: false,
    rollMayChange: false,
  }));

interface People {
  readonly members: readonly Member[];
  readonly spoke: readonly ('ballot' | 'hand' | 'silent')[];
  readonly choices: readonly number[];
  readonly delegations: readonly Delegation[];
}

const people: fc.Arbitrary<People> = fc.record({
  members: fc.tuple(
    ...IDS.map((id) =>
      fc.record({
        id: fc.constant(id),
        weight,
        class: fc.constantFrom('workers', 'clients'),
        votes: fc.constant(true),
        present: fc.boolean(),
      }),
    ),
  ),
  spoke: fc.tuple(
    fc.constantFrom('ballot' as const, 'hand' as const),
    ...IDS.slice(1).map(() => fc.constantFrom('ballot' as const, 'ballot' as const, 'silent' as const)),
  ),
  choices: fc.tuple(...IDS.map(() => fc.nat(11))),
  delegations: fc.tuple(
    ...IDS.map((from) =>
      fc
        .uniqueArray(fc.constantFrom(...IDS.filter((id) => id !== from)), { maxLength: 2 })
        .map((to): Delegation => ({ from, scope: 'assembly', to })),
    ),
  ),
});

/** Where ballots can be changed all are free but those counted by hand: let there be one, so that there are not too many ways. */
function fewFree(who: People, { ballotsMayChange }: StillOpen): People {
  return ballotsMayChange ? { ...who, spoke: ['hand', ...who.spoke.slice(1)] } : who;
}

function proposal({ members, spoke, choices, delegations }: People, more: Partial<Election>): Election {
  const rule = more.rule ?? 'majority';
  const known = CHOICES[rule]!;
  const choiceOf = (index: number) => known[choices[index]! % known.length]!;
  const by = (how: string) => IDS.map((_, index) => index).filter((index) => spoke[index] === how);
  return election({
    options: rule === 'majority' ? ['yes', 'no'] : ['the new roof'],
    rule,
    members,
    delegations,
    ballots: by('ballot').map((index) => ({ voter: IDS[index]!, choice: choiceOf(index), channel: 'online' })),
    handCounts: by('hand').map((index) => ({ counted: [IDS[index]!], totals: { [String(choiceOf(index))]: 1 } })),
    ...more,
  });
}

describe('whatever was said so far, against every way to go on, tried one by one', () => {
  it('an outcome that is called settled is the only one, and none that can be is missing', () => {
    const rules = fc.record({
      rule: fc.constantFrom('majority' as const, 'consent' as const),
      decision: anyDecision,
      delegationRule: fc.constantFrom(...delegationRuleNames),
      delegationLimits: fc.record(
        { maxChain: fc.nat(2), cap: fc.constantFrom('1/4', '1/2'), damping: fc.constantFrom('1/2', '9/10') },
        { requiredKeys: [] },
      ),
      tieBreak: fc.constantFrom('none' as const, 'status-quo' as const, 'order' as const, 'chair:bo' as const),
    });
    const settled = new Set<Outcome>();
    fc.assert(
      fc.property(people, rules, anyOpen, (who, more, open) => {
        const given = proposal(fewFree(who, open), more);
        const actual = everyOutcome(given, open);
        const found = whyNotSettled(given, open);
        if (found.settled) {
          expect([...actual]).toEqual([found.outcome]);
          settled.add(found.outcome);
        }
        const possible = found.settled ? [found.outcome] : found.possible;
        for (const outcome of actual) expect(possible).toContain(outcome);
      }),
      { numRuns: 250 },
    );
    expect(settled.size).toBeGreaterThanOrEqual(3);
  });

  it('so it is with factors, in whichever channel they go on', () => {
    const factors = fc.record({
      'in-person': fc.constantFrom('3/2', '0'),
      online: fc.constantFrom('1', '1/2'),
      carried: fc.constantFrom('1', '2', '1/3'),
    });
    const commission = fc.record({ members: fc.subarray(IDS), factor: fc.constantFrom('0', '3') });
    const weighing = fc.record({ factors, commission }, { requiredKeys: ['factors'] });
    fc.assert(
      fc.property(people, fc.record({ weighing, decision: anyDecision }), anyOpen, (who, more, open) => {
        const spoke = who.spoke.map((how, index) => (index < 2 && how === 'silent' ? 'ballot' : how));
        const given = proposal({ ...who, spoke }, more);
        const actual = everyOutcome(given, { ...open, ballotsMayChange: false });
        const found = whyNotSettled(given, { ...open, ballotsMayChange: false });
        if (found.settled) expect([...actual]).toEqual([found.outcome]);
        else for (const outcome of actual) expect(found.possible).toContain(outcome);
      }),
      { numRuns: 120 },
    );
  });

  it('a majority for which only one outcome is left is called settled', () => {
    let settledWhileOpen = 0;
    fc.assert(
      fc.property(people, halfDecision, anyOpen, (who, decision, open) => {
        const given = proposal(fewFree(who, open), { decision });
        const [only, ...others] = everyOutcome(given, open);
        const found = whyNotSettled(given, open);
        expect(found.settled).toBe(others.length === 0);
        if (found.settled) expect(found.outcome).toBe(only);
        if (found.settled && movable(given, open).free.length > 0) settledWhileOpen++;
      }),
      { numRuns: 250 },
    );
    expect(settledWhileOpen).toBeGreaterThan(20);
  });

  it('a show of hands that may still be counted, and come to less than was carried, is thought of', () => {
    const open: StillOpen = {
      ballotsMayChange: false,
      delegationsMayChange: false,
      handCountIsOpen: false,
      handsMayBeCounted: true,
      presenceMayChange: false,
      rollMayChange: false,
    };
    const given = election({
      options: ['yes', 'no'],
      rule: 'majority',
      members: IDS.slice(0, 2).map((id) => ({ id, weight: Fraction.ONE, votes: true, present: true })),
      delegations: [{ from: 'bo', scope: 'assembly', to: ['ada'] }],
      ballots: [{ voter: 'ada', choice: 'yes', channel: 'online' }],
      decision: { quorums: [{ of: 'entitled-weight', fraction: '1' }] },
    });
    const counted = { ...given, handCounts: [{ counted: ['bo'], totals: {} }] };
    expect(tally(counted).outcome).toBe('no-quorum');
    const possible = possibleOutcomes(movable(given, open), open);
    expect(possible).toContain('no-quorum');
  });
});
