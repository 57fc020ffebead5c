import { Map } from 'immutable';
import type { Fold } from '../kernel/decider';
import { unreachable } from '../kernel/decider';
import type { DelegationEvent } from './delegations.events';

export interface Delegation {
  /** In order of preference; empty means "delegate to nobody here". */
  readonly delegates: readonly string[];
  readonly expiresAt?: string;
}

/** One member's delegations by scope, and whether they decline to carry others. */
export interface DelegationsState {
  readonly byScope: Map<string, Delegation>;
  readonly declines: boolean;
}

function until(expiresAt: string | undefined, delegates: readonly string[]): Delegation {
  return expiresAt === undefined ? { delegates } : { delegates, expiresAt };
}

export const delegationsFold: Fold<DelegationsState, DelegationEvent> = {
  initial: { byScope: Map(), declines: false },
  evolve(state, event) {
    const { byScope } = state;
    switch (event.type) {
      case 'DelegationSet':
        return { ...state, byScope: byScope.set(event.data.scope, until(event.data.expiresAt, event.data.delegates)) };
      case 'DelegatingOptedOut':
        return { ...state, byScope: byScope.set(event.data.scope, until(event.data.expiresAt, [])) };
      case 'DelegationRevoked':
      case 'DelegationExpired':
        return { ...state, byScope: byScope.delete(event.data.scope) };
      case 'DelegationsDeclined':
        return { ...state, declines: true };
      case 'DelegationsAccepted':
        return { ...state, declines: false };
      default:
        return unreachable(event);
    }
  },
};
