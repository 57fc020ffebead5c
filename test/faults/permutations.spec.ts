import { count, delegationRuleNames, printResult } from '@plenum/counting';
import { electionOf, recordFold, type AssemblyRecord, type PlenumEvent, type StoredEvent } from '@plenum/domain';
import {
  cast,
  delegated,
  drafted,
  enrolled,
  founded,
  opened,
  optedOut,
  policy,
  revoked,
  roof,
  tookBack,
} from '../../libs/domain/src/record/people.contract';
import { minute, Story, uuid } from '../../libs/domain/src/record/story.contract';
import { Dice } from './support/dice';
import { LONG, report, SEED, withSeed } from './support/run-length';

const GRAPHS = LONG ? 100_000 : 250;
const ORDERS = 20;
const FEWEST = 3;
const MOST = 8;
const WEIGHTS = ['1', '1', '1/3', '2', '0', '1/10'];
const CHOICES = ['yes', 'no', 'abstain'] as const;

/** What one member says, one thing after the other. */
type Words = readonly PlenumEvent[];

/** An assembly whose vote on the roof is open, by each delegation rule and number of members. */
const beginnings = delegationRuleNames.flatMap((rule) =>
  Array.from({ length: MOST - FEWEST + 1 }, (_, index) => {
    const people = Array.from({ length: FEWEST + index }, (_one, member) => uuid(`member ${member}`));
    const story = new Story().tell(founded(policy('ordinary', {}, { rule, maxDelegates: 3 })));
    story.tell(...people.map((id, at) => enrolled(id, { weight: WEIGHTS[at % WEIGHTS.length]! })));
    return { people, record: story.tell(drafted(roof, { area: 'roads' }), opened(roof)).record };
  }),
);

/** Delegations are told and taken back, ballots cast and withdrawn; who told what last is what must count. */
function wordsOf(who: string, people: readonly string[], dice: Dice): Words {
  const others = people.filter((other) => other !== who);
  const trusts = () => delegated(who, dice.shuffled(others).slice(0, 1 + dice.below(Math.min(3, others.length))));
  const votes = () => cast(who, roof, dice.pick(CHOICES));
  return dice.pick([
    () => [],
    () => [votes()],
    () => [trusts()],
    () => [trusts()],
    () => [trusts(), trusts()],
    () => [trusts(), votes()],
    () => [votes(), trusts()],
    () => [trusts(), revoked(who)],
    () => [trusts(), optedOut(who, 'area:roads')],
    () => [votes(), tookBack(who, roof), trusts()],
    () => [delegated(who, others[0]!, `proposal:${roof}`), trusts(), votes(), tookBack(who, roof)],
  ])();
}

/** Everybody speaks in between the others, and each keeps the order of their own words. */
function mingled(words: readonly Words[], dice: Dice): Words {
  const turns = dice.shuffled(words.flatMap((one, speaker) => one.map(() => speaker)));
  const left = words.map((one) => [...one]);
  return turns.map((speaker) => left[speaker]!.shift()!);
}

function resultAfter(record: AssemblyRecord, words: Words): string {
  const told = words.reduce((sofar, event, index) => {
    const position = record.position + index + 1;
    return recordFold.evolve(sofar, { ...event, position, revision: 0, at: minute(position) } as StoredEvent);
  }, record);
  return printResult(count(electionOf(told, roof)!));
}

describe(`ballots and delegations in any order (seed ${SEED})`, () => {
  it(
    `${GRAPHS} random graphs, each told in ${ORDERS} orders that keep everybody’s last word: one result each`,
    async () => {
      await withSeed(() => {
        const dice = new Dice(SEED);
        const outcomes = new Set<string>();
        for (let graph = 0; graph < GRAPHS; graph += 1) {
          const { people, record } = dice.pick(beginnings);
          const words = people.map((who) => wordsOf(who, people, dice));
          const first = resultAfter(record, words.flat());
          for (let order = 1; order < ORDERS; order += 1) {
            const told = mingled(words, dice);
            if (resultAfter(record, told) !== first)
              throw new Error(`${first}\n${resultAfter(record, told)}\n${JSON.stringify([words.flat(), told])}`);
          }
          outcomes.add(first);
        }
        report('permutations', { graphs: GRAPHS, orders: GRAPHS * ORDERS, results: outcomes.size, broken: 0 });
        expect(outcomes.size).toBeGreaterThan(GRAPHS / 4);
      });
    },
    LONG ? 7_200_000 : 60_000,
  );
});
