import type { Policy } from '../assembly/charter';
import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { refuse, type Outcome, type Refusal } from '../kernel/refusal';
import type { RollState } from '../roll/roll.evolve';
import { isOver, isPreparing, type ProposalState } from './proposals.evolve';
import * as events from './support.events';
import type { SupportEvent } from './support.events';
import type { SupportState } from './support.evolve';

export interface Support extends CommandHead {
  readonly proposalId: string;
  readonly memberId: string;
  /** Left out, it is the proposal itself that is supported. */
  readonly alternativeId?: string;
}
export interface DemandEscalation extends CommandHead {
  readonly proposalId: string;
  readonly memberId: string;
}
export interface SupportFacts {
  readonly proposal: ProposalState;
  readonly roll: RollState;
}
export interface EscalationFacts extends SupportFacts {
  /** The policy the proposal is, or will be, decided by. */
  readonly policy: Policy | undefined;
}

type SupportRefusal =
  'ProposalMustExist' | 'ProposalMustBePreparing' | 'SupporterMustBeAVotingMember' | 'AlternativeMustExist';

function checkSupport(
  { memberId, alternativeId }: Support,
  { proposal, roll }: SupportFacts,
): Refusal<SupportRefusal> | undefined {
  if (proposal.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (!isPreparing(proposal)) return refuse('ProposalMustBePreparing', 'proposalId');
  if (roll.members.get(memberId)?.votes !== true) return refuse('SupporterMustBeAVotingMember');
  const isKnown = alternativeId === undefined || proposal.alternatives?.some(({ id }) => id === alternativeId);
  return isKnown ? undefined : refuse('AlternativeMustExist', 'alternativeId');
}

function dataOf({ proposalId, memberId, alternativeId }: Support) {
  return alternativeId === undefined ? { proposalId, memberId } : { proposalId, memberId, alternativeId };
}

function isSupported({ alternativeId }: Support, state: SupportState): boolean {
  return alternativeId === undefined ? state.supports : state.alternatives.includes(alternativeId);
}

/** Supporting twice is supporting once. */
export function supportProposal(
  command: Support,
  state: SupportState,
  facts: SupportFacts,
): Outcome<SupportEvent, SupportRefusal> {
  const refusal = checkSupport(command, facts);
  if (refusal !== undefined) return refusal;
  return isSupported(command, state) ? [] : [fact(events.ProposalSupported, dataOf(command))];
}

export function withdrawSupport(
  command: Support,
  state: SupportState,
  facts: SupportFacts,
): Outcome<SupportEvent, SupportRefusal | 'SupportMustHaveBeenGiven'> {
  const refusal = checkSupport(command, facts);
  if (refusal !== undefined) return refusal;
  if (!isSupported(command, state)) return refuse('SupportMustHaveBeenGiven');
  return [fact(events.ProposalSupportWithdrawn, dataOf(command))];
}

/** A member of any class asks for the stricter policy, before the vote or while it is open. */
export function demandEscalation(
  command: DemandEscalation,
  state: SupportState,
  facts: EscalationFacts,
): Outcome<
  SupportEvent,
  'ProposalMustExist' | 'ProposalMustNotBeOver' | 'PolicyMustAllowEscalation' | 'DemanderMustBelongToAClass'
> {
  const { proposalId, memberId } = command;
  const { proposal, roll, policy } = facts;
  if (proposal.status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (isOver(proposal)) return refuse('ProposalMustNotBeOver', 'proposalId');
  if (policy?.escalation === undefined) return refuse('PolicyMustAllowEscalation', 'proposalId');
  const member = roll.members.get(memberId);
  if (member?.votes !== true || member.classId === undefined) return refuse('DemanderMustBelongToAClass');
  if (state.demands.includes(policy.id)) return [];
  return [fact(events.EscalationDemanded, { proposalId, memberId, policyId: policy.id })];
}
