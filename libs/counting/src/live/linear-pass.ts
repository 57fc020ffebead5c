import type { DelegationInput } from '../delegations/resolve-delegations';
import { applicableScopes } from '../delegations/scopes';
import type { Election } from '../election';

/** What makes a proposal need a linear pass after each change, and not a `LiveCount`. */
export type LinearReason = 'ranked-delegates' | 'chain-limit' | 'cap' | 'damping' | 'commission' | 'hand-counts';

/**
 * Why a proposal cannot be counted event by event, or undefined when it can. Where a member ranks several delegates, one ballot can turn the
 * ways of any number of members elsewhere; a chain limit and damping ask how far every member is from their voter; and a cap asks what each
 * voter carries, in shares that change with the electorate. Such a proposal is counted from nothing by `resolveDelegations`, and many events
 * are gathered into one count: see `waitBeforePassMs`. One ranked delegation in an applicable scope is enough, and so it can begin mid-vote.
 * So is a proposal with hands counted, or with a commission, whose ballots nothing live tells apart from others.
 */
export function whyNotLive({
  delegationLimits: { maxChain, cap, damping },
  delegations,
  areas,
  weighing,
  handCounts = [],
}: Pick<DelegationInput, 'delegationLimits' | 'delegations' | 'areas'> &
  Partial<Pick<Election, 'weighing' | 'handCounts'>>): LinearReason | undefined {
  if (maxChain !== undefined) return 'chain-limit';
  if (cap !== undefined) return 'cap';
  if (damping !== undefined) return 'damping';
  if (weighing?.commission !== undefined) return 'commission';
  if (handCounts.length > 0) return 'hand-counts';
  const applicable = new Set(applicableScopes(areas));
  const ranked = delegations.some(({ scope, to }) => to.length > 1 && applicable.has(scope));
  return ranked ? 'ranked-delegates' : undefined;
}

/** At most ten passes a second for one proposal. Unit: milliseconds. */
export const LEAST_BETWEEN_PASSES_MS = 100;

/** A pass that takes longer than this would hold up whoever else is served: run it on another thread. Unit: milliseconds. */
export const LONGEST_ON_THE_LOOP_MS = 20;

/** A pass that began and ended, on any clock that does not go back. Unit: milliseconds. */
export interface LinearPass {
  readonly startedMs: number;
  readonly endedMs: number;
}

/**
 * How long to gather events before the next pass over a proposal. At once for the first event after a quiet time; else so that passes begin at
 * most ten times a second and counting takes at most half of the time. Unit: milliseconds.
 */
export function waitBeforePassMs(nowMs: number, last: LinearPass | undefined): number {
  if (last === undefined) return 0;
  const tookMs = last.endedMs - last.startedMs;
  const earliestMs = Math.max(last.startedMs + LEAST_BETWEEN_PASSES_MS, last.endedMs + tookMs);
  return Math.max(0, earliestMs - nowMs);
}
