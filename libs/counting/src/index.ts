/**
 * @plenum/counting: from a roll, delegations and ballots to an outcome. Pure, exact and deterministic: no clock, no randomness, no
 * environment, no input or output. Live tallies, certified results and the auditor call the same functions.
 */
export { Fraction, fractionOf, parseFraction, printFraction } from './exact/fraction';
export { Fault, assert } from './fault';
export { election, fileVersion } from './election';
export type * from './election';
export { type CountResult, type VoterLoad, type VoterLoads, count, printResult, voterLoads } from './count';
export { type GuestTally, type Tally, type Undelivered, tally } from './tally';
export type { BlocTally, GroupTally } from './group-tally';
export type { GroupSideBySide, OptionsSideBySide, RawAndWeighted, SideBySide } from './weighing/side-by-side';
export type { Exact } from './exact/exact-numbers';
export type { Outcome } from './conditions/decide';
export {
  type HallDecision,
  type OnlineStanding,
  type Suspensive,
  type SuspensiveResult,
  suspensiveResult,
} from './conditions/suspensive';
export { type NotSettled, type NotSettledReason, type Settled, whyNotSettled } from './early-close/why-not-settled';
export type { StillOpen } from './early-close/still-open';
export {
  FATES,
  type DelegationInput,
  type Fate,
  type Part,
  type Resolution,
  fateOf,
  resolveDelegations,
} from './delegations/resolve-delegations';
export { applicableScopes } from './delegations/scopes';
export { MAX_DELEGATES } from './delegations/delegation-graph';
export { type Elector, ElectorIndex } from './live/elector-index';
export { LiveElectorate, type LiveElector } from './live/live-electorate';
export { type LinearPass, type LinearReason, waitBeforePassMs, whyNotLive } from './live/linear-pass';
export { liveTally } from './live/live-tally';
export { type Explanation, explain } from './explain';
export type { SkipReason, SkippedDelegate } from './explain-skips';
export {
  ABSTAIN,
  type CountingRuleName,
  countingRule,
  countingRuleNames,
  countingRules,
  parseChoice,
} from './counting-rules';
export type { CountingRule, ParsedChoice, RuleContext, RuleResult } from './counting-rules/counting-rule';
export { type DelegationRuleName, delegationRuleNames, delegationRules } from './delegation-rules';
export type { DelegationRule } from './delegation-rules/delegation-rule';
export type { Paper } from './paper';
export { type ParsedCountFile, parseCountFile, readCountFile } from './count-file/parse-count-file';
export type { CountFileError } from './count-file/place';
export { type PolicyParts, type RawPolicyParts, readPolicyParts } from './count-file/policy-parts';
export { printCountFile } from './count-file/print-count-file';
export { countFileSchema } from './count-file/count-file-schema';
export { type Recount, recount, rulesThatFit } from './recount';
export * from './power';
