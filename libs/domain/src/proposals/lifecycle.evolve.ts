import { unreachable } from '../kernel/decider';
import type { Stored } from '../kernel/event-type';
import type { LifecycleEvent } from './lifecycle.events';
import type { ProposalState } from './proposals.evolve';

/** Another text that a member put beside the proposal's own. */
export interface Alternative {
  readonly id: string;
  readonly authorId: string;
  /** As it stands among the options. */
  readonly option: string;
  readonly text: string;
}

/** What became of one enactment. */
export interface EnactmentResult {
  readonly done: boolean;
  readonly reason?: string;
}

/** The part of a proposal's state that its way to the vote, and what follows from the result, wrote. */
export interface LifecycleState {
  /** When the phase it is in ends. */
  readonly until?: string;
  /** Support at its admission. Unit: heads. */
  readonly admitted?: { readonly supporters: number; readonly asked: number };
  readonly lapsedFor?: string;
  /** In the order they were offered. */
  readonly alternatives?: readonly Alternative[];
  readonly escalated?: { readonly from: string; readonly classId: string };
  readonly outcomeText?: string;
  /** When the outcome is to be looked at again. */
  readonly reviewAt?: string;
  /** Since when it waits to be looked at again; gone once an outcome is stated anew. */
  readonly reviewDueSince?: string;
  readonly enacted?: readonly EnactmentResult[];
}

export function evolveLifecycle(state: ProposalState, event: Stored<LifecycleEvent>): ProposalState {
  const { until: _past, ...rest } = state;
  switch (event.type) {
    case 'ProposalSubmitted': {
      const { until } = event.data;
      return until === undefined ? { ...rest, status: 'admitted' } : { ...rest, status: 'admission', until };
    }
    case 'ProposalAdmitted': {
      const { supporters, asked } = event.data;
      return { ...rest, status: 'admitted', admitted: { supporters, asked } };
    }
    case 'PhaseBegan':
      return { ...rest, status: event.data.phase, until: event.data.until };
    case 'ProposalLapsed':
      return { ...rest, status: 'lapsed', lapsedFor: event.data.reason };
    case 'AlternativeOffered': {
      const { alternativeId: id, authorId, option, text } = event.data;
      const wording = { ...state.wording, options: [...state.wording.options, option] };
      return { ...state, wording, alternatives: [...(state.alternatives ?? []), { id, authorId, option, text }] };
    }
    case 'ProposalEscalated': {
      const { classId, policyId } = event.data;
      const escalated = { from: state.wording.policyId, classId };
      return { ...state, wording: { ...state.wording, policyId }, escalated };
    }
    default:
      return evolveOutcome(state, event);
  }
}

function evolveOutcome(
  state: ProposalState,
  event: Extract<LifecycleEvent, { readonly type: 'OutcomeStated' | 'ReviewFellDue' | 'ProposalEnacted' }>,
): ProposalState {
  switch (event.type) {
    case 'OutcomeStated': {
      const { text: outcomeText, reviewAt } = event.data;
      const { reviewDueSince: _looked, ...rest } = state;
      return { ...rest, outcomeText, ...(reviewAt === undefined ? {} : { reviewAt }) };
    }
    case 'ReviewFellDue': {
      const { reviewAt: reviewDueSince } = event.data;
      const { reviewAt: _past, ...rest } = state;
      return { ...rest, reviewDueSince };
    }
    case 'ProposalEnacted':
      return { ...state, enacted: event.data.results };
    default:
      return unreachable(event);
  }
}
