import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Id, Slug, closed } from '../kernel/shapes';

/** What one member asks of one proposal before its result. A stream of its own for each: supporters never wait for one another. */

export const ProposalSupported = eventType(
  'ProposalSupported',
  1,
  'A member wants the proposal to be taken up or, with `alternativeId`, likes this alternative to it.',
  Type.Object({ proposalId: Id, memberId: Id, alternativeId: Type.Optional(Id) }, closed),
);

export const ProposalSupportWithdrawn = eventType(
  'ProposalSupportWithdrawn',
  1,
  'A member no longer supports the proposal or, with `alternativeId`, this alternative.',
  Type.Object({ proposalId: Id, memberId: Id, alternativeId: Type.Optional(Id) }, closed),
);

export const EscalationDemanded = eventType(
  'EscalationDemanded',
  1,
  'A member asks, as one of their class, that the proposal leave `policyId` for the stricter policy it names.',
  Type.Object({ proposalId: Id, memberId: Id, policyId: Slug }, closed),
);

export type SupportEvent =
  EventOf<typeof ProposalSupported> | EventOf<typeof ProposalSupportWithdrawn> | EventOf<typeof EscalationDemanded>;
