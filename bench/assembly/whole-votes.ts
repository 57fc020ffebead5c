import { certifiedResult, recordFold, streams } from '@plenum/domain';
import { ballot, delegateOf, delegations, founding, idOf, opening, wordOf, type Entry } from './story';
import { then } from './write-story';

/** Proposals of an assembly that grows. */
export const PROPOSALS = 3;

/** Members of one that does not: what its log takes more, it takes for its length alone. */
const CO_OP = 1_000;

/** A fifth of the events enrols, a fifth delegates, the rest votes on three proposals, each of which is closed and certified. */
export function growing(events: number): Iterable<Entry> {
  return storyOf(Math.floor((events - 14) / 5), PROPOSALS);
}

/** All members of one co-operative vote on one proposal after the other. */
export function goingOn(events: number): Iterable<Entry> {
  return storyOf(CO_OP, Math.max(1, Math.round(events / CO_OP) - 2));
}

/** Each of the members enrols, delegates, and votes on every proposal, which is closed and certified before the next. */
function* storyOf(size: number, proposals: number): Iterable<Entry> {
  const members = Array.from({ length: size }, (_, index) => idOf('member', index));
  let record = recordFold.initial;
  function* told(entries: Iterable<Entry>): Iterable<Entry> {
    for (const entry of entries) {
      const revision = entry.stream === streams.roll() ? record.rollRevision + 1 : 0;
      record = then(record, entry, revision);
      yield entry;
    }
  }
  yield* told(founding(members));
  yield* told(delegations(members, delegateOf(members.length, 3)));
  for (let proposal = 0; proposal < proposals; proposal += 1) {
    const proposalId = idOf('proposal', proposal);
    const stream = streams.proposal(proposalId);
    yield* told(opening(proposalId, members.length));
    yield* told(members.map((memberId, index) => ballot(proposalId, memberId, wordOf(index + proposal))));
    yield* told([{ stream, event: { type: 'VotingClosed', version: 1, data: { proposalId, cause: 'chair' } } }]);
    const data = { proposalId, closedPosition: record.position, result: certifiedResult(record, proposalId)! };
    yield* told([{ stream, event: { type: 'ResultCertified', version: 1, data } }]);
  }
}
