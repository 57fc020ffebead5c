import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Id, Reason, closed } from '../kernel/shapes';

export const SeriesStarted = eventType(
  'SeriesStarted',
  1,
  'Meetings are to be held regularly. `recurrence` is an RRULE of RFC 5545 (`FREQ=WEEKLY;INTERVAL=2;BYDAY=TH`), counted from `firstAt` in local time of `timeZone`.',
  Type.Object(
    {
      seriesId: Id,
      title: Type.String({ minLength: 1, maxLength: 200 }),
      recurrence: Type.String({ minLength: 1, maxLength: 500 }),
      /** Local date and time of the first meeting, `2026-12-03T19:00`. */
      firstAt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$' }),
      /** IANA name, `Europe/Madrid`. */
      timeZone: Type.String({ minLength: 1, maxLength: 60 }),
      place: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    },
    closed,
  ),
);

export const SeriesEnded = eventType(
  'SeriesEnded',
  1,
  'No further meeting of this series will be convened.',
  Type.Object({ seriesId: Id, reason: Reason }, closed),
);

export type SeriesEvent = EventOf<typeof SeriesStarted> | EventOf<typeof SeriesEnded>;
