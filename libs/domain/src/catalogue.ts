import * as assembly from './assembly/assembly.events';
import * as ballots from './ballots/ballots.events';
import * as commissions from './commissions/commissions.events';
import * as delegations from './delegations/delegations.events';
import * as handCounts from './hand-counts/hand-counts.events';
import * as logKey from './log-key/log-key.events';
import * as meetings from './meetings/meetings.events';
import * as presence from './presence/presence.events';
import * as lifecycle from './proposals/lifecycle.events';
import * as proposals from './proposals/proposals.events';
import * as support from './proposals/support.events';
import * as roll from './roll/roll.events';
import * as series from './series/series.events';
import type { EventOf, EventType, Stored } from './kernel/event-type';

/** Every kind of fact the log can hold: one line each. */
export const catalogue = [
  assembly.AssemblyFounded,
  assembly.CharterAdopted,
  roll.MemberEnrolled,
  roll.MemberAmended,
  roll.MemberStruck,
  roll.MemberReadmitted,
  delegations.DelegationSet,
  delegations.DelegatingOptedOut,
  delegations.DelegationRevoked,
  delegations.DelegationExpired,
  delegations.DelegationsDeclined,
  delegations.DelegationsAccepted,
  proposals.ProposalDrafted,
  proposals.ProposalEdited,
  proposals.VotingOpened,
  proposals.VotingExtended,
  proposals.VotingClosed,
  proposals.ProposalWithdrawn,
  proposals.ResultCertified,
  lifecycle.ProposalSubmitted,
  lifecycle.ProposalAdmitted,
  lifecycle.PhaseBegan,
  lifecycle.ProposalLapsed,
  lifecycle.AlternativeOffered,
  lifecycle.ProposalEscalated,
  lifecycle.OutcomeStated,
  lifecycle.ReviewFellDue,
  lifecycle.ProposalEnacted,
  support.ProposalSupported,
  support.ProposalSupportWithdrawn,
  support.EscalationDemanded,
  ballots.BallotCast,
  ballots.BallotChanged,
  ballots.BallotWithdrawn,
  commissions.CommissionMemberAppointed,
  commissions.CommissionMemberDismissed,
  series.SeriesStarted,
  series.SeriesEnded,
  meetings.MeetingConvened,
  meetings.AgendaSet,
  meetings.MeetingOpened,
  meetings.AgendaItemTaken,
  meetings.ItemPutToVote,
  meetings.ItemConcluded,
  meetings.MeetingPaused,
  meetings.MeetingResumed,
  meetings.MeetingClosed,
  meetings.MeetingCancelled,
  presence.HallCodeIssued,
  presence.MemberCheckedIn,
  presence.MemberCheckedOut,
  handCounts.HandCountOpened,
  handCounts.HandTotalsEntered,
  handCounts.HandCountRecorded,
  handCounts.HandCountCancelled,
  logKey.LogKeyRotated,
] as const satisfies readonly EventType[];

export type PlenumEvent = EventOf<(typeof catalogue)[number]>;
export type StoredEvent = Stored<PlenumEvent>;

export const eventTypes: ReadonlyMap<string, EventType> = new Map(catalogue.map((type) => [type.type, type]));
