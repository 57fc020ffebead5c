import { ABSTAIN, countingRule } from '../counting-rules';
import type { RuleResult } from '../counting-rules/counting-rule';
import type { Weighed } from '../weighing/weigh';
import type { Cast, Cell } from '../cells';
import { type Amount, NOTHING, add } from '../delegations/damped-sum';
import type { Channel, Election, Threshold, Weighing } from '../election';
import { fractionOf } from '../exact/fraction';
import { settleTie } from '../tie-breaks/settle-tie';
import { PROPOSAL_SIDES } from '../tie-breaks/tie-break';
import { claims } from './elect';
import { type Judged, MORE_YES_THAN_NO, isTie, judgeQuorum, judgeThreshold } from './conditions';
import { support, turnout, turnoutByBloc } from './turnout';

/** How a count ends. `elected` is for rules that choose among options. */
export type Outcome = 'adopted' | 'rejected' | 'no-quorum' | 'blocked' | 'tied' | 'elected';

export interface Verdict {
  readonly outcome: Outcome;
  /** The rule's result, its tie settled where a tie-break says how; `winners` are those who won under all conditions. */
  readonly result: RuleResult;
  readonly quorum: boolean;
  readonly conditions: readonly Judged[];
}

/**
 * From a rule's result and the decision's conditions to an outcome: quorum first (a bloc that had to vote and did not is a
 * missing quorum), then standing blocks, then thresholds.
 */
export function decide(
  election: Election,
  cast: Cast,
  { cells: weighedCells, invalidFor }: Weighed,
  result: RuleResult,
): Verdict {
  const judge = new Judge(election, cast, weighedCells);
  const quorums = (election.decision.quorums ?? []).map((quorum) => judgeQuorum(quorum, judge.everyone));
  const quorum = invalidFor === undefined && quorums.every(({ held }) => held);
  const isProposal = countingRule(election.rule).decides === 'proposal';
  const ending = isProposal ? onProposal(election, judge, result) : onOptions(election, judge, result);
  const conditions = [...quorums, ...ending.conditions];
  if (!quorum) return { outcome: 'no-quorum', result: { ...result, winners: [] }, quorum, conditions };
  if (isBlocked(election, cast)) return { outcome: 'blocked', result: { ...result, winners: [] }, quorum, conditions };
  return { ...ending, quorum, conditions };
}

type Ending = Omit<Verdict, 'quorum'>;

function onProposal(election: Election, judge: Judge, result: RuleResult): Ending {
  const thresholds = election.decision.thresholds?.length ? election.decision.thresholds : [MORE_YES_THAN_NO];
  const conditions = judge.thresholds(thresholds, 'yes');
  const failed = conditions.filter(({ held }) => !held);
  const tied = failed.length > 0 && failed.every(isTie);
  const sides = failed.length === 0 ? ['yes'] : tied ? PROPOSAL_SIDES : ['no'];
  const settled = settleTie(election, { result: { ...result, winners: sides }, tied, line: [PROPOSAL_SIDES] });
  const { winners } = settled.result;
  const outcome = settled.tied ? 'tied' : winners.includes('yes') ? 'adopted' : 'rejected';
  return {
    outcome,
    result: { ...settled.result, winners: winners.flatMap((side) => nameOf(side, election)) },
    conditions,
  };
}

/** Under a rule without the options yes and no, the first option is the proposal itself. */
function nameOf(side: string, { options }: Election): string | readonly string[] {
  if (options.includes(side)) return side;
  return side === 'yes' ? options[0]! : [];
}

/** A winner who misses a threshold is not elected, and nobody moves up. */
function onOptions(election: Election, judge: Judge, counted: RuleResult): Ending {
  const { result, tied } = settleTie(
    election,
    claims(election, counted, (option) => judge.prefersToDefault(option)),
  );
  const conditions: Judged[] = [];
  const winners = result.winners.filter((option) => {
    const judged = judge.thresholds(election.decision.thresholds ?? [], option);
    conditions.push(...judged);
    return judged.every(({ held }) => held);
  });
  const outcome = winners.length === 0 ? 'rejected' : tied ? 'tied' : 'elected';
  return { outcome, result: { ...result, winners }, conditions };
}

/**
 * A block stands unless the decision says otherwise; an objection stands where no threshold says how many it takes. A channel whose factor is 0
 * advises: there neither stands.
 */
export function isBlocked({ rule, decision, weighing }: Election, { choices, cells }: Cast): boolean {
  const { objects } = countingRule(rule);
  if (!objects || decision.blocksStand === false) return false;
  const objectionsStand = !decision.thresholds?.length;
  return cells.some(({ choice, heads, channel }) => {
    if (advises(channel, weighing)) return false;
    const objection = choices[choice] === ABSTAIN ? undefined : objects(choices[choice]);
    return !heads.isZero() && (objection === 'block' || (objection === 'object' && objectionsStand));
  });
}

function advises(channel: Channel, { factors }: Weighing): boolean {
  const factor = factors?.[channel];
  return factor !== undefined && fractionOf(factor).isZero();
}

class Judge {
  readonly everyone;

  constructor(
    private readonly election: Election,
    private readonly cast: Cast,
    private readonly weighedCells: readonly Cell[],
  ) {
    this.everyone = turnout(election, cast);
  }

  /** Whether more weight puts the option above the default option than below it. */
  prefersToDefault(option: string): boolean {
    const { yes, no } = support(this.election, this.cast.choices, this.weighedCells, option);
    return yes.weight.compare(no.weight) > 0;
  }

  thresholds(thresholds: readonly Threshold[], option: string): readonly Judged[] {
    return thresholds.flatMap((threshold) =>
      threshold.perBloc ? this.perBloc(threshold, option) : this.whole(threshold, option),
    );
  }

  private whole(threshold: Threshold, option: string): Judged {
    const weighed = { ...this.supportIn(this.weighedCells, option), valid: total(this.weighedCells) };
    return judgeThreshold(threshold, { turnout: this.everyone, raw: this.supportIn(this.cast.cells, option), weighed });
  }

  /** Inside a bloc every member counts by own weight: the bloc's share of control plays no part there. */
  private perBloc(threshold: Threshold, option: string): readonly Judged[] {
    const by = threshold.perBloc!;
    return [...turnoutByBloc(by, this.election, this.cast)].map(([bloc, blocTurnout]) => {
      const raw = this.supportIn(
        this.cast.cells.filter((cell) => cell[by] === bloc),
        option,
      );
      return judgeThreshold(
        threshold,
        { turnout: blocTurnout, raw, weighed: { ...raw, valid: blocTurnout.valid } },
        bloc,
      );
    });
  }

  private supportIn(cells: readonly Cell[], option: string) {
    return support(this.election, this.cast.choices, cells, option);
  }
}

function total(cells: readonly Cell[]): Amount {
  return cells.reduce(add, NOTHING);
}
