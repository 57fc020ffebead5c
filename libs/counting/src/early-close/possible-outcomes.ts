import { type Judged, MORE_YES_THAN_NO, isTie, judgeQuorum, judgeThreshold } from '../conditions/conditions';
import { type Outcome, isBlocked } from '../conditions/decide';
import { countingRule } from '../counting-rules';
import { Fraction, fractionOf } from '../exact/fraction';
import { tieOrder } from '../tie-breaks/tie-break';
import { type Ground, type Grounds, type Stance, grounds, standingAt } from './ground';
import { type Movable, type StillOpen } from './still-open';

/** One threshold, asked of everyone or of one class, judged where all who are free take each stance. */
type Asked = { readonly [stance in Stance]: Judged };

const STANCES: readonly Stance[] = ['yes', 'no', 'abstain', 'silent'];

/**
 * The outcomes that a proposal can still have: none that can happen is missing, and at worst one that cannot is there.
 *
 * More yes never breaks a threshold and more no never mends one, whatever its base. So the proposal can be adopted only if it is where all who
 * are free say yes, and can fail a threshold only if it does where all say no, or abstain, or stay silent (an empty base holds nothing).
 * Likewise a quorum can be missed only if it is where all stay silent, and be met only if it is where all speak. In between lie ties: weights
 * may meet wherever neither side is sure to lead.
 */
export function possibleOutcomes(movable: Movable, open: StillOpen): ReadonlySet<Outcome> {
  const ground = grounds(movable, open);
  const { fixed, free } = movable;
  const quorumAt = (stance: Stance) => quorumHolds(movable, ground.everyone, stance);
  if (!quorumAt('yes')) return new Set(['no-quorum']);
  const unmet: readonly Outcome[] = quorumAt('silent') ? [] : ['no-quorum'];
  if (isBlocked(fixed, ground.cast)) return new Set([...unmet, 'blocked']);
  const mayBlock = free.length > 0 && countingRule(fixed.rule).objects !== undefined;
  const blocked: readonly Outcome[] = mayBlock && fixed.decision.blocksStand !== false ? ['blocked'] : [];
  const asked = thresholdsOf(movable, ground);
  const ties = outcomesOfATie(movable);
  const atStances = STANCES.filter(quorumAt).flatMap((stance) =>
    ending(
      asked.map((each) => each[stance]),
      ties,
    ),
  );
  return new Set([...unmet, ...blocked, ...atStances, ...between(asked, ties)]);
}

function quorumHolds({ fixed }: Movable, ground: Ground, stance: Stance): boolean {
  const { turnout } = standingAt(ground, stance);
  return (fixed.decision.quorums ?? []).every((quorum) => judgeQuorum(quorum, turnout).held);
}

function thresholdsOf({ fixed }: Movable, { everyone, classes }: Grounds): readonly Asked[] {
  const { thresholds = [] } = fixed.decision;
  return (thresholds.length > 0 ? thresholds : [MORE_YES_THAN_NO]).flatMap((threshold) =>
    (threshold.perBloc === undefined ? [everyone] : classes).map((ground): Asked => {
      const at = (stance: Stance) => judgeThreshold(threshold, standingAt(ground, stance), ground.bloc);
      return { yes: at('yes'), no: at('no'), abstain: at('abstain'), silent: at('silent') };
    }),
  );
}

/** How it ends with a quorum and no block, as `decide` says. */
function ending(judged: readonly Judged[], ties: readonly Outcome[]): readonly Outcome[] {
  const failed = judged.filter(({ held }) => !held);
  if (failed.length === 0) return ['adopted'];
  return failed.every(isTie) ? ties : ['rejected'];
}

/** What may happen besides, where those who are free do not all do the same. */
function between(asked: readonly Asked[], ties: readonly Outcome[]): readonly Outcome[] {
  const tied = asked.some(canTie) && asked.every((each) => canTie(each) || each.yes.held);
  const rejected = asked.some((each) => isEmptyAtLeast(each) || (canTie(each) && asksMoreThanHalf(each)));
  return [...(tied ? ties : []), ...(rejected ? (['rejected'] as const) : [])];
}

/** Whether yes and no may come to the same, above 0, and the threshold then fails by that alone. */
function canTie({ yes, no }: Asked): boolean {
  const { condition } = yes;
  if (!('base' in condition) || condition.base !== 'yes-no' || !condition.strict) return false;
  if (fractionOf(condition.fraction).compare(HALF) < 0) return false;
  const [mostYes, leastNo] = [yes.have, yes.whole.minus(yes.have)];
  const [leastYes, mostNo] = [no.have, no.whole.minus(no.have)];
  const meet = mostYes.compare(leastNo) >= 0 && mostNo.compare(leastYes) >= 0;
  return meet && !mostYes.isZero() && !mostNo.isZero();
}

const HALF = Fraction.of(1, 2);

/** Beyond half there is room between a tie and enough, where it fails for good. */
function asksMoreThanHalf({ yes, no }: Asked): boolean {
  return fractionOf(yes.condition.fraction!).compare(HALF) > 0 && !yes.have.equals(no.have);
}

/** Whether nobody has to say anything that its base counts. */
function isEmptyAtLeast({ abstain, silent }: Asked): boolean {
  return abstain.whole.isZero() || silent.whole.isZero();
}

/** What a tie comes to by the tie-break, as far as that is known before the close. */
function outcomesOfATie({ fixed, free }: Movable): readonly Outcome[] {
  const { tieBreak } = fixed;
  if (tieBreak.startsWith('draw:')) return ['adopted', 'rejected'];
  if (free.some(({ id }) => tieBreak === `chair:${id}`)) return ['adopted', 'rejected', 'tied'];
  const [first = []] = tieOrder(fixed);
  if (first.length > 1) return ['tied'];
  return first.includes('yes') ? ['adopted'] : ['rejected'];
}
