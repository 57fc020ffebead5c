import { Map } from 'immutable';
import type { Fold } from '../kernel/decider';
import { unreachable } from '../kernel/decider';
import type { PresenceEvent } from './presence.events';

/** One member at one meeting. */
export interface Attendance {
  readonly isIn: boolean;
  /** SHA-256 of the code that is still good for one check-in. */
  readonly codeDigest?: string;
}

/** One member's presence, by meeting. A meeting that closes checks everybody out without a word here. */
export type PresenceState = Map<string, Attendance>;

export const absent: Attendance = { isIn: false };

export const presenceFold: Fold<PresenceState, PresenceEvent> = {
  initial: Map(),
  evolve(state, event) {
    const { meetingId } = event.data;
    const before = state.get(meetingId) ?? absent;
    switch (event.type) {
      case 'HallCodeIssued':
        return state.set(meetingId, { ...before, codeDigest: event.data.codeDigest });
      case 'MemberCheckedIn':
        return state.set(meetingId, { isIn: true });
      case 'MemberCheckedOut':
        return state.set(meetingId, { ...before, isIn: false });
      default:
        return unreachable(event);
    }
  },
};

/** The meetings a member is checked in to, one that was closed since included: whoever asks looks at each meeting's own state. */
export function meetingsEntered(presence: PresenceState): readonly string[] {
  return [...presence.filter(({ isIn }) => isIn).keys()];
}
