import { Type, type Static } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { Id, Instant, Reason, closed } from '../kernel/shapes';

const Title = Type.String({ minLength: 1, maxLength: 200 });
const Note = Type.String({ minLength: 1, maxLength: 5000 });

/** One point of an agenda. With a proposal it can be put to the vote; without one it is only talked about. */
export const AgendaItem = Type.Object(
  {
    itemId: Id,
    title: Title,
    proposalId: Type.Optional(Id),
    /** Where this item stood before, when an earlier meeting of the series did not reach it. */
    carriedFrom: Type.Optional(Type.Object({ meetingId: Id, itemId: Id }, closed)),
  },
  closed,
);
export type AgendaItem = Static<typeof AgendaItem>;

const Agenda = Type.Array(AgendaItem, { maxItems: 200 });

export const MeetingConvened = eventType(
  'MeetingConvened',
  1,
  'A session of the assembly was called for this time, with this agenda.',
  Type.Object(
    {
      meetingId: Id,
      title: Title,
      startsAt: Instant,
      place: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
      seriesId: Type.Optional(Id),
      agenda: Agenda,
    },
    closed,
  ),
);

export const AgendaSet = eventType(
  'AgendaSet',
  1,
  'The agenda reads so from here on: items were added, taken off or put in another order. Holds the whole agenda after it.',
  Type.Object({ meetingId: Id, agenda: Agenda }, closed),
);

export const MeetingOpened = eventType(
  'MeetingOpened',
  1,
  'The meeting is in session. Ballots of members checked in to it, on proposals of its agenda, are in-person from here on.',
  Type.Object({ meetingId: Id }, closed),
);

export const AgendaItemTaken = eventType(
  'AgendaItemTaken',
  1,
  'The assembly turned to this item.',
  Type.Object({ meetingId: Id, itemId: Id }, closed),
);

export const ItemPutToVote = eventType(
  'ItemPutToVote',
  1,
  'The chair asked the hall to vote on the proposal of this item, which was open for voting.',
  Type.Object({ meetingId: Id, itemId: Id, proposalId: Id }, closed),
);

export const ItemConcluded = eventType(
  'ItemConcluded',
  1,
  'The assembly is done with this item: it was decided, or talked about, or put off to a later meeting.',
  Type.Object(
    {
      meetingId: Id,
      itemId: Id,
      how: Type.Union([Type.Literal('decided'), Type.Literal('discussed'), Type.Literal('postponed')]),
      note: Type.Optional(Note),
    },
    closed,
  ),
);

export const MeetingPaused = eventType(
  'MeetingPaused',
  1,
  'The session was interrupted. Who was checked in stays so.',
  Type.Object({ meetingId: Id, reason: Type.Optional(Reason) }, closed),
);

export const MeetingResumed = eventType(
  'MeetingResumed',
  1,
  'The session goes on.',
  Type.Object({ meetingId: Id }, closed),
);

export const MeetingClosed = eventType(
  'MeetingClosed',
  1,
  'The session is over, and everybody is checked out. `unreached` are the items that carry over to the next meeting of a series.',
  Type.Object({ meetingId: Id, unreached: Type.Array(Id, { maxItems: 200 }) }, closed),
);

export const MeetingCancelled = eventType(
  'MeetingCancelled',
  1,
  'A meeting that was convened will not take place. Its items carry over.',
  Type.Object({ meetingId: Id, reason: Reason }, closed),
);

export type MeetingEvent =
  | EventOf<typeof MeetingConvened>
  | EventOf<typeof AgendaSet>
  | EventOf<typeof MeetingOpened>
  | EventOf<typeof AgendaItemTaken>
  | EventOf<typeof ItemPutToVote>
  | EventOf<typeof ItemConcluded>
  | EventOf<typeof MeetingPaused>
  | EventOf<typeof MeetingResumed>
  | EventOf<typeof MeetingClosed>
  | EventOf<typeof MeetingCancelled>;
