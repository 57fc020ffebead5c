import { Fraction } from '../exact/fraction';
import type { CountingRule, RuleContext } from './counting-rule';
import { alikeBy } from './shared/alike';
import { type Approvals, approvalScores, approvalStance, parseApprovals, singleApprovals } from './shared/approvals';
import { checkCosts, money } from './shared/costs';
import { type Ties, type Way, everyWay } from './shared/tie-tree';

/** The most approved option first; every next one that still fits into the budget is funded, what does not fit is passed over. */
export const greedyBudget: CountingRule<Approvals> = {
  name: 'greedy-budget',
  paper: {
    authors: 'Nimrod Talmon, Piotr Faliszewski',
    year: 2019,
    title: 'A Framework for Approval-Based Budgeting Methods',
    place: 'Proceedings of AAAI 2019, pages 2181-2188; arXiv:1809.04382',
    doi: '10.1609/aaai.v33i01.33012181',
  },
  decides: 'options',
  ballotForm: 'approvals',
  manySeatsEach: true,
  scoresAddUp: true,
  knownOptions: [],
  handChoices: singleApprovals,
  check: checkCosts,
  parseChoice: parseApprovals,
  stance: approvalStance,

  /** An option that nobody approves of is not funded. Options with the same cost and as much approval are alike. */
  count(context, ballots) {
    const scores = approvalScores(context.options, ballots);
    const alike = alikeBy(
      context.options,
      (option) => `${scores.get(option)!.toString()} at ${context.costs[option]!}`,
    );
    const ways = everyWay(context.options, context.options.length, (ties) => fund(context, scores, ties), alike);
    return { ...ways.elected, scores, workings: { left: ways.first.result.toString(), ...ways.notes } };
  },
};

function fund(context: RuleContext, scores: ReadonlyMap<string, Fraction>, ties: Ties): Way<Fraction> | undefined {
  const { options } = context;
  const { costs, budget } = money(context);
  const scoreOf = (option: number) => scores.get(options[option]!)!;
  const funded: number[] = [];
  let left = budget;
  let waiting = [...options.keys()].filter((option) => !scoreOf(option).isZero());
  while (waiting.length > 0) {
    if (ties.isKnown(JSON.stringify([[...funded].sort(), waiting]))) return undefined;
    const top = waiting.reduce((best, option) => (scoreOf(option).compare(scoreOf(best)) > 0 ? option : best));
    const tied = waiting.filter((option) => scoreOf(option).equals(scoreOf(top)));
    const together = Fraction.sum(tied.map((option) => costs[option]!));
    const next = together.compare(left) <= 0 ? tied : [ties.settle(tied)];
    for (const option of next) {
      if (costs[option]!.compare(left) > 0) continue;
      funded.push(option);
      left = left.minus(costs[option]!);
    }
    waiting = waiting.filter((option) => !next.includes(option));
  }
  return { result: left, winners: funded.map((option) => options[option]!) };
}
