import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { AreaPath, Id, Reason, closed } from '../kernel/shapes';

export const CommissionMemberAppointed = eventType(
  'CommissionMemberAppointed',
  1,
  "A member belongs to an area's commission. Proposals opened from here on weigh them so, where their policy says so.",
  Type.Object({ area: AreaPath, memberId: Id }, closed),
);

export const CommissionMemberDismissed = eventType(
  'CommissionMemberDismissed',
  1,
  "A member no longer belongs to an area's commission.",
  Type.Object({ area: AreaPath, memberId: Id, reason: Reason }, closed),
);

export type CommissionEvent = EventOf<typeof CommissionMemberAppointed> | EventOf<typeof CommissionMemberDismissed>;
