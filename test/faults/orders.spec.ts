import { Fraction, fractionOf, tally } from '@plenum/counting';
import {
  castBallot,
  closeVoting,
  electionOf,
  isRefusal,
  parseScope,
  revokeDelegation,
  setDelegation,
  withdrawBallot,
  type Outcome,
  type PlenumEvent,
} from '@plenum/domain';
import { NaiveModel } from '../../libs/domain/src/record/naive-model.contract';
import { drafted, enrolled, founded, opened, policy, roof } from '../../libs/domain/src/record/people.contract';
import { Story, uuid } from '../../libs/domain/src/record/story.contract';
import { Dice } from './support/dice';
import { LONG, report, SEED, withSeed } from './support/run-length';

const RANDOM_ORDERS = LONG ? 1_000_000 : 1_000;
const people = ['Ada', 'Bo', 'Cleo'].map(uuid) as [string, string, string];
const [ada, bo, cleo] = people;
const everywhere = parseScope('assembly')!;

type Command = readonly [name: string, decide: (story: Story) => Outcome<PlenumEvent>];

const votes = (who: string, choice: string): Command => [
  `${people.indexOf(who)} votes ${choice}`,
  (story) =>
    castBallot(
      { ...story.by(who), proposalId: roof, memberId: who, choice },
      story.ballot(roof, who),
      story.ballotFacts(roof, who),
    ),
];
const takesBack = (who: string): Command => [
  `${people.indexOf(who)} takes it back`,
  (story) =>
    withdrawBallot(
      { ...story.by(who), proposalId: roof, memberId: who },
      story.ballot(roof, who),
      story.ballotFacts(roof, who),
    ),
];
const trusts = (who: string, whom: string): Command => [
  `${people.indexOf(who)} trusts ${people.indexOf(whom)}`,
  (story) =>
    setDelegation(
      { ...story.by(who), memberId: who, scope: everywhere, delegates: [whom] },
      story.delegations(who),
      story.delegationFacts(undefined, [whom]),
    ),
];
const revokes = (who: string): Command => [
  `${people.indexOf(who)} revokes`,
  (story) => revokeDelegation({ ...story.by(who), memberId: who, scope: everywhere }, story.delegations(who)),
];
const closes: Command = [
  'the chair closes',
  (story) =>
    closeVoting({ ...story.by('role:chair'), proposalId: roof, cause: 'chair', reason: 'done' }, story.proposal(roof), {
      policy: policy('ordinary', { earlyClose: 'chair' }),
      unsettled: undefined,
    }),
];

const sets: readonly (readonly Command[])[] = [
  [votes(ada, 'yes'), trusts(bo, ada), revokes(bo), votes(bo, 'no'), trusts(cleo, bo), closes],
  [trusts(ada, bo), trusts(bo, cleo), trusts(cleo, ada), votes(cleo, 'yes'), takesBack(cleo), closes],
  [votes(ada, 'yes'), votes(ada, 'no'), takesBack(ada), trusts(ada, bo), votes(bo, 'abstain'), closes],
];
const everything: readonly Command[] = people.flatMap((who, index) => {
  const other = people[(index + 1) % 3]!;
  return [votes(who, 'yes'), votes(who, 'no'), takesBack(who), trusts(who, other), revokes(who)];
});

function play(order: readonly Command[]): Story {
  const frozen = { electorate: 'at-open', weights: 'at-open', delegations: 'live' } as const;
  const story = new Story().tell(founded(policy('ordinary', { frozen }, { maxDelegates: 1 })));
  story.tell(...people.map((id) => enrolled(id)), drafted(roof), opened(roof));
  for (const [, decide] of order) {
    const outcome = decide(story);
    if (!isRefusal(outcome)) story.tell(outcome);
  }
  return story;
}

/** In half weights, as the plain model counts. */
function counted(story: Story) {
  const { scores, undelivered, participation } = tally(electionOf(story.record, roof)!);
  const halves = (text = '0') => Number(fractionOf(text).times(Fraction.of(2)).toString());
  const { yes, no, abstain } = scores;
  return {
    ...{ yes: halves(yes), no: halves(no), abstain: halves(abstain) },
    ...{ undelivered: halves(undelivered.total), entitled: halves(participation.entitled) },
  };
}

function requireModel(order: readonly Command[]): void {
  const story = play(order);
  const told = order.map(([name]) => name);
  expect({ told, count: counted(story) }).toEqual({ told, count: new NaiveModel(story.events).count(roof) });
  const close = story.events.findIndex(({ type }) => type === 'VotingClosed');
  const ballots = story.events.slice(close + 1).filter(({ type }) => type.startsWith('Ballot'));
  expect(close >= 0 ? ballots : []).toEqual([]);
}

describe('commands that are fired together', () => {
  it.each(sets.map((set) => [set.map(([name]) => name).join(', '), set] as const))(
    'in all 720 orders come to what the plain model says: %s',
    (_names, set) => {
      let orders = 0;
      for (const order of permutations(set)) {
        requireModel(order);
        orders += 1;
      }
      expect(orders).toBe(720);
    },
  );

  it(
    `in ${RANDOM_ORDERS} random orders of all of them too, the close among them (seed ${SEED})`,
    async () => {
      await withSeed(() => {
        const dice = new Dice(SEED);
        for (let order = 0; order < RANDOM_ORDERS; order += 1)
          requireModel(dice.shuffled([...everything, ...(dice.oneIn(3) ? [] : [closes])]));
      });
      report('orders', { orders: RANDOM_ORDERS, broken: 0 });
    },
    LONG ? 2 * 3_600_000 : 60_000,
  );
});

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= 1) yield items;
  else
    for (const [index, first] of items.entries())
      for (const rest of permutations([...items.slice(0, index), ...items.slice(index + 1)])) yield [first, ...rest];
}
