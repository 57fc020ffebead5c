import { List, Map } from 'immutable';
import { unreachable } from '../kernel/decider';
import type { Stored } from '../kernel/event-type';
import { meetingFold, votesOn, type MeetingState } from '../meetings/meetings.evolve';
import type { MeetingEvent } from '../meetings/meetings.events';
import type { PresenceEvent } from '../presence/presence.events';

/** A moment in the log. */
export interface Moment {
  readonly position: number;
  readonly at: string;
}

/** One member's time in the hall, from a check-in to a check-out or the close of the meeting. */
export interface Stay {
  readonly memberId: string;
  readonly from: Moment;
  readonly to?: Moment;
}

/** A meeting with who is, and who was, in its hall. */
export interface MeetingRecord {
  readonly id: string;
  /** Log position at which it was convened: the order meetings are listed in. */
  readonly convenedAt: number;
  readonly state: MeetingState;
  /** Whoever is in the hall, since when. */
  readonly present: Map<string, Moment>;
  /** Stays that ended, in the order they ended. */
  readonly stays: List<Stay>;
}

export type Meetings = Map<string, MeetingRecord>;

export function evolveMeeting(meetings: Meetings, event: Stored<MeetingEvent>): Meetings {
  const { meetingId } = event.data;
  const before = meetings.get(meetingId) ?? {
    id: meetingId,
    convenedAt: event.position,
    state: meetingFold.initial,
    present: Map<string, Moment>(),
    stays: List<Stay>(),
  };
  const after = { ...before, state: meetingFold.evolve(before.state, event) };
  return meetings.set(meetingId, event.type === 'MeetingClosed' ? emptied(after, momentOf(event)) : after);
}

/** What happens after the close of a meeting, by a check-out that came too late for instance, changes no presence. */
export function evolvePresence(meetings: Meetings, event: Stored<PresenceEvent>): Meetings {
  const { meetingId, memberId } = event.data;
  const meeting = meetings.get(meetingId);
  if (meeting === undefined || meeting.state.status === 'closed') return meetings;
  const from = meeting.present.get(memberId);
  switch (event.type) {
    case 'HallCodeIssued':
      return meetings;
    case 'MemberCheckedIn':
      if (from !== undefined) return meetings;
      return meetings.set(meetingId, { ...meeting, present: meeting.present.set(memberId, momentOf(event)) });
    case 'MemberCheckedOut': {
      if (from === undefined) return meetings;
      const stays = meeting.stays.push({ memberId, from, to: momentOf(event) });
      return meetings.set(meetingId, { ...meeting, present: meeting.present.delete(memberId), stays });
    }
    default:
      return unreachable(event);
  }
}

function momentOf({ position, at }: Stored<unknown>): Moment {
  return { position, at };
}

function emptied(meeting: MeetingRecord, to: Moment): MeetingRecord {
  const ended = [...meeting.present].map(([memberId, from]): Stay => ({ memberId, from, to }));
  ended.sort((a, b) => a.from.position - b.from.position);
  return { ...meeting, present: Map(), stays: meeting.stays.concat(ended) };
}

/** Whether a member is in the hall of a meeting in session that has the proposal on its agenda. */
export function isInHall(meetings: Meetings, proposalId: string, memberId: string): boolean {
  return meetings.some(({ state, present }) => present.has(memberId) && votesOn(state, proposalId));
}

/** Everybody who is in such a hall. */
export function inHall(meetings: Meetings, proposalId: string): readonly string[] {
  const halls = meetings.valueSeq().filter(({ state, present }) => present.size > 0 && votesOn(state, proposalId));
  return [...new Set(halls.flatMap(({ present }) => present.keys()))];
}
