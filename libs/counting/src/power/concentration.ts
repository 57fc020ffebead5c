import { Fraction } from '../exact/fraction';
import type { Paper } from '../paper';
import { type VotingBlock, weightOf } from './voting-blocks';

/** How much of what is cast lies in few hands. Shares are of all that is cast. */
export interface Concentration {
  /** The largest share that one voter carries for others, and who does: several when they carry the same, nobody when nothing is carried. */
  readonly largestCarriedShare: Fraction;
  readonly largestCarriers: readonly string[];
  /** How many equal voters would be as concentrated: 1 / (sum of squared shares). 0 when nothing is cast. */
  readonly effectiveVoters: Fraction;
}

export const EFFECTIVE_NUMBER_PAPER: Paper = {
  authors: 'Markku Laakso, Rein Taagepera',
  year: 1979,
  title: '"Effective" Number of Parties: A Measure with Application to West Europe',
  doi: '10.1177/001041407901200101',
};

/** Exact. Blocks without weight change nothing. */
export function concentration(blocks: readonly VotingBlock[]): Concentration {
  const weights = blocks.map(weightOf);
  const total = Fraction.sum(weights);
  if (total.isZero())
    return { largestCarriedShare: Fraction.ZERO, largestCarriers: [], effectiveVoters: Fraction.ZERO };
  const squares = Fraction.sum(weights.map((weight) => weight.times(weight)));
  const most = blocks.reduce((best, { carried }) => (carried.compare(best) > 0 ? carried : best), Fraction.ZERO);
  return {
    largestCarriedShare: most.over(total),
    largestCarriers: most.isZero()
      ? []
      : blocks.filter(({ carried }) => carried.equals(most)).map(({ voter }) => voter),
    effectiveVoters: total.times(total).over(squares),
  };
}
