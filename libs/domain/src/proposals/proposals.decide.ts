import type { Static } from '@sinclair/typebox';
import type { Policy } from '../assembly/charter';
import { charterInForce, policyOf, type AssemblyState } from '../assembly/assembly.evolve';
import type { CommandHead } from '../kernel/decider';
import { sumExact } from '../kernel/exact';
import { fact } from '../kernel/event-type';
import { reasonGiven } from '../kernel/reason';
import { isRefusal, refuse, type Outcome } from '../kernel/refusal';
import type { RollState } from '../roll/roll.evolve';
import { checkEnactments } from './enact';
import type { Enactment } from './enactments';
import { checkFollowUp } from './follow-ups';
import { daysLater, hoursLater, mayOpen } from './phases';
import * as events from './proposals.events';
import type { ProposalEvent, Result } from './proposals.events';
import { isOver, isPreparing, type ProposalState, type Wording } from './proposals.evolve';
import { checkEdit, checkWording, type WordingRefusal } from './wording';

export interface DraftProposal extends CommandHead, Wording {
  readonly proposalId: string;
  readonly drafterId?: string;
  readonly follows?: ProposalState['follows'];
  readonly enacts?: readonly Enactment[];
}
/** Who acts on a proposal that has an author: the chair, or a member who must then be its drafter. */
export interface Editor {
  readonly memberId?: string;
  readonly chairs: boolean;
}
export interface EditProposal extends CommandHead {
  readonly proposalId: string;
  readonly editor: Editor;
  readonly changes: Partial<Wording>;
}
export interface WithdrawProposal extends CommandHead {
  readonly proposalId: string;
  readonly editor: Editor;
  readonly reason: string;
}
export interface OpenVoting extends CommandHead {
  readonly proposalId: string;
  /** ISO 8601 UTC with milliseconds; left out, the policy's voting period counts from now. */
  readonly closesAt?: string;
}
export interface ExtendVoting extends CommandHead {
  readonly proposalId: string;
  readonly closesAt: string;
  readonly reason: string;
}
export interface CloseVoting extends CommandHead {
  readonly proposalId: string;
  readonly cause: 'deadline' | 'chair';
  /** Required from the chair, who closes before the deadline. */
  readonly reason?: string;
}
export interface CertifyResult extends CommandHead {
  readonly proposalId: string;
}

export interface ProposalFacts {
  readonly assembly: AssemblyState;
}
export interface DraftingFacts extends ProposalFacts {
  readonly roll: RollState;
  /** The proposal that this one follows. */
  readonly followed?: ProposalState;
}
export interface ClosingFacts {
  readonly policy: Policy | undefined;
  /** What may still change the outcome; undefined when nothing can. */
  readonly unsettled: string | undefined;
}
export interface OpeningFacts extends ProposalFacts {
  readonly roll: RollState;
  readonly rollRevision: number;
}

export function mayEdit(state: ProposalState, editor: Editor): boolean {
  return editor.chairs || (state.drafterId !== undefined && state.drafterId === editor.memberId);
}

export function draftProposal(
  command: DraftProposal,
  state: ProposalState,
  facts: DraftingFacts,
): Outcome<
  ProposalEvent,
  | WordingRefusal
  | 'ProposalMustNotExist'
  | 'ProposalMustExist'
  | 'FollowUpMustFitTheOutcome'
  | 'EnactmentMustBePossible'
> {
  if (state.status !== 'none') return refuse('ProposalMustNotExist', 'proposalId');
  const wording = checkWording(command, charterInForce(facts.assembly));
  if (isRefusal(wording)) return wording;
  const { proposalId, drafterId, follows, enacts } = command;
  const refusal = checkFollowUp(follows, facts.followed) ?? checkEnactments(command, enacts, wording, facts);
  if (refusal !== undefined) return refusal;
  return [
    fact(events.ProposalDrafted, {
      proposalId,
      ...stored(wording),
      ...(drafterId === undefined ? {} : { drafterId }),
      ...(follows === undefined ? {} : { follows }),
      ...(enacts === undefined || enacts.length === 0 ? {} : { enacts: [...enacts] }),
    }),
  ];
}

function stored({ title, text, options, policyId, area }: Wording) {
  const data = { title, text, options: [...options], policyId };
  return area === undefined ? data : { ...data, area };
}

/** Until the vote opens, or until the text is verified. */
export function editProposal(
  command: EditProposal,
  state: ProposalState,
  facts: ProposalFacts,
): Outcome<ProposalEvent, WordingRefusal | 'ProposalMustExist' | 'ProposalMustBeDraft' | 'EditorMustBeDrafterOrChair'> {
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (!mayEdit(state, command.editor)) return refuse('EditorMustBeDrafterOrChair');
  const isOpenToEdits = state.status === 'draft' || (isPreparing(state) && state.status !== 'verification');
  if (!isOpenToEdits) return refuse('ProposalMustBeDraft', 'proposalId');
  const wording = checkWording({ ...state.wording, ...command.changes }, charterInForce(facts.assembly));
  if (isRefusal(wording)) return wording;
  const refusal = checkEdit(state, wording);
  if (refusal !== undefined) return refusal;
  return [fact(events.ProposalEdited, { proposalId: command.proposalId, ...stored(wording) })];
}

export function openVoting(
  command: OpenVoting,
  state: ProposalState,
  facts: OpeningFacts,
): Outcome<
  ProposalEvent,
  | 'ProposalMustExist'
  | 'ProposalMustBeDraft'
  | 'PhasesMustBeOver'
  | 'DeadlineMustBeInTheFuture'
  | 'ElectorateMustNotBeEmpty'
  | 'EnactmentMustBePossible'
  | WordingRefusal
> {
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (state.status !== 'draft' && !isPreparing(state)) return refuse('ProposalMustBeDraft', 'proposalId');
  const charter = charterInForce(facts.assembly);
  const wording = checkWording(state.wording, charter);
  if (isRefusal(wording)) return wording;
  const policy = policyOf(charter, wording.policyId);
  if (!mayOpen(policy, state, command.at)) return refuse('PhasesMustBeOver', 'proposalId');
  const impossible = checkEnactments(command, state.enacts, wording, facts);
  if (impossible !== undefined) return impossible;
  const closesAt = command.closesAt ?? hoursLater(command.at, policy?.votingPeriodHours ?? 0);
  if (closesAt <= command.at) return refuse('DeadlineMustBeInTheFuture', 'closesAt');
  const voting = facts.roll.members.valueSeq().filter((member) => member.votes);
  const electorate = { members: voting.count(), weight: sumExact(voting.map((member) => member.weight)) };
  if (electorate.members === 0) return refuse('ElectorateMustNotBeEmpty');
  const { proposalId } = command;
  const charterVersion = facts.assembly.charters.length;
  return [
    fact(events.VotingOpened, { proposalId, charterVersion, rollRevision: facts.rollRevision, electorate, closesAt }),
  ];
}

export function extendVoting(
  command: ExtendVoting,
  state: ProposalState,
): Outcome<ProposalEvent, 'ProposalMustExist' | 'ProposalMustBeOpen' | 'DeadlineMustMoveLater' | 'ReasonMustBeGiven'> {
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (state.status !== 'open' || state.closesAt === undefined) return refuse('ProposalMustBeOpen', 'proposalId');
  if (command.closesAt <= state.closesAt || command.closesAt <= command.at)
    return refuse('DeadlineMustMoveLater', 'closesAt');
  const reason = reasonGiven(command.reason);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(events.VotingExtended, { proposalId: command.proposalId, closesAt: command.closesAt, reason })];
}

/** At the deadline. Before it by the chair, when nothing can change the outcome any more or the policy leaves it to the chair. */
export function closeVoting(
  command: CloseVoting,
  state: ProposalState,
  facts: ClosingFacts,
): Outcome<
  ProposalEvent,
  | 'ProposalMustExist'
  | 'ProposalMustBeOpen'
  | 'DeadlineMustHavePassed'
  | 'ReasonMustBeGiven'
  | 'HandCountMustBeSettled'
  | 'OutcomeMustBeSettled'
> {
  const { proposalId, cause, at } = command;
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (state.status !== 'open' || state.closesAt === undefined) return refuse('ProposalMustBeOpen', 'proposalId');
  if (cause === 'deadline') {
    if (at < state.closesAt) return refuse('DeadlineMustHavePassed');
    return [fact(events.VotingClosed, { proposalId, cause })];
  }
  const reason = reasonGiven(command.reason ?? '');
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  if (state.handCounts?.some(({ status }) => status === 'open')) return refuse('HandCountMustBeSettled');
  if (facts.policy?.earlyClose !== 'chair' && facts.unsettled !== undefined && at < state.closesAt) {
    return refuse('OutcomeMustBeSettled', 'proposalId', `The outcome can still change: ${facts.unsettled}.`);
  }
  return [fact(events.VotingClosed, { proposalId, cause, reason })];
}

export function withdrawProposal(
  command: WithdrawProposal,
  state: ProposalState,
): Outcome<
  ProposalEvent,
  'ProposalMustExist' | 'ProposalMustNotBeOver' | 'EditorMustBeDrafterOrChair' | 'ReasonMustBeGiven'
> {
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (!mayEdit(state, command.editor)) return refuse('EditorMustBeDrafterOrChair');
  if (isOver(state)) return refuse('ProposalMustNotBeOver', 'proposalId');
  const reason = reasonGiven(command.reason);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(events.ProposalWithdrawn, { proposalId: command.proposalId, reason })];
}

/** `result` is the count of the log up to `VotingClosed`, made by the same function that tallies live. */
export function certifyResult(
  command: CertifyResult,
  state: ProposalState,
  facts: { readonly result: Static<typeof Result> | undefined; readonly policy: Policy | undefined },
): Outcome<ProposalEvent, 'ProposalMustExist' | 'ProposalMustBeClosed' | 'ProposalMustNotBeCertified'> {
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (state.status === 'certified') return refuse('ProposalMustNotBeCertified', 'proposalId');
  if (state.status !== 'closed' || state.closed === undefined || facts.result === undefined) {
    return refuse('ProposalMustBeClosed', 'proposalId');
  }
  const { proposalId, at } = command;
  const { result, policy } = facts;
  const days = policy?.lifecycle?.reviewAfterDays;
  const review = days === undefined ? {} : { reviewAt: daysLater(at, days) };
  return [fact(events.ResultCertified, { proposalId, closedPosition: state.closed.position, result, ...review })];
}
