import type { Election } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';
import { voterLoads } from '../count';
import { type Resolution, resolveDelegations } from '../delegations/resolve-delegations';
import type { WeightedGame } from './banzhaf';

/** What one voter casts as one: their own weight, and all they carry. */
export interface VotingBlock {
  readonly voter: string;
  readonly own: Fraction;
  readonly carried: Fraction;
}

export function weightOf({ own, carried }: VotingBlock): Fraction {
  return own.plus(carried);
}

/** Everyone who cast a ballot, in roll order, by own weights as they are before any weighing. */
export function votingBlocks(
  election: Election,
  resolution: Resolution = resolveDelegations(election),
): readonly VotingBlock[] {
  return Object.entries(voterLoads(election, resolution)).map(([voter, { own, carried }]) => ({
    voter,
    own: fractionOf(own),
    carried: fractionOf(carried),
  }));
}

/** More yes than no, where everyone who casts says one of them. */
export function majorityGame(blocks: readonly VotingBlock[]): WeightedGame {
  const weights = blocks.map(weightOf);
  return { weights, quota: Fraction.sum(weights).over(Fraction.of(2)), strict: true };
}
