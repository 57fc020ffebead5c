import { unreachable } from '../kernel/decider';
import type { HandCountEvent, HandTotals } from './hand-counts.events';

/** A show of hands on one proposal, as its stream tells it. Who was counted stands in the record (`handCountSet`). */
export interface HandCountState {
  readonly id: string;
  readonly meetingId: string;
  readonly status: 'open' | 'recorded' | 'cancelled';
  /** Log position of the opening: who was in the counted set is read there. */
  readonly openedPosition: number;
  /** What each teller entered last. */
  readonly entered: Readonly<Record<string, HandTotals>>;
  /** There once two tellers agree. */
  readonly totals?: HandTotals;
  readonly tellers: readonly string[];
  readonly cancelledFor?: string;
}

/** All shows of hands on one proposal, in the order they were opened. */
export function evolveHandCounts(
  counts: readonly HandCountState[],
  event: HandCountEvent & { readonly position: number },
): readonly HandCountState[] {
  const { handCountId } = event.data;
  const change = (to: (before: HandCountState) => HandCountState) =>
    counts.map((one) => (one.id === handCountId ? to(one) : one));
  switch (event.type) {
    case 'HandCountOpened': {
      const { meetingId } = event.data;
      const openedPosition = event.position;
      return [...counts, { id: handCountId, meetingId, status: 'open', openedPosition, entered: {}, tellers: [] }];
    }
    case 'HandTotalsEntered': {
      const { tellerId, totals } = event.data;
      return change((before) => ({ ...before, entered: { ...before.entered, [tellerId]: totals } }));
    }
    case 'HandCountRecorded': {
      const { totals, tellers } = event.data;
      return change((before) => ({ ...before, status: 'recorded', totals, tellers }));
    }
    case 'HandCountCancelled':
      return change((before) => ({ ...before, status: 'cancelled', cancelledFor: event.data.reason }));
    default:
      return unreachable(event);
  }
}
