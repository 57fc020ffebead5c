import type { Charter, DelegationTerms, Policy } from '../assembly/charter';
import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { isRefusal, refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { isOver, type ProposalState } from '../proposals/proposals.evolve';
import type { RollState } from '../roll/roll.evolve';
import * as events from './delegations.events';
import type { DelegationEvent } from './delegations.events';
import type { DelegationsState } from './delegations.evolve';
import { scopeText, type Scope } from './scope';

interface InScope extends CommandHead {
  readonly memberId: string;
  readonly scope: Scope;
}
export interface SetDelegation extends InScope {
  /** One to ten, in order of preference. */
  readonly delegates: readonly string[];
  /** ISO 8601 UTC with milliseconds. */
  readonly expiresAt?: string;
}
export interface OptOutOfDelegating extends InScope {
  readonly expiresAt?: string;
}
export type RevokeDelegation = InScope;
export type ExpireDelegation = InScope;
export interface AnswerDelegations extends CommandHead {
  readonly memberId: string;
}

export interface DelegationFacts {
  readonly roll: RollState;
  readonly charter: Charter | undefined;
  /** The proposal a proposal scope names; undefined for the other scopes. */
  readonly proposal?: ProposalState;
  /** The policy of that proposal: the pinned one from its opening on, whatever charter was adopted since. */
  readonly policy?: Policy;
  /** Which of the named delegates decline to carry others. */
  readonly declining: ReadonlySet<string>;
}

type ScopeRefusal =
  'MemberMustBeOnTheRoll' | 'ScopeMustExist' | 'PolicyMustAllowDelegation' | 'ExpiryMustBeInTheFuture';
type DelegateRefusal =
  | 'DelegateMustBeSomeoneElse'
  | 'DelegateMustBeOnTheRoll'
  | 'DelegateMustAcceptDelegations'
  | 'DelegatesMustBeDistinct'
  | 'DelegatesMustBeWithinTheLimit';

/** The terms that speak about a scope: the proposal's own policy, or every policy of the charter for the wider scopes. */
function termsFor(scope: Scope, facts: DelegationFacts): DelegationTerms[] | undefined {
  const { charter, proposal, policy } = facts;
  if (charter === undefined) return undefined;
  switch (scope.kind) {
    case 'assembly':
      return charter.policies.map((policy) => policy.delegation);
    case 'area':
      return charter.areas.some((area) => area.path === scope.area)
        ? charter.policies.map((policy) => policy.delegation)
        : undefined;
    case 'proposal': {
      if (proposal === undefined || isOver(proposal)) return undefined;
      return policy === undefined ? undefined : [policy.delegation];
    }
  }
}

function allows(terms: DelegationTerms, scope: Scope): boolean {
  return terms.allowed === 'every-scope' || (terms.allowed === 'proposal-only' && scope.kind === 'proposal');
}

/** The terms that allow delegating in this scope, or why there are none. */
function allowingTerms(command: InScope, facts: DelegationFacts): DelegationTerms[] | Refusal<ScopeRefusal> {
  if (!facts.roll.members.has(command.memberId)) return refuse('MemberMustBeOnTheRoll', 'memberId');
  const terms = termsFor(command.scope, facts);
  if (terms === undefined) return refuse('ScopeMustExist', 'scope');
  const allowing = terms.filter((one) => allows(one, command.scope));
  return allowing.length === 0 ? refuse('PolicyMustAllowDelegation', 'scope') : allowing;
}

function checkDelegates(
  command: SetDelegation,
  max: number,
  facts: DelegationFacts,
): Refusal<DelegateRefusal> | undefined {
  const { delegates, memberId } = command;
  if (delegates.length < 1 || delegates.length > max) {
    const message = `Name 1 to ${max} ${max === 1 ? 'delegate' : 'delegates'}; ${delegates.length} were given.`;
    return refuse('DelegatesMustBeWithinTheLimit', 'delegates', message);
  }
  for (const [index, delegate] of delegates.entries()) {
    const field = `delegates[${index}]`;
    if (delegate === memberId) return refuse('DelegateMustBeSomeoneElse', field);
    if (delegates.indexOf(delegate) !== index) return refuse('DelegatesMustBeDistinct', field);
    if (!facts.roll.members.has(delegate)) return refuse('DelegateMustBeOnTheRoll', field);
    if (facts.declining.has(delegate)) return refuse('DelegateMustAcceptDelegations', field);
  }
  return undefined;
}

function expired(command: { at: string; expiresAt?: string }): boolean {
  return command.expiresAt !== undefined && command.expiresAt <= command.at;
}

/** Cycles are allowed: whether one closes may depend on who spoke first, and the count neutralises them (domain 4.6). */
export function setDelegation(
  command: SetDelegation,
  _state: DelegationsState,
  facts: DelegationFacts,
): Outcome<DelegationEvent, ScopeRefusal | DelegateRefusal> {
  const terms = allowingTerms(command, facts);
  if (isRefusal(terms)) return terms;
  const max = terms.reduce((most, one) => (one.maxDelegates > most ? one.maxDelegates : most), 1);
  const refusal = checkDelegates(command, max, facts);
  if (refusal !== undefined) return refusal;
  if (expired(command)) return refuse('ExpiryMustBeInTheFuture', 'expiresAt');
  const { memberId, delegates, expiresAt } = command;
  const data = { memberId, scope: scopeText(command.scope), delegates: [...delegates] };
  return [fact(events.DelegationSet, expiresAt === undefined ? data : { ...data, expiresAt })];
}

export function optOutOfDelegating(
  command: OptOutOfDelegating,
  _state: DelegationsState,
  facts: DelegationFacts,
): Outcome<DelegationEvent, ScopeRefusal> {
  const terms = allowingTerms(command, facts);
  if (isRefusal(terms)) return terms;
  if (expired(command)) return refuse('ExpiryMustBeInTheFuture', 'expiresAt');
  const { memberId, expiresAt } = command;
  const data = { memberId, scope: scopeText(command.scope) };
  return [fact(events.DelegatingOptedOut, expiresAt === undefined ? data : { ...data, expiresAt })];
}

/** Always possible while something stands in the scope: taking a voice back never depends on the roll or a policy. */
export function revokeDelegation(
  command: RevokeDelegation,
  state: DelegationsState,
): Outcome<DelegationEvent, 'DelegationMustExist'> {
  const scope = scopeText(command.scope);
  if (!state.byScope.has(scope)) return refuse('DelegationMustExist', 'scope');
  return [fact(events.DelegationRevoked, { memberId: command.memberId, scope })];
}

/** The server's clock has passed the date: said by the server, never by a member. */
export function expireDelegation(
  command: ExpireDelegation,
  state: DelegationsState,
): Outcome<DelegationEvent, 'DelegationMustExist' | 'ExpiryMustHavePassed'> {
  const scope = scopeText(command.scope);
  const delegation = state.byScope.get(scope);
  if (delegation === undefined) return refuse('DelegationMustExist', 'scope');
  if (delegation.expiresAt === undefined || delegation.expiresAt > command.at)
    return refuse('ExpiryMustHavePassed', 'scope');
  return [fact(events.DelegationExpired, { memberId: command.memberId, scope })];
}

export function declineDelegations(
  command: AnswerDelegations,
  state: DelegationsState,
  facts: { readonly roll: RollState },
): Outcome<DelegationEvent, 'MemberMustBeOnTheRoll'> {
  if (!facts.roll.members.has(command.memberId)) return refuse('MemberMustBeOnTheRoll', 'memberId');
  return state.declines ? [] : [fact(events.DelegationsDeclined, { memberId: command.memberId })];
}

export function acceptDelegations(
  command: AnswerDelegations,
  state: DelegationsState,
  facts: { readonly roll: RollState },
): Outcome<DelegationEvent, 'MemberMustBeOnTheRoll'> {
  if (!facts.roll.members.has(command.memberId)) return refuse('MemberMustBeOnTheRoll', 'memberId');
  return state.declines ? [fact(events.DelegationsAccepted, { memberId: command.memberId })] : [];
}
