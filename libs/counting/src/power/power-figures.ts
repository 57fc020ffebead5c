import type { Election } from '../election';
import { type Resolution, resolveDelegations } from '../delegations/resolve-delegations';
import { type BanzhafPower, exactBanzhaf, isExactlyCountable } from './banzhaf';
import { type Concentration, concentration } from './concentration';
import { type SampledPower, sampledBanzhaf } from './sampled-banzhaf';
import { type VotingBlock, majorityGame, votingBlocks } from './voting-blocks';

/** Who holds how much of a count, for the community to see. Arrays are in the order of `blocks`. */
export interface PowerFigures extends Concentration {
  readonly blocks: readonly VotingBlock[];
  /** In the game of more yes than no: exact where small, else sampled, with the error it may have. */
  readonly banzhaf: ({ readonly method: 'exact' } & BanzhafPower) | ({ readonly method: 'sampled' } & SampledPower);
}

/** The sample is drawn with `seed`, which is to be in the log: so that anyone finds the same figures. */
export function powerFigures(
  election: Election,
  { samples, seed }: { readonly samples: number; readonly seed: number },
  resolution: Resolution = resolveDelegations(election),
): PowerFigures {
  const blocks = votingBlocks(election, resolution);
  const game = majorityGame(blocks);
  return {
    blocks,
    ...concentration(blocks),
    banzhaf: isExactlyCountable(game)
      ? { method: 'exact', ...exactBanzhaf(game) }
      : { method: 'sampled', ...sampledBanzhaf(game, samples, seed) },
  };
}
