import type { Static } from '@sinclair/typebox';
import type { Charter } from '../assembly/charter';
import { charterInForce, policyOf, type AssemblyState } from '../assembly/assembly.evolve';
import type { CommandHead } from '../kernel/decider';
import { sumExact } from '../kernel/exact';
import { fact } from '../kernel/event-type';
import { reasonGiven } from '../kernel/reason';
import { isRefusal, refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { optionsFault } from '../kernel/rules-of-count';
import { fitting, inNfc } from '../kernel/text';
import type { RollState } from '../roll/roll.evolve';
import * as events from './proposals.events';
import type { ProposalEvent, Result } from './proposals.events';
import type { ProposalState, Wording } from './proposals.evolve';

export interface DraftProposal extends CommandHead, Wording {
  readonly proposalId: string;
  readonly drafterId?: string;
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
export interface OpeningFacts extends ProposalFacts {
  readonly roll: RollState;
  readonly rollRevision: number;
}

type WordingRefusal = 'PolicyMustBeInTheCharter' | 'AreaMustBeInTheCharter' | 'TextMustFit' | 'OptionsMustFitTheRule';

const HOUR_MS = 3_600_000;

function checkWording(raw: Wording, charter: Charter | undefined): Wording | Refusal<WordingRefusal> {
  const title = fitting(raw.title, 1, 200);
  if (title === undefined) return refuse('TextMustFit', 'title');
  const text = inNfc(raw.text);
  if (text === undefined || text.length > 20_000) return refuse('TextMustFit', 'text');
  const options = raw.options.map((option) => fitting(option, 1, 200) ?? '');
  const wording = { ...raw, title, text, options };
  const policy = policyOf(charter, wording.policyId);
  if (policy === undefined) {
    return refuse('PolicyMustBeInTheCharter', 'policyId', `The charter has no policy "${wording.policyId}".`);
  }
  if (wording.area !== undefined && !charter?.areas.some((area) => area.path === wording.area)) {
    return refuse('AreaMustBeInTheCharter', 'area', `The charter has no area "${wording.area}".`);
  }
  const fault = optionsFault(policy, wording.options);
  return fault === undefined ? wording : refuse('OptionsMustFitTheRule', 'options', fault);
}

function mayEdit(state: ProposalState, editor: Editor): boolean {
  return editor.chairs || (state.drafterId !== undefined && state.drafterId === editor.memberId);
}

export function draftProposal(
  command: DraftProposal,
  state: ProposalState,
  facts: ProposalFacts,
): Outcome<ProposalEvent, WordingRefusal | 'ProposalMustNotExist'> {
  if (state.status !== 'none') return refuse('ProposalMustNotExist', 'proposalId');
  const wording = checkWording(command, charterInForce(facts.assembly));
  if (isRefusal(wording)) return wording;
  const { proposalId, drafterId } = command;
  const { title, text, options, policyId, area } = wording;
  const data = { proposalId, title, text, options: [...options], policyId };
  const placed = area === undefined ? data : { ...data, area };
  return [fact(events.ProposalDrafted, drafterId === undefined ? placed : { ...placed, drafterId })];
}

export function editProposal(
  command: EditProposal,
  state: ProposalState,
  facts: ProposalFacts,
): Outcome<ProposalEvent, WordingRefusal | 'ProposalMustExist' | 'ProposalMustBeDraft' | 'EditorMustBeDrafterOrChair'> {
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (!mayEdit(state, command.editor)) return refuse('EditorMustBeDrafterOrChair');
  if (state.status !== 'draft') return refuse('ProposalMustBeDraft', 'proposalId');
  const wording = checkWording({ ...state.wording, ...command.changes }, charterInForce(facts.assembly));
  if (isRefusal(wording)) return wording;
  const { title, text, options, policyId, area } = wording;
  const data = { proposalId: command.proposalId, title, text, options: [...options], policyId };
  return [fact(events.ProposalEdited, area === undefined ? data : { ...data, area })];
}

export function openVoting(
  command: OpenVoting,
  state: ProposalState,
  facts: OpeningFacts,
): Outcome<
  ProposalEvent,
  | 'ProposalMustExist'
  | 'ProposalMustBeDraft'
  | 'DeadlineMustBeInTheFuture'
  | 'ElectorateMustNotBeEmpty'
  | WordingRefusal
> {
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (state.status !== 'draft') return refuse('ProposalMustBeDraft', 'proposalId');
  const charter = charterInForce(facts.assembly);
  const wording = checkWording(state.wording, charter);
  if (isRefusal(wording)) return wording;
  const hours = policyOf(charter, wording.policyId)?.votingPeriodHours ?? 0;
  const closesAt = command.closesAt ?? new Date(Date.parse(command.at) + hours * HOUR_MS).toISOString();
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

export function closeVoting(
  command: CloseVoting,
  state: ProposalState,
): Outcome<ProposalEvent, 'ProposalMustExist' | 'ProposalMustBeOpen' | 'DeadlineMustHavePassed' | 'ReasonMustBeGiven'> {
  const { proposalId, cause } = command;
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (state.status !== 'open' || state.closesAt === undefined) return refuse('ProposalMustBeOpen', 'proposalId');
  if (cause === 'deadline') {
    if (command.at < state.closesAt) return refuse('DeadlineMustHavePassed');
    return [fact(events.VotingClosed, { proposalId, cause })];
  }
  const reason = reasonGiven(command.reason ?? '');
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
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
  if (state.status !== 'draft' && state.status !== 'open') return refuse('ProposalMustNotBeOver', 'proposalId');
  const reason = reasonGiven(command.reason);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(events.ProposalWithdrawn, { proposalId: command.proposalId, reason })];
}

/** `result` is the count of the log up to `VotingClosed`, made by the same function that tallies live. */
export function certifyResult(
  command: CertifyResult,
  state: ProposalState,
  facts: { readonly result: Static<typeof Result> | undefined },
): Outcome<ProposalEvent, 'ProposalMustExist' | 'ProposalMustBeClosed' | 'ProposalMustNotBeCertified'> {
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (state.status === 'certified') return refuse('ProposalMustNotBeCertified', 'proposalId');
  if (state.status !== 'closed' || state.closed === undefined || facts.result === undefined) {
    return refuse('ProposalMustBeClosed', 'proposalId');
  }
  const { proposalId } = command;
  return [fact(events.ResultCertified, { proposalId, closedPosition: state.closed.position, result: facts.result })];
}
