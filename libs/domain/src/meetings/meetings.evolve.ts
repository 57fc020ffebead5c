import type { Fold } from '../kernel/decider';
import { unreachable } from '../kernel/decider';
import type { AgendaItem, MeetingEvent } from './meetings.events';

/** What became of an item. */
export interface Conclusion {
  readonly how: 'decided' | 'discussed' | 'postponed';
  readonly note?: string;
}

/** Where a meeting stands. A paused one is still in session: whoever is in the hall votes in the hall. */
export interface MeetingState {
  readonly status: 'none' | 'convened' | 'open' | 'paused' | 'closed' | 'cancelled';
  readonly title: string;
  readonly startsAt: string;
  readonly place?: string;
  readonly seriesId?: string;
  readonly agenda: readonly AgendaItem[];
  /** The item the assembly is at. */
  readonly currentItemId?: string;
  /** Items that were put to the vote, by item. */
  readonly putToVote: readonly string[];
  readonly conclusions: Readonly<Record<string, Conclusion>>;
  /** Items that the meeting did not reach; there from the close on. */
  readonly unreached: readonly string[];
  readonly openedAt?: string;
  readonly closedAt?: string;
  readonly cancelledFor?: string;
}

const blank: MeetingState = {
  status: 'none',
  title: '',
  startsAt: '',
  agenda: [],
  putToVote: [],
  conclusions: {},
  unreached: [],
};

export const meetingFold: Fold<MeetingState, MeetingEvent & { readonly at: string }> = {
  initial: blank,
  evolve(state, event) {
    switch (event.type) {
      case 'MeetingConvened': {
        const { meetingId: _id, ...called } = event.data;
        return { ...blank, ...called, status: 'convened' };
      }
      case 'AgendaSet':
        return { ...state, agenda: event.data.agenda };
      case 'MeetingOpened':
        return { ...state, status: 'open', openedAt: event.at };
      case 'AgendaItemTaken':
        return { ...state, currentItemId: event.data.itemId };
      case 'ItemPutToVote':
        return { ...state, currentItemId: event.data.itemId, putToVote: [...state.putToVote, event.data.itemId] };
      case 'ItemConcluded': {
        const { itemId, how, note } = event.data;
        const conclusion = note === undefined ? { how } : { how, note };
        return { ...state, conclusions: { ...state.conclusions, [itemId]: conclusion } };
      }
      case 'MeetingPaused':
        return { ...state, status: 'paused' };
      case 'MeetingResumed':
        return { ...state, status: 'open' };
      case 'MeetingClosed':
        return { ...state, status: 'closed', unreached: event.data.unreached, closedAt: event.at };
      case 'MeetingCancelled':
        return { ...state, status: 'cancelled', cancelledFor: event.data.reason };
      default:
        return unreachable(event);
    }
  },
};

/** Whether the meeting is in session and has the proposal on its agenda: then its hall is where the proposal is voted on. */
export function votesOn(meeting: MeetingState, proposalId: string): boolean {
  const inSession = meeting.status === 'open' || meeting.status === 'paused';
  return inSession && meeting.agenda.some((item) => item.proposalId === proposalId);
}
