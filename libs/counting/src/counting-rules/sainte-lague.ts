import type { CountingRule } from './counting-rule';
import { dhondt } from './dhondt';
import { highestAverages } from './shared/highest-averages';

/** Seats to lists by highest averages with the divisors 1, 3, 5 and so on (Sainte-Laguë, Webster). */
export const sainteLague: CountingRule<string> = {
  ...dhondt,
  name: 'sainte-lague',
  count: (context, ballots) => highestAverages(context, ballots, 2),
};
