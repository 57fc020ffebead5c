import type { Fold } from '../kernel/decider';
import type { AssemblyEvent } from './assembly.events';
import type { Charter } from './charter';
import { unreachable } from '../kernel/decider';

export interface AssemblyState {
  /** Empty until founded. */
  readonly name: string;
  /** Every version ever adopted, in order; version n stands at index n-1. */
  readonly charters: readonly Charter[];
}

export const assemblyFold: Fold<AssemblyState, AssemblyEvent> = {
  initial: { name: '', charters: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'AssemblyFounded':
        return { ...state, name: event.data.name };
      case 'CharterAdopted':
        return { ...state, charters: [...state.charters, event.data.charter] };
      default:
        return unreachable(event);
    }
  },
};

/** The charter in force, or undefined before the first. */
export function charterInForce(state: AssemblyState): Charter | undefined {
  return state.charters.at(-1);
}

export function policyOf(charter: Charter | undefined, policyId: string) {
  return charter?.policies.find((policy) => policy.id === policyId);
}
