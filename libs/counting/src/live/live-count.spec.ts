import * as fc from 'fast-check';
import { type Delivery, deliver } from '../delegations/deliver';
import { type Resolution, fateOf, resolveDelegations } from '../delegations/resolve-delegations';
import type { Delegation, Member } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';
import { HOP_BUDGET } from './link-cut-forest';
import { LiveCount } from './live-count';
import { RollWeights, type Weighted } from './roll-weights';
import { ABSENT, COUNTED_BY_HAND, NOBODY, SILENT } from './voices';

const RUNS = process.env.PLENUM_LONG === '1' ? 5_000 : 200;
const BUCKETS = 3;
const CLASSES = 2;

/** The reference model: what each member said and wants, written down, and counted from nothing by a linear pass whenever asked. */
class PaperCount {
  constructor(
    readonly people: Weighted[],
    readonly delegates: number[],
    readonly voices: number[],
  ) {}

  resolution(): Resolution {
    const inElectorate = (member: number) => this.voices[member] !== ABSENT;
    const everyone = this.people.map((_, member) => member).filter(inElectorate);
    return resolveDelegations({
      members: everyone.map((m): Member => ({
        id: `m${m}`,
        weight: this.people[m]!.weight,
        votes: true,
        present: false,
      })),
      areas: [],
      delegations: everyone
        .filter((member) => this.delegates[member] !== NOBODY)
        .map((member): Delegation => ({ from: `m${member}`, scope: 'assembly', to: [`m${this.delegates[member]}`] })),
      delegationRule: 'breadth-first',
      delegationLimits: {},
      ballots: everyone.filter((member) => this.voices[member]! >= 0).map((member) => ({ voter: `m${member}` })),
      handCounts: [
        { counted: everyone.filter((member) => this.voices[member] === COUNTED_BY_HAND).map((m) => `m${m}`) },
      ],
    });
  }

  delivery(resolution: Resolution): Delivery {
    const indexes = resolution.roll.map(({ id }) => Number(id.slice(1)));
    return deliver(
      resolution,
      {},
      {
        bucketOf: Int32Array.from(indexes, (member) => this.voices[member]!),
        classOf: Int32Array.from(indexes, (member) => this.people[member]!.class),
        classes: CLASSES,
      },
    );
  }
}

/** What can happen, with any numbers; what does not apply to the members drawn is left out. */
interface Drawn {
  readonly kind: 'cast' | 'withdraw' | 'delegate' | 'revoke' | 'hand' | 'strike' | 'enrol';
  readonly member: number;
  readonly other: number;
  readonly person: Weighted;
}

function happens({ kind, member, other, person }: Drawn, roll: RollWeights, live: LiveCount, paper: PaperCount): void {
  const who = member % paper.voices.length;
  const voice = paper.voices[who]!;
  if (kind === 'enrol' && voice === ABSENT) {
    live.enrol(who);
    paper.voices[who] = SILENT;
  } else if (kind === 'enrol') {
    const index = roll.enrol(person);
    if (index === undefined) return;
    live.enrol(index);
    paper.people.push(person);
    paper.delegates.push(NOBODY);
    paper.voices.push(SILENT);
  } else if (voice === ABSENT) {
    return;
  } else if (kind === 'cast' && voice >= SILENT) {
    live.castBallot(who, other % BUCKETS);
    paper.voices[who] = other % BUCKETS;
  } else if (kind === 'withdraw' && voice >= 0) {
    live.withdrawBallot(who);
    paper.voices[who] = SILENT;
  } else if (kind === 'delegate' || kind === 'revoke') {
    const delegate = kind === 'revoke' ? NOBODY : other % paper.voices.length;
    live.setDelegation(who, delegate);
    paper.delegates[who] = delegate;
  } else if (kind === 'hand' && voice === SILENT) {
    live.countByHand(who);
    paper.voices[who] = COUNTED_BY_HAND;
  } else if (kind === 'strike') {
    live.strike(who);
    paper.voices[who] = ABSENT;
    paper.delegates[who] = NOBODY;
  }
}

/** Totals without the order of their lines, as text. */
function told({ delivered, undelivered, byHand, entitled }: Delivery): unknown {
  const lines = delivered.map((line) => `${line.bucket} ${line.class} ${line.carried} ${line.weight} ${line.heads}`);
  return JSON.parse(JSON.stringify({ lines: lines.sort(), undelivered, byHand, entitled }));
}

function expectSame(live: LiveCount, paper: PaperCount): void {
  const resolution = paper.resolution();
  expect(told(live.delivery())).toEqual(told(paper.delivery(resolution)));
  const carried = new Map<number, Fraction>();
  const voters = live.voters();
  paper.voices.forEach((voice, member) => {
    const index = resolution.indexOf.get(`m${member}`);
    expect(index === undefined).toBe(voice === ABSENT);
    if (index === undefined) return expect([live.fateOf(member), live.voterOf(member)]).toEqual([undefined, undefined]);
    const voter = resolution.voter[index]!;
    const expected = voter === -1 ? undefined : Number(resolution.roll[voter]!.id.slice(1));
    expect(live.fateOf(member)).toBe(fateOf(resolution, index));
    expect(live.voterOf(member)).toBe(expected);
    expect(voters[member]).toBe(expected ?? -1);
    if (expected === undefined || expected === member) return;
    carried.set(expected, (carried.get(expected) ?? Fraction.ZERO).plus(paper.people[member]!.weight));
  });
  paper.voices.forEach((voice, member) => {
    if (voice < 0) return;
    const sum = Fraction.sum(live.carriedBy(member).map(({ weight }) => weight));
    expect(sum.toString()).toBe((carried.get(member) ?? Fraction.ZERO).toString());
  });
}

const weights = {
  'all alike': fc.constant(Fraction.of(1)),
  'small fractions': fc.constantFrom('1', '1/2', '1/3', '2.5', '0').map(fractionOf),
  'beyond one number': fc
    .constantFrom('1', '1/3', '1000000000000000000', '123456789012345678901234567890')
    .map(fractionOf),
};
const events = (weight: fc.Arbitrary<Fraction>): fc.Arbitrary<Drawn> =>
  fc.record({
    kind: fc.constantFrom(
      ...(['cast', 'cast', 'cast', 'withdraw', 'withdraw', 'delegate', 'delegate', 'delegate', 'revoke'] as const),
      ...(['hand', 'strike', 'enrol'] as const),
    ),
    member: fc.nat(1000),
    other: fc.nat(1000),
    person: person(weight),
  });
const person = (weight: fc.Arbitrary<Fraction>): fc.Arbitrary<Weighted> =>
  fc.record({ weight, class: fc.nat(CLASSES - 1) });
const beginnings = (weight: fc.Arbitrary<Fraction>) =>
  fc.array(
    fc.record({
      person: person(weight),
      delegate: fc.option(fc.nat(1000), { nil: NOBODY }),
      voice: fc.constantFrom(SILENT, SILENT, SILENT, SILENT, 0, 1, COUNTED_BY_HAND, ABSENT),
    }),
    { minLength: 1, maxLength: 14 },
  );

describe.each(Object.entries(weights))('a live count, weights %s', (_, weight) => {
  it('is after every event what a count from nothing is, however often it folds', () => {
    const budgets = fc.constantFrom(0, 1, 3, HOP_BUDGET, Infinity);
    fc.assert(
      fc.property(
        beginnings(weight),
        fc.array(events(weight), { maxLength: 30 }),
        budgets,
        (start, drawn, hopBudget) => {
          const people = start.map((given) => given.person);
          const delegates = start.map(({ delegate, voice }) =>
            delegate === NOBODY || voice === ABSENT ? NOBODY : delegate % start.length,
          );
          const voices = start.map(({ voice }) => voice);
          const roll = RollWeights.of(people, CLASSES);
          const given = { roll, delegates: Int32Array.from(delegates), voices: Int32Array.from(voices), hopBudget };
          const [live, paper] = [new LiveCount(given), new PaperCount(people, delegates, voices)];
          expectSame(live, paper);
          for (const event of drawn) {
            happens(event, roll, live, paper);
            expectSame(live, paper);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});
