import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Id, Instant, Scope, closed } from '../kernel/shapes';

export const DelegationSet = eventType(
  'DelegationSet',
  1,
  'In this scope the member is represented by the first of these delegates whom the policy finds; it replaces what stood in the scope.',
  Type.Object(
    {
      memberId: Id,
      scope: Scope,
      delegates: Type.Array(Id, { minItems: 1, maxItems: 10 }),
      expiresAt: Type.Optional(Instant),
    },
    closed,
  ),
);

export const DelegatingOptedOut = eventType(
  'DelegatingOptedOut',
  1,
  'In this scope the member delegates to nobody; it hides wider delegations until it is revoked.',
  Type.Object({ memberId: Id, scope: Scope, expiresAt: Type.Optional(Instant) }, closed),
);

export const DelegationRevoked = eventType(
  'DelegationRevoked',
  1,
  'What stood in this scope is taken back; a wider delegation, if any, applies again.',
  Type.Object({ memberId: Id, scope: Scope }, closed),
);

export const DelegationExpired = eventType(
  'DelegationExpired',
  1,
  'What stood in this scope reached its date; a wider delegation, if any, applies again.',
  Type.Object({ memberId: Id, scope: Scope }, closed),
);

export const DelegationsDeclined = eventType(
  'DelegationsDeclined',
  1,
  'The member will carry nobody: new delegations to them are refused. Those that stand go on until their givers change them.',
  Type.Object({ memberId: Id }, closed),
);

export const DelegationsAccepted = eventType(
  'DelegationsAccepted',
  1,
  'The member accepts delegations again.',
  Type.Object({ memberId: Id }, closed),
);

export type DelegationEvent =
  | EventOf<typeof DelegationSet>
  | EventOf<typeof DelegatingOptedOut>
  | EventOf<typeof DelegationRevoked>
  | EventOf<typeof DelegationExpired>
  | EventOf<typeof DelegationsDeclined>
  | EventOf<typeof DelegationsAccepted>;
