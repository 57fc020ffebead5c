import { Fraction } from '../exact/fraction';
import type { Json } from '../election';
import { keyed } from '../keyed';
import type { CountingRule, RuleContext, WeightedChoice } from './counting-rule';
import { alikeApprovals } from './shared/alike';
import { type Approvals, approvalScores, approvalStance, parseApprovals, singleApprovals } from './shared/approvals';
import { checkCosts, money } from './shared/costs';
import { type Ties, type Way, everyWay } from './shared/tie-tree';

/**
 * Method of Equal Shares: the budget is divided equally among all weight that approves of something, and an option is funded only by those who
 * approve of it. Next comes the option for which they pay least each; who has less left pays what is left. An approved option is worth 1 to its
 * approvers whatever it costs. What nobody can pay for together is not funded, even if money is left.
 */
export const equalShares: CountingRule<Approvals> = {
  name: 'equal-shares',
  paper: {
    authors: 'Dominik Peters, Grzegorz Pierczyński, Piotr Skowron',
    year: 2021,
    title: 'Proportional Participatory Budgeting with Additive Utilities',
    doi: '10.48550/arXiv.2008.13276',
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

  count(context, ballots) {
    const approving = ballots.filter(({ choice }) => choice.length > 0);
    const ways = everyWay(
      context.options,
      ballots.length * context.options.length,
      (ties) => fund(context, approving, ties),
      alikeApprovals(context.options, approving, (option) => context.costs[option]!),
    );
    const { rounds, left } = ways.first.result;
    return {
      ...ways.elected,
      scores: approvalScores(context.options, ballots),
      workings: { rounds, left: left.toString(), ...ways.notes },
    };
  },
};

interface Funding {
  readonly rounds: readonly Json[];
  readonly left: Fraction;
}

function fund(context: RuleContext, ballots: readonly WeightedChoice<Approvals>[], ties: Ties): Way<Funding> {
  const { options } = context;
  const { costs, budget } = money(context);
  const share = ballots.length === 0 ? budget : budget.over(Fraction.sum(ballots.map(({ weight }) => weight)));
  /** What each unit of a ballot's weight has left; equal amounts share one object. */
  const purses = ballots.map(() => share);
  const funded: number[] = [];
  const rounds: Json[] = [];
  let left = budget;
  for (;;) {
    const prices = pricesOf(options.length, ballots, purses, costs, funded);
    const lowest = [...prices.values()].reduce<Fraction | undefined>(
      (min, price) => (min && min.compare(price) <= 0 ? min : price),
      undefined,
    );
    if (lowest === undefined) break;
    const option = ties.settle([...prices.keys()].filter((candidate) => prices.get(candidate)!.equals(lowest)));
    pay(option, lowest, ballots, purses);
    funded.push(option);
    left = left.minus(costs[option]!);
    rounds.push({
      funded: options[option]!,
      price: keyed([...prices].map(([candidate, price]) => [options[candidate]!, price.toString()] as const)),
    });
  }
  return { result: { rounds, left }, winners: funded.map((option) => options[option]!) };
}

function pay(option: number, price: Fraction, ballots: readonly WeightedChoice<Approvals>[], purses: Fraction[]): void {
  const after = new Map<Fraction, Fraction>();
  ballots.forEach(({ choice }, ballot) => {
    if (!choice.includes(option)) return;
    const purse = purses[ballot]!;
    if (!after.has(purse)) after.set(purse, purse.compare(price) <= 0 ? Fraction.ZERO : purse.minus(price));
    purses[ballot] = after.get(purse)!;
  });
}

/** For each unfunded option its approvers can pay for: the most that any unit of weight pays. */
function pricesOf(
  size: number,
  ballots: readonly WeightedChoice<Approvals>[],
  purses: readonly Fraction[],
  costs: readonly Fraction[],
  funded: readonly number[],
): ReadonlyMap<number, Fraction> {
  const byPurse = Array.from({ length: size }, () => new Map<Fraction, Fraction>());
  ballots.forEach(({ choice, weight }, ballot) => {
    const purse = purses[ballot]!;
    for (const option of choice)
      byPurse[option]!.set(purse, (byPurse[option]!.get(purse) ?? Fraction.ZERO).plus(weight));
  });
  const prices = new Map<number, Fraction>();
  for (let option = 0; option < size; option++) {
    if (funded.includes(option) || byPurse[option]!.size === 0) continue;
    const price = priceOf(costs[option]!, byPurse[option]!);
    if (price !== undefined) prices.set(option, price);
  }
  return prices;
}

/** The price p at which the sum of weight x min(purse, p) is the cost; undefined when all purses together hold less. */
function priceOf(cost: Fraction, weightByPurse: ReadonlyMap<Fraction, Fraction>): Fraction | undefined {
  let weight = Fraction.sum(weightByPurse.values());
  let due = cost;
  for (const [purse, some] of [...weightByPurse].sort(([a], [b]) => a.compare(b))) {
    const price = due.over(weight);
    if (price.compare(purse) <= 0) return price;
    due = due.minus(purse.times(some));
    weight = weight.minus(some);
  }
  return undefined;
}
