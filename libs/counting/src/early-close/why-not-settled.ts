import type { Outcome } from '../conditions/decide';
import { countingRule } from '../counting-rules';
import type { Election } from '../election';
import { tally } from '../tally';
import { possibleOutcomes } from './possible-outcomes';
import { type Movable, type StillOpen, movable } from './still-open';

/** Every admissible completion has this outcome. */
export interface Settled {
  readonly settled: true;
  readonly outcome: Outcome;
}

/**
 * Why nothing is proven:
 * - `outcomes-remain`: the proposal can still end in more ways than one, or that cannot be excluded; `possible` are these.
 * - `rule`, `weighing`, `per-channel`: not provable for this counting rule, for blocs and caps, or for a threshold asked of each channel.
 * - `tie-break`: all has been said, it is a tie, and the lot is drawn at the close.
 * - `hand-count`: hands are being counted.
 * - `presence`: a condition looks at who is present, and that may change.
 * - `roll`: the electorate or its weights are not frozen; `no-roll`: nobody knows who could still vote.
 */
export type NotSettledReason =
  | 'outcomes-remain'
  | 'rule'
  | 'weighing'
  | 'per-channel'
  | 'tie-break'
  | 'hand-count'
  | 'presence'
  | 'roll'
  | 'no-roll';

export interface NotSettled {
  readonly settled: false;
  readonly reason: NotSettledReason;
  readonly possible?: readonly Outcome[];
}

/**
 * Whether no admissible completion of the remaining ballots, delegations and revocations can change the outcome, so that voting may close
 * early; or why that is not proven. It errs on one side only: it may fail to prove what is so, and never proves what is not.
 *
 * For majority it also finds whatever is so, as long as thresholds ask for half, nothing is weighed, and no quorum hangs on what frozen
 * delegations bring through a chain limit, cap or damping. Under the default rules a ballot can be changed until the close: then only who was
 * counted by hand has spoken for good, and little is ever settled. A strike from the roll is an amendment and no completion. The outcome is that of
 * the count of all: a policy whose hall decides and whose online opposition suspends is not asked here.
 */
export function whyNotSettled(election: Election, open: StillOpen): Settled | NotSettled {
  if (open.rollMayChange) return { settled: false, reason: 'roll' };
  if (election.members.length === 0) return { settled: false, reason: 'no-roll' };
  if (open.handCountIsOpen) return { settled: false, reason: 'hand-count' };
  if (open.presenceMayChange && looksAtPresence(election)) return { settled: false, reason: 'presence' };
  const moves = movable(election, open);
  if (moves.free.length === 0) return allSaid(election);
  const reason = notProvable(moves);
  if (reason !== undefined) return { settled: false, reason };
  const possible = [...possibleOutcomes(moves, open)];
  const [outcome] = possible;
  if (possible.length === 1 && outcome !== undefined) return { settled: true, outcome };
  return { settled: false, reason: 'outcomes-remain', possible };
}

/** Nobody can add anything: any rule's outcome is what it is, but for a lot that is still to be drawn. */
function allSaid(election: Election): Settled | NotSettled {
  const drawn = election.tieBreak.startsWith('draw:');
  const { outcome } = tally(drawn ? { ...election, tieBreak: 'none' } : election);
  return drawn && outcome === 'tied' ? { settled: false, reason: 'tie-break' } : { settled: true, outcome };
}

function notProvable({ fixed: { rule, weighing, decision } }: Movable): NotSettledReason | undefined {
  if (countingRule(rule).decides !== 'proposal') return 'rule';
  if (weighing.blocs || weighing.caps || weighing.commission?.cap !== undefined) return 'weighing';
  return decision.thresholds?.some(({ perBloc }) => perBloc === 'channel') ? 'per-channel' : undefined;
}

/** Members whose weight has not arrived are of the hall or not by where they are. */
function looksAtPresence({ decision: { thresholds = [], quorums = [] } }: Election): boolean {
  const asked = thresholds.some(({ base, perBloc }) => base === 'present' || perBloc === 'channel');
  return asked || quorums.some((quorum) => quorum.of === 'present');
}
