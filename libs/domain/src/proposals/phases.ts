import { Fraction, fractionOf } from '@plenum/counting';
import type { Lifecycle, Policy } from '../assembly/charter';
import { isPreparing, type ProposalState } from './proposals.evolve';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function hoursLater(at: string, hours: number): string {
  return new Date(Date.parse(at) + hours * HOUR_MS).toISOString();
}

export function daysLater(at: string, days: number): string {
  return new Date(Date.parse(at) + days * DAY_MS).toISOString();
}

/** Whether a policy asks for anything between the draft and the vote. */
export function hasPhases(lifecycle: Lifecycle | undefined): boolean {
  const { admission, discussionHours, verificationHours } = lifecycle ?? {};
  return admission !== undefined || discussionHours !== undefined || verificationHours !== undefined;
}

/** A phase with a length of its own. */
export interface NextPhase {
  readonly phase: 'discussion' | 'verification';
  readonly hours: number;
}

/** The phase that comes after the one a proposal is in; undefined when the vote comes next. */
export function nextPhase(lifecycle: Lifecycle | undefined, { status }: ProposalState): NextPhase | undefined {
  const { discussionHours, verificationHours } = lifecycle ?? {};
  if (discussionHours !== undefined && (status === 'draft' || status === 'admission' || status === 'admitted')) {
    return { phase: 'discussion', hours: discussionHours };
  }
  if (verificationHours === undefined || status === 'verification') return undefined;
  return { phase: 'verification', hours: verificationHours };
}

/** Whether a proposal has been through all that its policy asks for before the vote. */
export function mayOpen(policy: Policy | undefined, state: ProposalState, at: string): boolean {
  if (state.status === 'draft') return !hasPhases(policy?.lifecycle);
  const isLast = state.status !== 'admission' && nextPhase(policy?.lifecycle, state) === undefined;
  return isPreparing(state) && isLast && (state.until === undefined || state.until <= at);
}

/** When a proposal goes on by itself (ISO 8601); undefined when it waits for somebody. */
export function goesOnAt(policy: Policy | undefined, state: ProposalState): string | undefined {
  if (!isPreparing(state)) return undefined;
  const waitsForChair = policy?.lifecycle?.opensBy === 'chair' && state.status !== 'admission';
  return waitsForChair && nextPhase(policy.lifecycle, state) === undefined ? undefined : state.until;
}

/** Whether `heads` of `asked` are at least a share of them. Nobody of nobody is no share. */
export function reaches(share: string, heads: number, asked: number): boolean {
  return heads > 0 && fractionOf(share).times(Fraction.of(asked)).compare(Fraction.of(heads)) <= 0;
}
