import type { Set as ImmutableSet } from 'immutable';
import type { HandCountState } from '../hand-counts/hand-counts.evolve';
import type { ProposalState } from '../proposals/proposals.evolve';
import type { AssemblyRecord, ProposalRecord } from './assembly-record';
import { delegationsFor, electorateOf, electorOf } from './assembly-record';
import { countedDelegates, countedScopes, pinnedPolicy } from './counted-delegations';

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

/**
 * Whether hands of these members can be counted as heads: all are in the electorate, with the same own weight, and nothing that the policy
 * weighs or asks apart (a class, a commission) tells them apart, since a hand says nothing of whose it is.
 */
export function countAlike(record: AssemblyRecord, proposal: ProposalRecord, ids: Iterable<string>): boolean {
  const { weighing, thresholds } = pinnedPolicy(record, proposal);
  const kinds = [weighing?.blocs?.by, weighing?.caps?.by, ...thresholds.map(({ perBloc }) => perBloc)];
  const commission = new Set(weighing?.commission === undefined ? [] : proposal.commission);
  const kindsMet = new Set<string>();
  for (const id of ids) {
    const elector = electorOf(record, proposal, id);
    if (elector === undefined || !elector.votes) return false;
    const classId = kinds.includes('class') ? elector.classId : undefined;
    kindsMet.add(JSON.stringify([elector.weight, classId ?? '', commission.has(id)]));
  }
  return kindsMet.size <= 1;
}

/** Whether a show of hands that was not cancelled counted this member: then a ballot of theirs does not count. */
export function isCountedAlready(proposal: ProposalRecord, memberId: string): boolean {
  return standingHandCounts(proposal).some(({ counted }) => counted.has(memberId));
}

/** The same, of a proposal known newer than the record, which reaches at least to the last of its hand counts' openings. */
export function isCountedIn(
  record: AssemblyRecord,
  proposalId: string,
  state: ProposalState,
  memberId: string,
): boolean {
  const known = record.proposals.get(proposalId);
  return known !== undefined && isCountedAlready({ ...known, state }, memberId);
}

/**
 * Hand counts that hold somebody, with whom: the recorded ones, and while voting is open the open ones too. One that two tellers did not
 * agree on before the close counts nothing, and whoever was in it delegates again.
 */
export function standingHandCounts({ state: { status: voting, handCounts = [] }, hands }: ProposalRecord): readonly {
  readonly state: HandCountState;
  readonly counted: ImmutableSet<string>;
}[] {
  return handCounts
    .filter(({ status }) => status === 'recorded' || (status === 'open' && voting === 'open'))
    .map((state) => ({ state, counted: hands!.get(state.id)! }))
    .filter(({ counted }) => counted.size > 0);
}
