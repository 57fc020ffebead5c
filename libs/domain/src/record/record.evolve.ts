import { Map, Set } from 'immutable';
import { assemblyFold } from '../assembly/assembly.evolve';
import { ballotFold } from '../ballots/ballots.evolve';
import type { BallotEvent } from '../ballots/ballots.events';
import type { StoredEvent } from '../catalogue';
import { commissionFor, commissionsFold } from '../commissions/commissions.evolve';
import { delegationsFold } from '../delegations/delegations.evolve';
import type { HandCountEvent } from '../hand-counts/hand-counts.events';
import { unreachable, type Fold } from '../kernel/decider';
import type { Stored } from '../kernel/event-type';
import type { LifecycleEvent } from '../proposals/lifecycle.events';
import type { ProposalEvent } from '../proposals/proposals.events';
import { proposalFold } from '../proposals/proposals.evolve';
import type { RollEvent } from '../roll/roll.events';
import { rollFold } from '../roll/roll.evolve';
import { seriesFold } from '../series/series.evolve';
import {
  delegationsFor,
  delegationsOf,
  electorateOf,
  emptyRecord,
  isAsked,
  type AssemblyRecord,
  type ProposalRecord,
  type RollAmendment,
} from './assembly-record';
import { countAlike, handCountSet, isCountedAlready } from './hand-count-set';
import { evolveSupport, followed } from './evolve-asked-of';
import { evolveMeeting, evolvePresence, inHall } from './meeting-record';

/** The fold of a whole log. It dispatches to each noun's own fold, so that decisions and tallies never disagree. */
export const recordFold: Fold<AssemblyRecord, StoredEvent> = {
  initial: emptyRecord,
  evolve(record, event) {
    return { ...evolve(record, event), position: event.position };
  },
};

function evolve(record: AssemblyRecord, event: StoredEvent): AssemblyRecord {
  switch (event.type) {
    case 'AssemblyFounded':
    case 'CharterAdopted':
      return { ...record, assembly: assemblyFold.evolve(record.assembly, event) };
    case 'MemberEnrolled':
    case 'MemberAmended':
    case 'MemberStruck':
    case 'MemberReadmitted':
      return evolveRoll(record, event);
    case 'DelegationSet':
    case 'DelegatingOptedOut':
    case 'DelegationRevoked':
    case 'DelegationExpired':
    case 'DelegationsDeclined':
    case 'DelegationsAccepted': {
      const { memberId } = event.data;
      const state = delegationsFold.evolve(delegationsOf(record, memberId), event);
      return { ...record, delegations: record.delegations.set(memberId, state) };
    }
    case 'ProposalDrafted':
    case 'ProposalEdited':
    case 'VotingOpened':
    case 'VotingExtended':
    case 'VotingClosed':
    case 'ProposalWithdrawn':
    case 'ResultCertified':
    case 'ProposalSubmitted':
    case 'ProposalAdmitted':
    case 'PhaseBegan':
    case 'ProposalLapsed':
    case 'AlternativeOffered':
    case 'ProposalEscalated':
    case 'OutcomeStated':
    case 'ReviewFellDue':
    case 'ProposalEnacted':
      return evolveProposal(record, event);
    case 'ProposalSupported':
    case 'ProposalSupportWithdrawn':
    case 'EscalationDemanded':
      return evolveSupport(record, event);
    case 'BallotCast':
    case 'BallotChanged':
    case 'BallotWithdrawn':
      return evolveBallot(record, event);
    case 'HandCountOpened':
    case 'HandTotalsEntered':
    case 'HandCountRecorded':
    case 'HandCountCancelled':
      return evolveHandCount(record, event);
    case 'CommissionMemberAppointed':
    case 'CommissionMemberDismissed':
      return { ...record, commissions: commissionsFold.evolve(record.commissions, event) };
    case 'SeriesStarted':
    case 'SeriesEnded': {
      const { seriesId } = event.data;
      const state = seriesFold.evolve(record.series.get(seriesId) ?? seriesFold.initial, event);
      return { ...record, series: record.series.set(seriesId, state) };
    }
    case 'MeetingConvened':
    case 'AgendaSet':
    case 'MeetingOpened':
    case 'AgendaItemTaken':
    case 'ItemPutToVote':
    case 'ItemConcluded':
    case 'MeetingPaused':
    case 'MeetingResumed':
    case 'MeetingClosed':
    case 'MeetingCancelled':
      return { ...record, meetings: evolveMeeting(record.meetings, event) };
    case 'HallCodeIssued':
    case 'MemberCheckedIn':
    case 'MemberCheckedOut':
      return { ...record, meetings: evolvePresence(record.meetings, event) };
    case 'LogKeyRotated':
      return record;
    default:
      return unreachable(event);
  }
}

const kinds = {
  MemberEnrolled: 'enrolled',
  MemberAmended: 'amended',
  MemberStruck: 'struck',
  MemberReadmitted: 'readmitted',
} as const;

function evolveRoll(record: AssemblyRecord, event: Stored<RollEvent>): AssemblyRecord {
  const roll = rollFold.evolve(record.roll, event);
  const { memberId } = event.data;
  const reason = 'reason' in event.data ? { reason: event.data.reason } : {};
  const amendment: RollAmendment = { position: event.position, kind: kinds[event.type], memberId, ...reason };
  const after = { ...record, roll, rollRevision: event.revision };
  let { proposals } = record;
  for (const id of record.open) {
    proposals = proposals.update(
      id,
      (proposal) => proposal && recounted(after, amended(proposal, amendment), (counted) => counted.has(memberId)),
    );
  }
  return { ...after, proposals };
}

/**
 * A hand says nothing of whose it is: once a member of the counted set is struck, or weighs otherwise than the rest, nobody can tell which
 * hands still count. Then the whole show of hands holds nobody any more, and all of them can vote again. `mayDiffer` spares looking at sets
 * that stay as they were.
 */
function recounted(
  record: AssemblyRecord,
  proposal: ProposalRecord,
  mayDiffer: (counted: Set<string>) => boolean,
): ProposalRecord {
  if (!proposal.hands?.some(mayDiffer)) return proposal;
  const hands = proposal.hands.map((counted) =>
    mayDiffer(counted) && !countAlike(record, proposal, counted) ? counted.clear() : counted,
  );
  return { ...proposal, hands };
}

/** A member struck while voting is open loses their place in the pinned roll, and their ballot with it (domain 4.9). */
function amended(proposal: ProposalRecord, amendment: RollAmendment): ProposalRecord {
  const amendments = [...proposal.amendments, amendment];
  if (amendment.kind !== 'struck') return { ...proposal, amendments };
  const { memberId } = amendment;
  const ballots = proposal.ballots.delete(memberId);
  return { ...proposal, amendments, ballots, ...(proposal.roll ? { roll: proposal.roll.delete(memberId) } : {}) };
}

function evolveProposal(record: AssemblyRecord, event: Stored<ProposalEvent | LifecycleEvent>): AssemblyRecord {
  const id = event.data.proposalId;
  const before = record.proposals.get(id) ?? newProposal(id, event.position);
  const state = proposalFold.evolve(before.state, event);
  const after = { ...before, state };
  switch (event.type) {
    case 'ProposalDrafted':
      return followed({ ...record, proposals: record.proposals.set(id, after) }, after);
    case 'VotingOpened': {
      const commission = [...commissionFor(record.commissions, state.wording.area)];
      const pinned = { ...after, roll: record.roll.members, delegations: record.delegations, commission };
      return { ...record, proposals: record.proposals.set(id, pinned), open: [...record.open, id] };
    }
    // The stricter policy may tell apart by class whom the one before did not.
    case 'ProposalEscalated':
      return {
        ...record,
        proposals: record.proposals.set(
          id,
          recounted(record, after, () => true),
        ),
      };
    case 'VotingClosed':
    case 'ProposalWithdrawn': {
      const open = record.open.filter((one) => one !== id);
      const frozen = before.state.status === 'open' ? pin(record, before, after) : after;
      return { ...record, proposals: record.proposals.set(id, frozen), open };
    }
    default:
      return { ...record, proposals: record.proposals.set(id, after) };
  }
}

function newProposal(id: string, draftedAt: number): ProposalRecord {
  return { id, draftedAt, state: proposalFold.initial, ballots: Map(), amendments: [] };
}

/** What was live until the close stays, from the close on, as it was at that moment. */
function pin(record: AssemblyRecord, before: ProposalRecord, after: ProposalRecord): ProposalRecord {
  const presentAtClose = inHall(record.meetings, before.id);
  return { ...after, roll: electorateOf(record, before), delegations: delegationsFor(record, before), presentAtClose };
}

/**
 * Who is counted is read where the show of hands was opened: a check-in or a delegation after that changes nothing of it. A set that cannot
 * be counted by hands, since somebody raced the opening, is nobody.
 */
function evolveHandCount(record: AssemblyRecord, event: Stored<HandCountEvent>): AssemblyRecord {
  const { proposalId, handCountId } = event.data;
  const before = record.proposals.get(proposalId);
  if (before?.state.status !== 'open') return record;
  const after = { ...before, state: proposalFold.evolve(before.state, event) };
  if (event.type !== 'HandCountOpened') return { ...record, proposals: record.proposals.set(proposalId, after) };
  const set = handCountSet(record, before, event.data.meetingId);
  const counted = Set(countAlike(record, before, set) ? set : []);
  const hands = (before.hands ?? Map<string, Set<string>>()).set(handCountId, counted);
  return { ...record, proposals: record.proposals.set(proposalId, { ...after, hands }) };
}

/**
 * A ballot that stands in the log after the close is a fact, but it does not count (domain 2.1). Nor does one that raced its
 * voter's strike and lost, even if the voter is readmitted later; nor that of a member whose hand is counted (domain 5.3).
 */
function evolveBallot(record: AssemblyRecord, event: Stored<BallotEvent>): AssemblyRecord {
  const { proposalId, memberId } = event.data;
  const proposal = record.proposals.get(proposalId);
  if (proposal?.state.status !== 'open' || !isAsked(record, proposal, memberId)) return record;
  if (isCountedAlready(proposal, memberId)) return record;
  // What a ballot said before does not matter to what it says now: one look-up less for each of many events.
  const ballot = ballotFold.evolve(ballotFold.initial, event);
  const ballots = ballot === undefined ? proposal.ballots.delete(memberId) : proposal.ballots.set(memberId, ballot);
  return { ...record, proposals: record.proposals.set(proposalId, { ...proposal, ballots }) };
}
