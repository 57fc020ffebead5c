import type { AssemblyRecord, ProposalRecord } from './assembly-record';
import { delegationsFor, electorateOf } from './assembly-record';
import { countedDelegates, countedScopes } from './counted-delegations';

/**
 * Whose hands a show of hands counts, opened at the record's position (domain 5.3): everyone checked in to the meeting, with a vote on the
 * proposal, who cast no ballot of their own and carries nobody else's weight. A member who is counted for themself is carried by nobody: so
 * it is the largest set of such members to which no one outside it, without a ballot of their own, delegates. Two members who delegate to
 * each other and are both in the hall are both in it. In roll order.
 */
export function handCountSet(record: AssemblyRecord, proposal: ProposalRecord, meetingId: string): readonly string[] {
  const electorate = electorateOf(record, proposal);
  const present = record.meetings.get(meetingId)?.present;
  const counted = new Set<string>();
  for (const [id, member] of electorate) {
    const isFree = member.votes && !proposal.ballots.has(id) && !isCountedAlready(proposal, id);
    if (isFree && present?.has(id)) counted.add(id);
  }
  const outside = [...electorate.entries()].filter(
    ([id, { votes }]) => votes && !counted.has(id) && !proposal.ballots.has(id) && !isCountedAlready(proposal, id),
  );
  takeOutCarriers(
    record,
    proposal,
    counted,
    outside.map(([id]) => id),
  );
  return [...counted].sort((a, b) => electorate.get(a)!.since - electorate.get(b)!.since);
}

/** Whoever is delegated to from outside the set leaves it, and then stands outside themself. */
function takeOutCarriers(record: AssemblyRecord, proposal: ProposalRecord, counted: Set<string>, outside: string[]) {
  const [given, scopes] = [delegationsFor(record, proposal), countedScopes(record, proposal)];
  for (const id of outside) {
    for (const delegate of countedDelegates(given.get(id), scopes)) {
      if (counted.delete(delegate)) outside.push(delegate);
    }
  }
}

/** Whether a show of hands that was not cancelled counted this member: then a ballot of theirs does not count. */
export function isCountedAlready(proposal: ProposalRecord, memberId: string): boolean {
  return standingHandCounts(proposal).some(({ counted }) => counted.has(memberId));
}

/** Hand counts that are open or recorded, with whom they count. */
export function standingHandCounts(proposal: ProposalRecord) {
  return (proposal.state.handCounts ?? [])
    .filter(({ status }) => status !== 'cancelled')
    .map((state) => ({ state, counted: proposal.hands!.get(state.id)! }));
}
