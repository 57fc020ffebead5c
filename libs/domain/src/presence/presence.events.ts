import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Digest, Id, closed } from '../kernel/shapes';

/** Presence has a stream of its own for each member, so that desks and phones never wait for one another. */

export const HallCodeIssued = eventType(
  'HallCodeIssued',
  1,
  'The registrar handed a member a code to check in with, once. The log holds its SHA-256; an earlier code of the same meeting is void.',
  Type.Object({ meetingId: Id, memberId: Id, codeDigest: Digest }, closed),
);

export const MemberCheckedIn = eventType(
  'MemberCheckedIn',
  1,
  'A member (or a guest on the roll) is in the hall, once, whatever the number of their devices.',
  Type.Object(
    {
      meetingId: Id,
      memberId: Id,
      by: Type.Union([Type.Literal('registrar'), Type.Literal('hall-code')]),
      desk: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    },
    closed,
  ),
);

export const MemberCheckedOut = eventType(
  'MemberCheckedOut',
  1,
  'A member left the hall. What they voted stays as it is; what they vote from here on is online.',
  Type.Object({ meetingId: Id, memberId: Id }, closed),
);

export type PresenceEvent =
  EventOf<typeof HallCodeIssued> | EventOf<typeof MemberCheckedIn> | EventOf<typeof MemberCheckedOut>;
