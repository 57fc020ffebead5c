import { createHash } from 'node:crypto';
import { BallotCast, type Channel, type Choice } from '../ballots/ballots.events';
import { CommissionMemberAppointed, CommissionMemberDismissed } from '../commissions/commissions.events';
import * as hands from '../hand-counts/hand-counts.events';
import type { HandTotals } from '../hand-counts/hand-counts.events';
import { fact } from '../kernel/event-type';
import * as meetings from '../meetings/meetings.events';
import { HallCodeIssued, MemberCheckedIn, MemberCheckedOut } from '../presence/presence.events';
import { enrolled, fence, roof } from './people.contract';
import { minute, uuid } from './story.contract';

/** The winter assembly in the bakers' hall, the two who count hands there, and the facts about them in one line each. */

export const winter = uuid('the winter assembly');
export const [tom, tess] = ['tom the teller', 'tess the teller'].map(uuid) as [string, string];
/** Consultative guests of the assembly: they count the hands of others. */
export const tellersOnRoll = [tom, tess].map((id) => enrolled(id, { votes: false }));
export const firstShow = uuid('the first show of hands');
export const secondShow = uuid('the second show of hands');

/** By default the roof and the fence are on the agenda. */
export const convened = (proposals: readonly string[] = [roof, fence], meetingId = winter) =>
  fact(meetings.MeetingConvened, {
    ...{ meetingId, title: 'Winter assembly', startsAt: minute(100) },
    agenda: proposals.map((proposalId) => ({ itemId: uuid(`item ${proposalId}`), title: 'A point', proposalId })),
  });
export const began = fact(meetings.MeetingOpened, { meetingId: winter });
export const paused = fact(meetings.MeetingPaused, { meetingId: winter });
export const ended = fact(meetings.MeetingClosed, { meetingId: winter, unreached: [] });
export const cancelled = fact(meetings.MeetingCancelled, { meetingId: winter, reason: 'snow' });

export const enters = (memberId: string) => fact(MemberCheckedIn, { meetingId: winter, memberId, by: 'registrar' });
export const leaves = (memberId: string) => fact(MemberCheckedOut, { meetingId: winter, memberId });
export const digestOf = (code: string) => createHash('sha256').update(code).digest('hex');
export const codeFor = (memberId: string, code: string) =>
  fact(HallCodeIssued, { meetingId: winter, memberId, codeDigest: digestOf(code) });

export const voted = (memberId: string, choice: Choice, channel: Channel = 'in-person', proposalId = roof) =>
  fact(BallotCast, { proposalId, memberId, choice, channel });

export const showOpened = (handCountId = firstShow, proposalId = roof) =>
  fact(hands.HandCountOpened, { proposalId, handCountId, meetingId: winter });
/** A teller's sheet under the rule `majority`, filled in to the last line. */
export const sheet = (some: HandTotals): HandTotals => ({ yes: 0, no: 0, abstain: 0, ...some });
export const entered = (tellerId: string, some: HandTotals, handCountId = firstShow, proposalId = roof) =>
  fact(hands.HandTotalsEntered, { proposalId, handCountId, tellerId, totals: sheet(some) });
export const agreed = (some: HandTotals, tellers = [tom, tess], handCountId = firstShow, proposalId = roof) =>
  fact(hands.HandCountRecorded, { proposalId, handCountId, totals: sheet(some), tellers });
export const calledOff = (handCountId = firstShow, proposalId = roof) =>
  fact(hands.HandCountCancelled, { proposalId, handCountId, reason: 'somebody came late' });

export const appointed = (memberId: string, area: string) => fact(CommissionMemberAppointed, { area, memberId });
export const dismissed = (memberId: string, area: string) =>
  fact(CommissionMemberDismissed, { area, memberId, reason: 'moved on' });
