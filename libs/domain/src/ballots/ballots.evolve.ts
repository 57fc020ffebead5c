import type { Fold } from '../kernel/decider';
import { unreachable } from '../kernel/decider';
import type { BallotEvent, Channel, Choice } from './ballots.events';

export interface Ballot {
  readonly choice: Choice;
  readonly channel: Channel;
  readonly reason?: string;
  /** There when a teller entered it. */
  readonly tellerId?: string;
}

/** One member's ballot on one proposal: undefined before the first and after a withdrawal. */
export type BallotState = Ballot | undefined;

export const ballotFold: Fold<BallotState, BallotEvent> = {
  initial: undefined,
  evolve(_state, event) {
    switch (event.type) {
      case 'BallotCast':
      case 'BallotChanged': {
        const { proposalId: _proposal, memberId: _member, ...ballot } = event.data;
        return ballot;
      }
      case 'BallotWithdrawn':
        return undefined;
      default:
        return unreachable(event);
    }
  },
};
