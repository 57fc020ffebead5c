export { LiveCount, type LiveStart } from './live-count';
export { RollWeights, type Weighted } from './roll-weights';
export { ABSENT, COUNTED_BY_HAND, NOBODY, SILENT } from './voices';
export { type Elector, ElectorIndex } from './elector-index';
export { LiveElectorate, type LiveElector } from './live-electorate';
export { liveTally } from './live-tally';
export { followDelegates } from './follow-delegates';
export { HOP_BUDGET } from './link-cut-forest';
export {
  LEAST_BETWEEN_PASSES_MS,
  LONGEST_ON_THE_LOOP_MS,
  type LinearPass,
  type LinearReason,
  waitBeforePassMs,
  whyNotLive,
} from './linear-pass';
