export {
  BANZHAF_PAPER,
  type BanzhafPower,
  MOST_EXACT_CELLS,
  type WeightedGame,
  exactBanzhaf,
  isExactlyCountable,
} from './banzhaf';
export { type Concentration, EFFECTIVE_NUMBER_PAPER, concentration } from './concentration';
export { type CouldFlip, type Flip, whoAloneCouldFlip } from './could-flip';
export { type PowerFigures, powerFigures } from './power-figures';
export { BANZHAF_SAMPLING_PAPER, type SampledPower, sampledBanzhaf } from './sampled-banzhaf';
export { SeededDraws } from './seeded-draws';
export { type VotingBlock, majorityGame, votingBlocks, weightOf } from './voting-blocks';
