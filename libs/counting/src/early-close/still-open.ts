import type { Election, Member } from '../election';

/**
 * What may still happen before the close, besides members casting the ballots they have not cast. All of it is said by the policy and the
 * meeting, and none of it by the election.
 */
export interface StillOpen {
  /** Whether a ballot that was cast may be changed or withdrawn until the close. */
  readonly ballotsMayChange: boolean;
  /** Whether delegations may be given, replaced, revoked or expire and still count. */
  readonly delegationsMayChange: boolean;
  /** Whether a show of hands is open: its hands are not among those of the election yet. */
  readonly handCountIsOpen: boolean;
  /** Whether another show of hands may be counted on this proposal. */
  readonly handsMayBeCounted: boolean;
  /** Whether somebody may still check in or out before presence is read. */
  readonly presenceMayChange: boolean;
  /** Whether the electorate or its weights are `live` or `at-close`. */
  readonly rollMayChange: boolean;
}

/**
 * What stands whatever happens, and whose weight may still go anywhere. Whoever was counted by hand has spoken for good; whoever cast a ballot
 * has, where ballots may not change; everyone else may cast a ballot of their own, which wins over any delegation.
 */
export interface Movable {
  /** The election with only those ballots that stand. */
  readonly fixed: Election;
  readonly free: readonly Member[];
}

export function movable(election: Election, { ballotsMayChange }: StillOpen): Movable {
  const ballots = ballotsMayChange ? [] : election.ballots;
  const spoke = new Set([
    ...ballots.map(({ voter }) => voter),
    ...election.handCounts.flatMap(({ counted = [] }) => counted),
  ]);
  const free = election.members.filter(({ id, votes }) => votes && !spoke.has(id));
  return { fixed: { ...election, ballots }, free };
}
