import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { fitting } from '../kernel/text';
import type { MeetingState } from '../meetings/meetings.evolve';
import type { RollState } from '../roll/roll.evolve';
import { HallCodeIssued, MemberCheckedIn, MemberCheckedOut, type PresenceEvent } from './presence.events';
import { absent, type PresenceState } from './presence.evolve';

interface AtMeeting extends CommandHead {
  readonly meetingId: string;
  readonly memberId: string;
}
export interface IssueHallCode extends AtMeeting {
  /** SHA-256 of the code, in hex: the code itself never comes near the log. */
  readonly codeDigest: string;
}
/** At a desk, by the registrar, who sees whom they let in. */
export interface CheckIn extends AtMeeting {
  readonly desk?: string;
}
/** By whoever holds the member's code. */
export interface CheckInWithCode extends AtMeeting {
  readonly codeDigest: string;
}
export type CheckOut = AtMeeting;

export interface PresenceFacts {
  readonly meeting: MeetingState;
  readonly roll: RollState;
}

export type Door = 'MeetingMustExist' | 'MeetingMustBeInSession';

/** The hall is open while the meeting is paused as well. */
export function checkDoor({ status }: MeetingState): Refusal<Door> | undefined {
  if (status === 'none') return refuse('MeetingMustExist', 'meetingId');
  return status === 'open' || status === 'paused' ? undefined : refuse('MeetingMustBeInSession', 'meetingId');
}

/** A code can be handed out as soon as the meeting is convened; a newer one makes the older one void. */
export function issueHallCode(
  { meetingId, memberId, codeDigest }: IssueHallCode,
  presence: PresenceState,
  { meeting, roll }: PresenceFacts,
): Outcome<
  PresenceEvent,
  'MeetingMustExist' | 'MeetingMustNotBeOver' | 'MemberMustBeOnTheRoll' | 'MemberMustNotBeCheckedIn'
> {
  if (meeting.status === 'none') return refuse('MeetingMustExist', 'meetingId');
  if (meeting.status === 'closed' || meeting.status === 'cancelled') return refuse('MeetingMustNotBeOver', 'meetingId');
  if (!roll.members.has(memberId)) return refuse('MemberMustBeOnTheRoll', 'memberId');
  if (attendance(presence, meetingId).isIn) return refuse('MemberMustNotBeCheckedIn', 'memberId');
  return [fact(HallCodeIssued, { meetingId, memberId, codeDigest })];
}

/** Members and consultative guests alike: whoever is on the roll. */
export function checkIn(
  { meetingId, memberId, desk: named }: CheckIn,
  presence: PresenceState,
  { meeting, roll }: PresenceFacts,
): Outcome<PresenceEvent, Door | 'MemberMustBeOnTheRoll' | 'MemberMustNotBeCheckedIn' | 'DeskMustFit'> {
  const closed = checkDoor(meeting);
  if (closed !== undefined) return closed;
  if (!roll.members.has(memberId)) return refuse('MemberMustBeOnTheRoll', 'memberId');
  if (attendance(presence, meetingId).isIn) return refuse('MemberMustNotBeCheckedIn', 'memberId');
  if (named === undefined) return [fact(MemberCheckedIn, { meetingId, memberId, by: 'registrar' })];
  const desk = fitting(named, 1, 60);
  if (desk === undefined) return refuse('DeskMustFit', 'desk');
  return [fact(MemberCheckedIn, { meetingId, memberId, by: 'registrar', desk })];
}

/** Whoever is in has no code left. A wrong code, a used one and one of somebody who was struck since are told apart by nothing: they open no door. */
export function checkInWithCode(
  { meetingId, memberId, codeDigest }: CheckInWithCode,
  presence: PresenceState,
  { meeting, roll }: PresenceFacts,
): Outcome<PresenceEvent, Door | 'HallCodeMustBeGood'> {
  const closed = checkDoor(meeting);
  if (closed !== undefined) return closed;
  const { codeDigest: issued } = attendance(presence, meetingId);
  if (issued !== codeDigest || !roll.members.has(memberId)) return refuse('HallCodeMustBeGood', 'code');
  return [fact(MemberCheckedIn, { meetingId, memberId, by: 'hall-code' })];
}

/** Also for somebody who was struck from the roll meanwhile. */
export function checkOut(
  { meetingId, memberId }: CheckOut,
  presence: PresenceState,
  { meeting }: Pick<PresenceFacts, 'meeting'>,
): Outcome<PresenceEvent, Door | 'MemberMustBeCheckedIn'> {
  const closed = checkDoor(meeting);
  if (closed !== undefined) return closed;
  if (!attendance(presence, meetingId).isIn) return refuse('MemberMustBeCheckedIn', 'memberId');
  return [fact(MemberCheckedOut, { meetingId, memberId })];
}

function attendance(presence: PresenceState, meetingId: string) {
  return presence.get(meetingId) ?? absent;
}
