import { unreachable, type PlenumEvent } from '@plenum/domain';
import type { Naming } from './naming';

/** Facts of meetings, presence, shows of hands and commissions, and of the log's own key. */
export type AssemblyLifeEvent = Extract<
  PlenumEvent,
  {
    readonly type:
      | `Commission${string}`
      | `Series${string}`
      | `Meeting${string}`
      | `Agenda${string}`
      | `Item${string}`
      | `Hand${string}`
      | `HallCode${string}`
      | `MemberChecked${string}`
      | 'LogKeyRotated';
  }
>;

/** What happened in the life of the assembly, in a few words. */
export function assemblySummary(event: AssemblyLifeEvent, naming: Naming): string {
  switch (event.type) {
    case 'CommissionMemberAppointed':
      return `${naming.member(event.data.memberId)} is appointed to the commission of ${event.data.area}`;
    case 'CommissionMemberDismissed':
      return `${naming.member(event.data.memberId)} leaves the commission of ${event.data.area}: ${event.data.reason}`;
    case 'SeriesStarted':
      return `"${event.data.title}" is to be held regularly: ${event.data.recurrence}`;
    case 'SeriesEnded':
      return `a series of meetings ends: ${event.data.reason}`;
    case 'HallCodeIssued':
      return `${naming.member(event.data.memberId)} is handed a code for the hall`;
    case 'MemberCheckedIn':
      return `${naming.member(event.data.memberId)} checks in (${event.data.by})`;
    case 'MemberCheckedOut':
      return `${naming.member(event.data.memberId)} checks out`;
    case 'HandCountOpened':
    case 'HandTotalsEntered':
    case 'HandCountRecorded':
    case 'HandCountCancelled':
      return handCountSummary(event, naming.proposal(event.data.proposalId));
    case 'LogKeyRotated':
      return `another key signs the log: ${event.data.newKey.split('+', 2).join('+')}`;
    default:
      return meetingSummary(event);
  }
}

type HandCountEvent = Extract<PlenumEvent, { readonly type: `Hand${string}` }>;

function handCountSummary(event: HandCountEvent, which: string): string {
  switch (event.type) {
    case 'HandCountOpened':
      return `hands are asked for on ${which}`;
    case 'HandTotalsEntered':
      return `a teller counts ${totalsText(event.data.totals)} on ${which}`;
    case 'HandCountRecorded':
      return `two tellers agree on ${which}: ${totalsText(event.data.totals)}`;
    case 'HandCountCancelled':
      return `the show of hands on ${which} does not count: ${event.data.reason}`;
    default:
      return unreachable(event);
  }
}

function totalsText(totals: Readonly<Record<string, number>>): string {
  return Object.entries(totals)
    .map(([option, hands]) => `${option} ${hands}`)
    .join(', ');
}

type MeetingEvent = Extract<PlenumEvent, { readonly type: `Meeting${string}` | `Agenda${string}` | `Item${string}` }>;

function meetingSummary(event: MeetingEvent): string {
  switch (event.type) {
    case 'MeetingConvened':
      return `"${event.data.title}" is convened with ${event.data.agenda.length} items`;
    case 'AgendaSet':
      return `the agenda now has ${event.data.agenda.length} items`;
    case 'MeetingOpened':
      return 'the meeting is open';
    case 'AgendaItemTaken':
      return 'the assembly turns to the next item';
    case 'ItemPutToVote':
      return 'an item is put to the vote';
    case 'ItemConcluded':
      return `an item is ${event.data.how}`;
    case 'MeetingPaused':
      return 'the meeting is paused';
    case 'MeetingResumed':
      return 'the meeting goes on';
    case 'MeetingClosed':
      return `the meeting is closed, ${event.data.unreached.length} items carry over`;
    case 'MeetingCancelled':
      return `the meeting is cancelled: ${event.data.reason}`;
    default:
      return unreachable(event);
  }
}
