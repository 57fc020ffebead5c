import { Fraction } from '../../exact/fraction';
import type { RuleOptions } from '../../election';

export interface Quota {
  readonly votes: Fraction;
  /** Whether having exactly the quota is enough. */
  isReached(votes: Fraction): boolean;
}

/**
 * What elects one option among `seats`. Droop: the least whole number above votes / (seats + 1). Hare: votes / seats. Hagenbach-Bischoff:
 * more than votes / (seats + 1), exactly.
 */
export function quotaOf(name: NonNullable<RuleOptions['quota']>, votes: Fraction, seats: number): Quota {
  const perSeat = votes.over(Fraction.of(name === 'hare' ? seats : seats + 1));
  const quota = name === 'droop' ? Fraction.of(perSeat.floor() + 1n) : perSeat;
  const enough = name === 'hagenbach-bischoff' ? 1 : 0;
  return { votes: quota, isReached: (some) => !some.isZero() && some.compare(quota) >= enough };
}
