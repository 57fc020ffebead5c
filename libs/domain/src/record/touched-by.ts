import type { StoredEvent } from '../catalogue';
import { unreachable } from '../kernel/decider';

/** Whose standing, delegation or ballot some events may have changed, for one proposal. */
export interface Touched {
  readonly onRoll: ReadonlySet<string>;
  readonly delegating: ReadonlySet<string>;
  readonly voting: ReadonlySet<string>;
}

/** A member whose standing changed may have lost their ballot, and delegates as if they had just said so. */
export function touchedBy(events: readonly StoredEvent[], proposalId: string): Touched {
  const [onRoll, delegating, voting] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const event of events) {
    switch (event.type) {
      case 'MemberEnrolled':
      case 'MemberAmended':
      case 'MemberStruck':
      case 'MemberReadmitted':
        for (const set of [onRoll, delegating, voting]) set.add(event.data.memberId);
        break;
      case 'DelegationSet':
      case 'DelegatingOptedOut':
      case 'DelegationRevoked':
      case 'DelegationExpired':
        delegating.add(event.data.memberId);
        break;
      case 'BallotCast':
      case 'BallotChanged':
      case 'BallotWithdrawn':
        if (event.data.proposalId === proposalId) voting.add(event.data.memberId);
        break;
      case 'AssemblyFounded':
      case 'CharterAdopted':
      case 'DelegationsDeclined':
      case 'DelegationsAccepted':
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
      case 'ProposalSupported':
      case 'ProposalSupportWithdrawn':
      case 'EscalationDemanded':
      case 'HandCountOpened':
      case 'HandTotalsEntered':
      case 'HandCountRecorded':
      case 'HandCountCancelled':
      case 'CommissionMemberAppointed':
      case 'CommissionMemberDismissed':
      case 'SeriesStarted':
      case 'SeriesEnded':
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
      case 'HallCodeIssued':
      case 'MemberCheckedIn':
      case 'MemberCheckedOut':
      case 'LogKeyRotated':
        break;
      default:
        unreachable(event);
    }
  }
  return { onRoll, delegating, voting };
}
