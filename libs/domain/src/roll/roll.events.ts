import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Exact, Id, Reason, Slug, closed } from '../kernel/shapes';

/** `votes: false` makes a consultative guest. A member without a class belongs to none. */
const standing = { weight: Exact, votes: Type.Boolean(), classId: Type.Optional(Slug) };

export const MemberEnrolled = eventType(
  'MemberEnrolled',
  1,
  'A member, known here only by a random id, is on the roll with this own weight and class.',
  Type.Object({ memberId: Id, ...standing }, closed),
);

export const MemberAmended = eventType(
  'MemberAmended',
  1,
  "A member's own weight, class or voting right was corrected, for the stated reason. Holds the whole standing after it.",
  Type.Object({ memberId: Id, ...standing, reason: Reason }, closed),
);

export const MemberStruck = eventType(
  'MemberStruck',
  1,
  'A member is off the roll. In proposals open now their ballot and their delegations in and out lapse, and the report says so.',
  Type.Object({ memberId: Id, reason: Reason }, closed),
);

export const MemberReadmitted = eventType(
  'MemberReadmitted',
  1,
  'A struck member is on the roll again, for proposals opened from here on and for open ones that did not pin their electorate.',
  Type.Object({ memberId: Id, ...standing, reason: Reason }, closed),
);

export type RollEvent =
  | EventOf<typeof MemberEnrolled>
  | EventOf<typeof MemberAmended>
  | EventOf<typeof MemberStruck>
  | EventOf<typeof MemberReadmitted>;
