import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { refuse, type Outcome } from '../kernel/refusal';
import { fitting } from '../kernel/text';
import type { Policy } from '../assembly/charter';
import { hasPassed } from './follow-ups';
import * as events from './lifecycle.events';
import type { LifecycleEvent } from './lifecycle.events';
import type { EnactmentResult } from './lifecycle.evolve';
import { reaches } from './phases';
import { isOver, type ProposalState } from './proposals.evolve';
import { MAX_TEXT_LENGTH } from './wording';

export interface StateOutcome extends CommandHead {
  readonly proposalId: string;
  readonly text: string;
  /** ISO 8601 UTC with milliseconds; left out, the date that is set already stays. */
  readonly reviewAt?: string;
}
/** The server's own commands need no more than the proposal they are about. */
export interface OfProposal extends CommandHead {
  readonly proposalId: string;
}
export interface EscalateProposal extends OfProposal {
  readonly classId: string;
}

/** The chair says in words what was decided; again after each review. */
export function stateOutcome(
  command: StateOutcome,
  state: ProposalState,
): Outcome<
  LifecycleEvent,
  'ProposalMustExist' | 'ProposalMustBeCertified' | 'TextMustFit' | 'ReviewMustBeInTheFuture'
> {
  const { proposalId, reviewAt, at } = command;
  if (state.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (state.status !== 'certified') return refuse('ProposalMustBeCertified', 'proposalId');
  const text = fitting(command.text, 1, MAX_TEXT_LENGTH);
  if (text === undefined) return refuse('TextMustFit', 'text', 'An outcome has 1 to 20,000 characters.');
  if (reviewAt !== undefined && reviewAt <= at) return refuse('ReviewMustBeInTheFuture', 'reviewAt');
  return [fact(events.OutcomeStated, reviewAt === undefined ? { proposalId, text } : { proposalId, text, reviewAt })];
}

/** The server notes that the day of the review has come; nothing before it. */
export function callReview({ proposalId, at }: OfProposal, { reviewAt }: ProposalState): Outcome<LifecycleEvent> {
  return reviewAt !== undefined && reviewAt <= at ? [fact(events.ReviewFellDue, { proposalId, reviewAt })] : [];
}

/** The server moves a proposal to the stricter policy once enough of one class ask for it. */
export function escalateProposal(
  { proposalId, classId }: EscalateProposal,
  state: ProposalState,
  facts: { readonly policy: Policy | undefined; readonly demands: number; readonly asked: number },
): Outcome<LifecycleEvent> {
  const { policy, demands, asked } = facts;
  const escalation = policy?.escalation;
  if (isOver(state) || escalation === undefined || !reaches(escalation.share, demands, asked)) return [];
  return [fact(events.ProposalEscalated, { proposalId, classId, policyId: escalation.to, demands, asked })];
}

/** Whether the server still has to do what a proposal enacts: adopted, binding, certified and not yet done. */
export function awaitsEnactment(state: ProposalState, policy: Policy | undefined): boolean {
  return (
    state.enacts !== undefined && state.enacted === undefined && hasPassed(state) && policy?.effect !== 'consultative'
  );
}

/** What became of each enactment, in their order. */
export function recordEnactment(
  { proposalId, results }: OfProposal & { readonly results: readonly EnactmentResult[] },
  state: ProposalState,
  { policy }: { readonly policy: Policy | undefined },
): Outcome<LifecycleEvent> {
  return awaitsEnactment(state, policy) ? [fact(events.ProposalEnacted, { proposalId, results: [...results] })] : [];
}
