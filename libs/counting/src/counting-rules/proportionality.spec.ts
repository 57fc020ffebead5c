import * as fc from 'fast-check';
import type { Election } from '../election';
import type { CountingRuleName } from '.';
import { LARGE_AND_SMALL_STATES, approvalBallots, countLines, line, rankedBallots } from './profile.contract';
import { committees } from './shared/committees';

const OPTIONS = ['a', 'b', 'c', 'd', 'e'];

/** Approval ballots, each with how many voters cast it. */
type Approving = readonly { readonly number: number; readonly approved: readonly string[] }[];

/** Half of the ballots are party lists: a big party and a smaller one are what counts that are not proportional fail on. */
const approvals = fc.oneof(
  fc.subarray(OPTIONS, { minLength: 1 }),
  fc.constantFrom(['a', 'b', 'c'], ['d', 'e'], ['a', 'b'], ['c', 'd', 'e']),
);
const approvings: fc.Arbitrary<Approving> = fc.array(
  fc.record({ number: fc.integer({ min: 1, max: 6 }), approved: approvals }),
  { minLength: 1, maxLength: 5 },
);
const seatNumbers = fc.integer({ min: 1, max: 4 });

/** One full set of winners: where ties leave several, the first in order. */
function elected(rule: CountingRuleName, approving: Approving, seats: number, options = OPTIONS): readonly string[] {
  const profile = approving.map(({ number, approved }) => line(String(number), approved));
  const unitCosts: Partial<Election> =
    rule === 'equal-shares'
      ? { costs: Object.fromEntries(options.map((option) => [option, '1'])), budget: String(seats) }
      : { seats };
  const { winners } = countLines(rule, options, profile, { ...unitCosts, tieBreak: 'order' });
  expect(winners.length).toBeLessThanOrEqual(seats);
  return winners;
}

const subsetsOf = (some: readonly string[], size: number) =>
  [...committees(some.length, size)].map((places) => places.map((place) => some[place]!));

const votersOf = (approving: Approving) => approving.reduce((sum, { number }) => sum + number, 0);

/**
 * Groups who are due `share` winners, and all approve of `share` options together: as many voters as `share` seats take. Fails where
 * `wronged` says of so many of them that they have too few.
 */
function represents(
  approving: Approving,
  seats: number,
  options: readonly string[],
  wronged: (approved: readonly string[], share: number) => boolean,
): boolean {
  return options.every((_, index) => {
    const share = index + 1;
    return subsetsOf(options, share).every((common) => {
      const group = approving.filter(
        ({ approved }) => common.every((option) => approved.includes(option)) && wronged(approved, share),
      );
      return votersOf(group) * seats < share * votersOf(approving);
    });
  });
}

/** Extended justified representation: somebody in every such group approves of as many winners as the group is due. */
function isExtendedJustified(approving: Approving, seats: number, winners: readonly string[], options = OPTIONS) {
  return represents(
    approving,
    seats,
    options,
    (approved, share) => approved.filter((option) => winners.includes(option)).length < share,
  );
}

/** Proportional justified representation: every such group together approves of as many winners as it is due. */
function isProportionalJustified(approving: Approving, seats: number, winners: readonly string[], options = OPTIONS) {
  return [...winners.keys()].every((fewer) =>
    subsetsOf(winners, fewer).every((few) =>
      represents(
        approving,
        seats,
        options,
        (approved, share) =>
          share === fewer + 1 && approved.every((option) => few.includes(option) || !winners.includes(option)),
      ),
    ),
  );
}

describe('extended justified representation (Aziz and others 2017)', () => {
  it.each(['pav', 'equal-shares'] as const)('is given by %s', (rule) => {
    fc.assert(
      fc.property(approvings, seatNumbers, (approving, seats) => {
        expect(isExtendedJustified(approving, seats, elected(rule, approving, seats))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is not given by counting approvals, where 51 of 100 take every seat', () => {
    const approving = [
      { number: 51, approved: ['a', 'b', 'c'] },
      { number: 49, approved: ['d', 'e'] },
    ];
    const winners = elected('approval', approving, 3);
    expect(winners).toEqual(['a', 'b', 'c']);
    expect(isExtendedJustified(approving, 3, winners)).toBe(false);
  });

  it("is not given by Phragmén's rule (Brill and others 2024, example 6): 4 of 24 voters are due 2 of 12 seats", () => {
    const cs = Array.from({ length: 12 }, (_, index) => `c${index + 1}`);
    const options = ['a', 'b', ...cs];
    const approving = [
      { number: 2, approved: ['a', 'b', 'c1'] },
      { number: 2, approved: ['a', 'b', 'c2'] },
      { number: 6, approved: cs },
      { number: 5, approved: cs.slice(1) },
      { number: 9, approved: cs.slice(2) },
    ];
    const winners = elected('phragmen', approving, 12, options);
    expect(winners).toEqual(cs);
    expect(isExtendedJustified(approving, 12, winners, options)).toBe(false);
  });
});

describe('proportional justified representation', () => {
  it.each(['phragmen', 'pav', 'equal-shares'] as const)('is given by %s', (rule) => {
    fc.assert(
      fc.property(approvings, seatNumbers, (approving, seats) => {
        expect(isProportionalJustified(approving, seats, elected(rule, approving, seats))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('tells c1, c2, c3, c4 and three of four others from all four (Sánchez-Fernández and others 2017, example 1)', () => {
    const many = ['c5', 'c6', 'c7', 'c8'];
    const alone = ['c1', 'c2', 'c3', 'c4'];
    const approving = [...alone.map((option) => ({ number: 1, approved: [option] })), { number: 6, approved: many }];
    const options = [...alone, ...many];
    expect(isProportionalJustified(approving, 7, [...alone, 'c5', 'c6', 'c7'], options)).toBe(false);
    expect(isProportionalJustified(approving, 7, ['c2', 'c3', 'c4', ...many], options)).toBe(true);
  });
});

describe('more seats take no seat away', () => {
  it("holds for Phragmén's rule, which elects one after the other", () => {
    fc.assert(
      fc.property(approvings, seatNumbers, (approving, seats) => {
        const profile = approving.map(({ number, approved }) => line(String(number), approved));
        const [fewer, more] = [seats, seats + 1].map((some) =>
          countLines('phragmen', OPTIONS, profile, { seats: some }),
        );
        if (fewer!.outcome === 'elected') expect(more!.winners).toEqual(expect.arrayContaining([...fewer!.winners]));
      }),
    );
  });

  it('does not hold for proportional approval: who is the best one is not one of the best two', () => {
    const ballots = approvalBallots('4 a b, 4 a c, 3 b, 3 c');
    expect(countLines('pav', ['a', 'b', 'c'], ballots, { seats: 1 }).winners).toEqual(['a']);
    expect(countLines('pav', ['a', 'b', 'c'], ballots, { seats: 2 }).winners).toEqual(['b', 'c']);
  });

  it.each(['dhondt', 'sainte-lague'] as const)('holds for %s', (rule) => {
    const votes = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(votes, fc.integer({ min: 1, max: 30 }), (given, seats) => {
        const [fewer, more] = [seats, seats + 1].map((some) => apportioned(rule, given, some));
        for (const list of OPTIONS) expect(more![list]).toBeGreaterThanOrEqual(fewer![list]!);
      }),
    );
  });
});

describe('the quota: no list gets less than its share of seats rounded down, nor more than it rounded up', () => {
  it('holds downwards for dhondt', () => {
    const votes = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(votes, fc.integer({ min: 1, max: 100 }), (given, seats) => {
        const all = given.reduce((sum, some) => sum + some, 0);
        const won = apportioned('dhondt', given, seats);
        OPTIONS.forEach((list, index) =>
          expect(won[list]).toBeGreaterThanOrEqual(Math.floor((given[index]! * seats) / all)),
        );
      }),
    );
  });

  it('is passed upwards by dhondt and downwards by sainte-lague for a share of exactly 44 (Balinski and Young 1975)', () => {
    const won = (rule: 'dhondt' | 'sainte-lague') =>
      countLines(rule, [...'ABCDE'], LARGE_AND_SMALL_STATES, { seats: 100 }).scores['B'];
    expect(won('dhondt')).toBe('45');
    expect(won('sainte-lague')).toBe('43');
  });
});

describe('proportionality for solid coalitions: who put the same options first get their quotas of seats', () => {
  it.each(['gregory', 'meek'] as const)('holds for stv with %s transfers', (transfer) => {
    const orders = fc.array(
      fc.record({
        number: fc.integer({ min: 1, max: 6 }),
        order: fc.shuffledSubarray(OPTIONS, { minLength: OPTIONS.length }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(orders, seatNumbers, (given, seats) => {
        const text = given.map(({ number, order }) => `${number} ${order.join('>')}`).join(', ');
        const ruleOptions = { transfer };
        const { winners } = countLines('stv', OPTIONS, rankedBallots(text), { seats, ruleOptions, tieBreak: 'order' });
        const all = given.reduce((sum, { number }) => sum + number, 0);
        const quota = Math.floor(all / (seats + 1)) + 1;
        for (const size of OPTIONS.keys()) {
          for (const coalition of subsetsOf(OPTIONS, size + 1)) {
            const solid = given.filter(({ order }) => order.slice(0, size + 1).every((one) => coalition.includes(one)));
            const due = Math.floor(solid.reduce((sum, { number }) => sum + number, 0) / quota);
            const won = winners.filter((option) => coalition.includes(option)).length;
            expect(won).toBeGreaterThanOrEqual(Math.min(due, coalition.length));
          }
        }
      }),
    );
  });
});

/** Seats by list, ties settled in order. */
function apportioned(
  rule: 'dhondt' | 'sainte-lague',
  votes: readonly number[],
  seats: number,
): Readonly<Record<string, number>> {
  const profile = votes.map((some, list) => line(String(some), OPTIONS[list]!));
  const { scores } = countLines(rule, OPTIONS, profile, { seats, tieBreak: 'order' });
  return Object.fromEntries(OPTIONS.map((list) => [list, Number(scores[list])]));
}
