import type { Charter } from '../assembly/charter';
import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { reasonGiven } from '../kernel/reason';
import { refuse, type Outcome } from '../kernel/refusal';
import type { RollState } from '../roll/roll.evolve';
import { CommissionMemberAppointed, CommissionMemberDismissed, type CommissionEvent } from './commissions.events';
import type { CommissionsState } from './commissions.evolve';

export interface AppointToCommission extends CommandHead {
  readonly area: string;
  readonly memberId: string;
}
export interface DismissFromCommission extends AppointToCommission {
  readonly reason: string;
}

export interface CommissionFacts {
  readonly charter: Charter | undefined;
  readonly roll: RollState;
}

export function appointToCommission(
  { area, memberId }: AppointToCommission,
  commissions: CommissionsState,
  { charter, roll }: CommissionFacts,
): Outcome<CommissionEvent, 'AreaMustBeInTheCharter' | 'MemberMustBeOnTheRoll' | 'MemberMustNotBeInTheCommission'> {
  if (!charter?.areas.some(({ path }) => path === area)) return refuse('AreaMustBeInTheCharter', 'area');
  if (!roll.members.has(memberId)) return refuse('MemberMustBeOnTheRoll', 'memberId');
  if (commissions.get(area)?.has(memberId)) return refuse('MemberMustNotBeInTheCommission', 'memberId');
  return [fact(CommissionMemberAppointed, { area, memberId })];
}

/** Also from an area that the charter no longer has, and of somebody who was struck from the roll. */
export function dismissFromCommission(
  { area, memberId, reason: given }: DismissFromCommission,
  commissions: CommissionsState,
): Outcome<CommissionEvent, 'MemberMustBeInTheCommission' | 'ReasonMustBeGiven'> {
  if (!commissions.get(area)?.has(memberId)) return refuse('MemberMustBeInTheCommission', 'memberId');
  const reason = reasonGiven(given);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(CommissionMemberDismissed, { area, memberId, reason })];
}
