import { Fraction, count, fractionOf, printResult, tally } from '@plenum/counting';
import * as fc from 'fast-check';
import type { AssemblyRecord } from './assembly-record';
import { attempt, beginnings, deeds } from './deeds.contract';
import { electionOf } from './election-of';
import { NaiveModel, type NaiveCount } from './naive-model.contract';
import { ada, cast, delegated, enrolled, fence, founded, opened, drafted, roof, policy } from './people.contract';
import { recordFold } from './record.evolve';
import { recordFromJson, recordToJson } from './record.json';
import { Story, uuid } from './story.contract';

const proposals = [roof, fence];

/** The printed count of every proposal that has one. */
const documents = (record: AssemblyRecord) =>
  proposals.map((id) => electionOf(record, id)).map((election) => election && printResult(count(election)));

function inHalves(text: string | undefined): number {
  return Number(
    fractionOf(text ?? '0')
      .times(Fraction.of(2))
      .toString(),
  );
}

function countedIn(record: AssemblyRecord, proposalId: string): NaiveCount | undefined {
  const election = electionOf(record, proposalId);
  if (election === undefined) return undefined;
  const { scores, undelivered, participation } = tally(election);
  return {
    yes: inHalves(scores['yes']),
    no: inHalves(scores['no']),
    abstain: inHalves(scores['abstain']),
    undelivered: inHalves(undelivered.total),
    entitled: inHalves(participation.entitled),
  };
}

/** fast-check prints the seed and the shortest history of a failure. */
describe('whatever an assembly does', () => {
  it('who may vote and what counts is what the rules say, after every single fact', () => {
    fc.assert(
      fc.property(beginnings, deeds, (begin, tried) => {
        const story = begin();
        for (const deed of tried) {
          const model = new NaiveModel(story.events);
          const accepted = attempt(story, deed);
          if (deed.kind === 'vote') expect(accepted).toBe(model.mayVote(deed.who, deed.proposalId));
          if (!accepted) continue;
          const told = new NaiveModel(story.events);
          for (const id of proposals) expect(countedIn(story.record, id)).toEqual(told.count(id));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('nothing is lost or made: own, carried and undelivered weight is the electorate’s, after every fact', () => {
    fc.assert(
      fc.property(beginnings, deeds, (begin, tried) => {
        const story = begin();
        for (const deed of tried) attempt(story, deed);
        for (const record of story.records) {
          for (const election of proposals.flatMap((id) => electionOf(record, id) ?? [])) {
            const { sums, undelivered, participation } = tally(election);
            const told = Fraction.sum([sums.own, sums.carried, undelivered.total].map(fractionOf));
            expect(told.toString()).toBe(participation.entitled);
            const roll = election.members.filter(({ votes }) => votes).map(({ weight }) => weight);
            expect(participation.entitled).toBe(Fraction.sum(roll).toString());
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a snapshot taken anywhere counts the same and goes on the same', () => {
    fc.assert(
      fc.property(beginnings, deeds, fc.nat(), (begin, tried, place) => {
        const story = begin();
        for (const deed of tried) attempt(story, deed);
        const at = place % story.records.length;
        const kept = story.records[at]!;
        let reloaded = recordFromJson(JSON.parse(JSON.stringify(recordToJson(kept))));
        expect(reloaded).toEqual(kept);
        expect(documents(reloaded)).toEqual(documents(kept));
        for (const event of story.events.slice(at)) reloaded = recordFold.evolve(reloaded, event);
        expect(reloaded).toEqual(story.record);
        expect(documents(reloaded)).toEqual(documents(story.record));
      }),
      { numRuns: 200 },
    );
  });

  it('the record says of every noun what its own stream says', () => {
    fc.assert(
      fc.property(beginnings, deeds, (begin, tried) => {
        const story = begin();
        for (const deed of tried) attempt(story, deed);
        const { record } = story;
        expect(record.roll).toEqual(story.roll);
        expect(record.rollRevision).toBe(story.rollRevision);
        expect(record.assembly).toEqual(story.assembly);
        for (const id of proposals) expect(record.proposals.get(id)!.state).toEqual(story.proposal(id));
        for (const [id, state] of record.delegations) expect(state).toEqual(story.delegations(id));
        expect(record.open).toEqual(record.open.filter((id) => story.proposal(id).status === 'open'));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the order in which members speak', () => {
  const people = Array.from({ length: 12 }, (_, index) => uuid(`person ${index}`));
  const spoken = fc
    .record({
      delegates: fc.array(fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 3 }), {
        minLength: 12,
        maxLength: 12,
      }),
      voters: fc.subarray(people),
      rule: fc.constantFrom('breadth-first', 'min-sum', 'depth-first'),
    })
    .map(({ delegates, voters, rule }) => ({
      rule: rule as 'min-sum',
      facts: [
        ...people.map((member, index) =>
          delegated(member, delegates[index]!.filter((one) => one !== member).concat(ada)),
        ),
        ...voters.map((voter, index) => cast(voter, roof, ['yes', 'no', 'abstain'][index % 3]!)),
      ],
    }));

  it('never changes a byte of the count', () => {
    const twoOrders = spoken.chain(({ rule, facts }) =>
      fc.record({
        rule: fc.constant(rule),
        facts: fc.constant(facts),
        shuffled: fc.shuffledSubarray(facts, { minLength: facts.length }),
      }),
    );
    fc.assert(
      fc.property(twoOrders, ({ rule, facts, shuffled }) => {
        const ballot = policy('ordinary', {}, { rule });
        const begin = () =>
          new Story().tell(
            founded(ballot),
            people.map((member) => enrolled(member)),
            drafted(roof),
            opened(roof),
          );
        expect(documents(begin().tell(shuffled).record)).toEqual(documents(begin().tell(facts).record));
      }),
      { numRuns: 100 },
    );
  });
});
