import { charterInForce, policyOf } from '../assembly/assembly.evolve';
import type { Policy } from '../assembly/charter';
import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { isRefusal, refuse, type Outcome } from '../kernel/refusal';
import * as events from './lifecycle.events';
import type { LifecycleEvent } from './lifecycle.events';
import { hasPhases, hoursLater, nextPhase, reaches } from './phases';
import { mayEdit, openVoting, type Editor, type OpeningFacts, type ProposalFacts } from './proposals.decide';
import type { ProposalEvent } from './proposals.events';
import type { ProposalState } from './proposals.evolve';
import { checkWording, type WordingRefusal } from './wording';

export interface SubmitProposal extends CommandHead {
  readonly proposalId: string;
  readonly editor: Editor;
}
/** The server's own: a phase is over, or the supporters are there. */
export interface AdvanceProposal extends CommandHead {
  readonly proposalId: string;
}
export interface AdvanceFacts extends OpeningFacts {
  /** Voting members on the roll who support the proposal. Unit: heads. */
  readonly supporters: number;
}

/** From the draft into the first phase that the policy asks for. */
export function submitProposal(
  command: SubmitProposal,
  state: ProposalState,
  facts: ProposalFacts,
): Outcome<
  LifecycleEvent,
  WordingRefusal | 'ProposalMustExist' | 'ProposalMustBeDraft' | 'EditorMustBeDrafterOrChair' | 'PolicyMustHavePhases'
> {
  const { proposalId, at } = command;
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (!mayEdit(state, command.editor)) return refuse('EditorMustBeDrafterOrChair');
  if (state.status !== 'draft') return refuse('ProposalMustBeDraft', 'proposalId');
  const charter = charterInForce(facts.assembly);
  const wording = checkWording(state.wording, charter);
  if (isRefusal(wording)) return wording;
  const lifecycle = policyOf(charter, wording.policyId)?.lifecycle;
  if (!hasPhases(lifecycle)) return refuse('PolicyMustHavePhases', 'proposalId');
  const { admission } = lifecycle!;
  if (admission !== undefined) {
    return [fact(events.ProposalSubmitted, { proposalId, until: hoursLater(at, admission.hours) })];
  }
  const { phase, hours } = nextPhase(lifecycle, state)!;
  return [
    fact(events.ProposalSubmitted, { proposalId }),
    fact(events.PhaseBegan, { proposalId, phase, until: hoursLater(at, hours) }),
  ];
}

/** One step on the way to the vote, if it is time for one; nothing otherwise, so that it can be asked at any moment. */
export function advanceProposal(
  command: AdvanceProposal,
  state: ProposalState,
  facts: AdvanceFacts,
): Outcome<LifecycleEvent | ProposalEvent> {
  const policy = policyOf(charterInForce(facts.assembly), state.wording.policyId);
  const isDue = state.until !== undefined && state.until <= command.at;
  if (state.status === 'admission') return advanceAdmission(command, state, facts, policy, isDue);
  const isInPhase = state.status === 'discussion' || state.status === 'verification';
  return isInPhase && isDue ? goOn(command, state, facts, policy) : [];
}

function advanceAdmission(
  command: AdvanceProposal,
  state: ProposalState,
  facts: AdvanceFacts,
  policy: Policy | undefined,
  isDue: boolean,
): Outcome<LifecycleEvent | ProposalEvent> {
  const { proposalId } = command;
  const { supporters } = facts;
  const asked = facts.roll.members.count(({ votes }) => votes);
  const admission = policy?.lifecycle?.admission;
  if (admission !== undefined && reaches(admission.supporters, supporters, asked)) {
    const admitted = fact(events.ProposalAdmitted, { proposalId, supporters, asked });
    return [admitted, ...goOn(command, { ...state, status: 'admitted' }, facts, policy)];
  }
  const reason = `${supporters} of ${asked} voting members supported it in time.`;
  return isDue ? [fact(events.ProposalLapsed, { proposalId, reason })] : [];
}

/** Into the next phase or, after the last one, into the vote. What can no longer be voted on lapses. */
function goOn(
  command: AdvanceProposal,
  state: ProposalState,
  facts: OpeningFacts,
  policy: Policy | undefined,
): readonly (LifecycleEvent | ProposalEvent)[] {
  const { proposalId, at } = command;
  const next = nextPhase(policy?.lifecycle, state);
  if (next !== undefined) {
    return [fact(events.PhaseBegan, { proposalId, phase: next.phase, until: hoursLater(at, next.hours) })];
  }
  if (policy?.lifecycle?.opensBy === 'chair') return [];
  const { until: _past, ...ready } = state;
  const opening = openVoting({ ...command }, ready, facts);
  return isRefusal(opening) ? [fact(events.ProposalLapsed, { proposalId, reason: opening.message })] : opening;
}
