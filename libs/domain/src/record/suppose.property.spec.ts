import { printResult, count, tally, resolveDelegations } from '@plenum/counting';
import * as fc from 'fast-check';
import { castBallot, withdrawBallot } from '../ballots/ballots.decide';
import type { PlenumEvent } from '../catalogue';
import { optOutOfDelegating, revokeDelegation, setDelegation } from '../delegations/delegations.decide';
import { parseScope } from '../delegations/scope';
import { isRefusal, type Outcome } from '../kernel/refusal';
import { attempt, beginnings, deeds, people } from './deeds.contract';
import { electionOf } from './election-of';
import { attemptInHall, evenings, eveningsBegin, neighbours } from './meeting-deeds.contract';
import { fence, roof } from './people.contract';
import type { Story } from './story.contract';
import { suppose, type SupposedDeed } from './suppose';
import { movedWeight } from './supposed-moves';

const RUNS = process.env.PLENUM_LONG === '1' ? 3_000 : 100;

/** The deed itself, decided as the server does it: each noun from its own stream. */
function really(story: Story, memberId: string, proposalId: string, deed: SupposedDeed): Outcome<PlenumEvent> {
  const asker = { ...story.by(memberId), memberId, proposalId };
  const given = story.delegations(memberId);
  const named = 'scope' in deed && deed.scope.kind === 'proposal' ? deed.scope.proposalId : undefined;
  const ballot = story.ballot(proposalId, memberId);
  switch (deed.kind) {
    case 'cast-ballot':
      return castBallot({ ...asker, ...deed }, ballot, story.ballotFacts(proposalId, memberId));
    case 'withdraw-ballot':
      return withdrawBallot(asker, ballot, story.ballotFacts(proposalId, memberId));
    case 'set-delegation':
      return setDelegation({ ...asker, ...deed }, given, story.delegationFacts(named, deed.delegates));
    case 'opt-out':
      return optOutOfDelegating({ ...asker, ...deed }, given, story.delegationFacts(named));
    case 'revoke-delegation':
      return revokeDelegation({ ...asker, ...deed }, given);
  }
}

const times = { accepted: 0, refused: 0, moved: 0 };

/** Supposes the deeds together, and then does them one by one. */
function supposeAndDo(story: Story, memberId: string, proposalId: string, tried: readonly SupposedDeed[]): void {
  const head = story.by(memberId);
  const { record, events } = story;
  const soFar = events.length;
  const before = electionOf(record, proposalId);
  const told = suppose({ ...head, memberId, proposalId, deeds: tried }, record, story.ballot(proposalId, memberId));
  if (story.proposal(proposalId).status !== 'open') {
    return expect(told).toMatchObject({ refusal: 'ProposalMustBeOpen', field: 'proposalId' });
  }
  for (const [place, deed] of tried.entries()) {
    const outcome = really(story, memberId, proposalId, deed);
    if (isRefusal(outcome)) {
      times.refused++;
      const field = `suppose[${place}]${outcome.field === '' ? '' : '.'}${outcome.field}`;
      return expect(told).toEqual({ ...outcome, field });
    }
    story.tell(outcome);
  }
  times.accepted++;
  if (isRefusal(told)) throw new Error(`refused: ${told.refusal} ${told.field}`);
  const facts = ({ type, data, position }: (typeof events)[number]) => ({ type, data, position });
  expect(told.events.map(facts)).toEqual(story.events.slice(soFar).map(facts));
  const after = electionOf(story.record, proposalId);
  expect(told.record.position).toBe(story.record.position);
  if (before === undefined || after === undefined) return;
  expect(printResult(count(electionOf(told.record, proposalId)!))).toBe(printResult(count(after)));
  const moves = movedWeight(resolveDelegations(before), resolveDelegations(after));
  times.moved += moves.length;
  if (moves.length === 0) expect(tally(after).sums).toEqual(tally(before).sums);
}

const deedOf = (crowd: readonly string[]) => {
  const scope = fc
    .constantFrom('assembly', 'area:roads', 'area:nowhere', `proposal:${roof}`, `proposal:${fence}`)
    .map((text) => parseScope(text)!);
  const delegates = fc.uniqueArray(fc.constantFrom(...crowd), { minLength: 1, maxLength: 2 });
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('cast-ballot' as const), choice: fc.constantFrom('yes', 'no') }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw-ballot' as const) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('set-delegation' as const), scope, delegates }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('opt-out' as const), scope }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('revoke-delegation' as const), scope }) },
  );
};
const supposed = (crowd: readonly string[]) =>
  fc.array(
    fc.tuple(
      fc.constantFrom(...crowd),
      fc.constantFrom(roof, fence),
      fc.array<SupposedDeed>(deedOf(crowd), { minLength: 1, maxLength: 3 }),
    ),
    { minLength: 4, maxLength: 8 },
  );

/** fast-check prints the seed and the shortest history of a failure. */
describe('what is supposed', () => {
  it('is to the byte what would happen, and what would be refused, in any assembly', () => {
    fc.assert(
      fc.property(beginnings, deeds, supposed(people), (begin, tried, asked) => {
        const story = begin();
        for (const deed of tried) attempt(story, deed);
        for (const one of asked) supposeAndDo(story, ...one);
      }),
      { numRuns: RUNS },
    );
  });

  it('is so in a hall with shows of hands', () => {
    fc.assert(
      fc.property(eveningsBegin, evenings, supposed(neighbours), (begin, tried, asked) => {
        const story = begin();
        for (const deed of tried) attemptInHall(story, deed);
        for (const one of asked) supposeAndDo(story, ...one);
      }),
      { numRuns: RUNS },
    );
  });

  it('was accepted, refused and of consequence often enough, or all this would show nothing', () => {
    expect(Object.values(times).filter((often) => often < RUNS / 4)).toEqual([]);
  });
});
