import {
  delegationRuleNames,
  election,
  Fraction,
  fractionOf,
  tally,
  type Delegation,
  type Election,
} from '@plenum/counting';
import { Dice } from './support/dice';
import { LONG, report, SEED, withSeed } from './support/run-length';

const LARGE = 100_000;
const GRAPHS = LONG ? 10_000 : 200;
const PEOPLE = 60;

/** Members of weight 1, 2, 3, 1, 2 …, who delegate and vote as said. */
function assembly(size: number, to: (member: number) => number | undefined, voters: readonly number[]): Election {
  const members = Array.from({ length: size }, (_, index) => ({
    ...{ id: `m${index}`, weight: Fraction.of((index % 3) + 1), votes: true, present: false },
  }));
  const delegations = members.flatMap(({ id }, index): Delegation[] => {
    const delegate = to(index);
    return delegate === undefined ? [] : [{ from: id, scope: 'assembly', to: [`m${delegate}`] }];
  });
  const ballots = voters.map((voter) => ({ voter: `m${voter}`, choice: 'yes', channel: 'online' as const }));
  return election({ options: ['yes', 'no'], rule: 'majority', members, delegations, ballots });
}

const rollOf = (size: number) => Array.from({ length: size }, (_, index) => (index % 3) + 1).reduce((a, b) => a + b, 0);

/** What arrived, what did not, and the whole roll, in whole numbers. */
function sums(counted: Election) {
  const { scores, undelivered, participation } = tally(counted);
  const number = (text = '0') => Number(fractionOf(text).toString());
  return { yes: number(scores['yes']), lost: number(undelivered.total), entitled: number(participation.entitled) };
}

describe.each(delegationRuleNames)('delegations of every shape, by the rule %s', (delegationRule) => {
  const counted = (given: Election) => sums({ ...given, delegationRule });

  it.each(Array.from({ length: 49 }, (_, index) => index + 2))(
    'a circle of %i gives nothing while nobody in it votes, and each weight once when somebody does',
    (length) => {
      const next = (member: number) => (member + 1) % length;
      const entitled = rollOf(length);
      expect(counted(assembly(length, next, []))).toEqual({ yes: 0, lost: entitled, entitled });
      expect(counted(assembly(length, next, [length - 1]))).toEqual({ yes: entitled, lost: 0, entitled });
      expect(counted(assembly(length, next, [0, length >> 1]))).toEqual({ yes: entitled, lost: 0, entitled });
    },
  );

  it(`a chain of ${LARGE} arrives whole, without a fault of the stack`, () => {
    const next = (member: number) => (member + 1 < LARGE ? member + 1 : undefined);
    const entitled = rollOf(LARGE);
    expect(counted(assembly(LARGE, next, [LARGE - 1]))).toEqual({ yes: entitled, lost: 0, entitled });
    expect(counted(assembly(LARGE, next, []))).toEqual({ yes: 0, lost: entitled, entitled });
  });

  it(`a star of ${LARGE} arrives whole, and so does a circle of ${LARGE}`, () => {
    const entitled = rollOf(LARGE);
    const star = assembly(LARGE, (member) => (member === 0 ? undefined : 0), [0]);
    expect(counted(star)).toEqual({ yes: entitled, lost: 0, entitled });
    const circle = (voters: readonly number[]) => assembly(LARGE, (member) => (member + 1) % LARGE, voters);
    expect(counted(circle([]))).toEqual({ yes: 0, lost: entitled, entitled });
    expect(counted(circle([7]))).toEqual({ yes: entitled, lost: 0, entitled });
  });

  it(`${GRAPHS} random graphs never give more than the roll holds, nor lose any of it (seed ${SEED})`, async () => {
    await withSeed(() => {
      const dice = new Dice(SEED);
      for (let graph = 0; graph < GRAPHS; graph += 1) {
        const size = 2 + dice.below(PEOPLE);
        const targets = Array.from({ length: size }, () => (dice.oneIn(6) ? undefined : dice.below(size)));
        const voters = Array.from({ length: size }, (_, member) => member).filter(() => dice.oneIn(8));
        const { yes, lost, entitled } = counted(assembly(size, (member) => targets[member], voters));
        expect({ graph, sum: yes + lost, entitled }).toEqual({ graph, sum: entitled, entitled: rollOf(size) });
        expect(yes).toBe(followed(targets, new Set(voters)));
      }
    });
    report('graphs', { delegationRule, graphs: GRAPHS, broken: 0 });
  });
});

/** The same by following each member's chain by itself. */
function followed(targets: readonly (number | undefined)[], voters: ReadonlySet<number>): number {
  let sum = 0;
  for (const member of targets.keys()) {
    let at: number | undefined = member;
    for (let hops = 0; at !== undefined && !voters.has(at); hops += 1)
      at = hops > targets.length ? undefined : targets[at];
    if (at !== undefined) sum += (member % 3) + 1;
  }
  return sum;
}
