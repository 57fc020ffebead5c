import { refusals } from './refusals';

export type RefusalName = keyof typeof refusals;

/**
 * The rules say no. A returned value, never thrown: it is part of the contract with the caller and is named as the
 * obligation that was not met.
 */
export interface Refusal<Name extends RefusalName = RefusalName> {
  readonly refusal: Name;
  /** What is missing, in words a member can act on. */
  readonly message: string;
  /** The input field at fault, such as `delegates[1]`; empty when it is the situation and not a field. */
  readonly field: string;
}

/** What a decision comes to: facts to record, or a refusal. */
export type Outcome<Event, Name extends RefusalName = RefusalName> = readonly Event[] | Refusal<Name>;

/** Refuse by name; without a message of its own the refusal says what its obligation says. */
export function refuse<Name extends RefusalName>(refusal: Name, field = '', message?: string): Refusal<Name> {
  return { refusal, field, message: message ?? refusals[refusal] };
}

export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && 'refusal' in outcome;
}
