import { Type, type Static } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Id, Reason, closed } from '../kernel/shapes';

/** A hand count stands in its proposal's stream: a ballot is stored only if none was opened meanwhile. */

/** Raised hands for each option and for `abstain`. Unit: heads. */
export const HandTotals = Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Type.Integer({ minimum: 0 }));
export type HandTotals = Static<typeof HandTotals>;

const Teller = Type.String({ minLength: 1, maxLength: 200 });

export const HandCountOpened = eventType(
  'HandCountOpened',
  1,
  'The chair asked for a show of hands. Counted is, from this position on, everyone checked in who carries nobody else and cast no ballot.',
  Type.Object({ proposalId: Id, handCountId: Id, meetingId: Id }, closed),
);

export const HandTotalsEntered = eventType(
  'HandTotalsEntered',
  1,
  'A teller entered what they counted. It decides nothing until a second teller enters the same.',
  Type.Object({ proposalId: Id, handCountId: Id, tellerId: Teller, totals: HandTotals }, closed),
);

export const HandCountRecorded = eventType(
  'HandCountRecorded',
  1,
  'Two tellers counted the same: these hands count.',
  Type.Object(
    { proposalId: Id, handCountId: Id, totals: HandTotals, tellers: Type.Array(Teller, { minItems: 2, maxItems: 2 }) },
    closed,
  ),
);

export const HandCountCancelled = eventType(
  'HandCountCancelled',
  1,
  'The show of hands does not count; whoever was counted can vote again.',
  Type.Object({ proposalId: Id, handCountId: Id, reason: Reason }, closed),
);

export type HandCountEvent =
  | EventOf<typeof HandCountOpened>
  | EventOf<typeof HandTotalsEntered>
  | EventOf<typeof HandCountRecorded>
  | EventOf<typeof HandCountCancelled>;
