import { Type, type Static } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Id, Reason, closed } from '../kernel/shapes';

const Option = Type.String({ minLength: 1, maxLength: 200 });

/** What a ballot says, in the shape the counting rule asks for: a word, a list, tied groups, or points for each option. */
export const Choice = Type.Union([
  Option,
  Type.Array(Option),
  Type.Array(Type.Array(Option)),
  Type.Record(Type.String(), Type.Integer()),
]);
export type Choice = Static<typeof Choice>;

export const Channel = Type.Union([Type.Literal('in-person'), Type.Literal('online')]);
export type Channel = Static<typeof Channel>;

const ballot = {
  proposalId: Id,
  memberId: Id,
  choice: Choice,
  channel: Channel,
  /** Why, in the member's words: of an objection or a block above all. Printed in the minutes. */
  reason: Type.Optional(Reason),
  /** Who entered it, where it was called out by name in the hall and not cast on a device of the member's own. */
  tellerId: Type.Optional(Id),
};

export const BallotCast = eventType(
  'BallotCast',
  1,
  'A member voted on a proposal, by themself or by name through a teller.',
  Type.Object(ballot, closed),
);

export const BallotChanged = eventType(
  'BallotChanged',
  1,
  'A member voted again; this choice replaces the earlier one.',
  Type.Object(ballot, closed),
);

export const BallotWithdrawn = eventType(
  'BallotWithdrawn',
  1,
  'A member took their ballot back; their delegation, if any, applies again.',
  Type.Object({ proposalId: Id, memberId: Id }, closed),
);

export type BallotEvent = EventOf<typeof BallotCast> | EventOf<typeof BallotChanged> | EventOf<typeof BallotWithdrawn>;
