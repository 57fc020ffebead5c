import { unreachable, type Fold } from '../kernel/decider';
import type { SupportEvent } from './support.events';

/** What one member asks of one proposal. */
export interface SupportState {
  readonly supports: boolean;
  /** Alternatives they like, by id. */
  readonly alternatives: readonly string[];
  /** The policies they asked the proposal to leave. */
  readonly demands: readonly string[];
}

export const supportFold: Fold<SupportState, SupportEvent> = {
  initial: { supports: false, alternatives: [], demands: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'ProposalSupported': {
        const { alternativeId } = event.data;
        if (alternativeId === undefined) return { ...state, supports: true };
        return { ...state, alternatives: [...without(state.alternatives, alternativeId), alternativeId] };
      }
      case 'ProposalSupportWithdrawn': {
        const { alternativeId } = event.data;
        if (alternativeId === undefined) return { ...state, supports: false };
        return { ...state, alternatives: without(state.alternatives, alternativeId) };
      }
      case 'EscalationDemanded':
        return { ...state, demands: [...without(state.demands, event.data.policyId), event.data.policyId] };
      default:
        return unreachable(event);
    }
  },
};

function without(all: readonly string[], one: string): readonly string[] {
  return all.filter((each) => each !== one);
}
