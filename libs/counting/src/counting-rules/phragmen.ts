import { Fraction } from '../exact/fraction';
import { keyed } from '../keyed';
import type { Json } from '../election';
import type { CountingRule, RuleContext, WeightedChoice } from './counting-rule';
import { alikeApprovals } from './shared/alike';
import { type Approvals, approvalScores, approvalStance, parseApprovals, singleApprovals } from './shared/approvals';
import { type Ties, type Way, everyWay } from './shared/tie-tree';

/**
 * Phragmén's sequential rule: every elected option costs its approvers one unit of load, spread so that the greatest load stays least. Each
 * seat goes to the option whose approvers would then bear the least. Options that nobody approves of are never elected.
 */
export const phragmen: CountingRule<Approvals> = {
  name: 'phragmen',
  paper: {
    authors: 'Markus Brill, Rupert Freeman, Svante Janson, Martin Lackner',
    year: 2024,
    title: "Phragmén's Voting Methods and Justified Representation",
    doi: '10.1007/s10107-023-01926-8',
  },
  decides: 'options',
  ballotForm: 'approvals',
  scoresAddUp: false,
  knownOptions: [],
  handChoices: singleApprovals,
  parseChoice: parseApprovals,
  stance: approvalStance,

  count(context, ballots) {
    const ways = everyWay(
      context.options,
      ballots.length * context.seats,
      (ties) => elect(context, ballots, ties),
      alikeApprovals(context.options, ballots),
    );
    return {
      ...ways.elected,
      scores: approvalScores(context.options, ballots),
      workings: { rounds: ways.first.result, ...ways.notes },
    };
  },
};

function elect(
  { options, seats }: RuleContext,
  ballots: readonly WeightedChoice<Approvals>[],
  ties: Ties,
): Way<readonly Json[]> {
  /** Load on one unit of each ballot's weight; approvers of one winner share one object. */
  const loads = ballots.map(() => Fraction.ZERO);
  const winners: number[] = [];
  const rounds: Json[] = [];
  while (winners.length < seats) {
    const wouldBear = bearings(options.length, ballots, loads, winners);
    const least = [...wouldBear.values()].reduce<Fraction | undefined>(
      (min, load) => (min && min.compare(load) <= 0 ? min : load),
      undefined,
    );
    if (least === undefined) break;
    const elected = ties.settle([...wouldBear.keys()].filter((option) => wouldBear.get(option)!.equals(least)));
    ballots.forEach(({ choice }, ballot) => {
      if (choice.includes(elected)) loads[ballot] = least;
    });
    winners.push(elected);
    const shown = [...wouldBear].map(([option, load]) => [options[option]!, load.toString()] as const);
    rounds.push({ load: keyed(shown), elected: options[elected]! });
  }
  return { result: rounds, winners: winners.map((option) => options[option]!) };
}

/** For each option not yet elected that someone approves of: the load on each unit of its approvers' weight if it were, (1 + their loads) / their weight. */
function bearings(
  size: number,
  ballots: readonly WeightedChoice<Approvals>[],
  loads: readonly Fraction[],
  winners: readonly number[],
): ReadonlyMap<number, Fraction> {
  const byLoad = Array.from({ length: size }, () => new Map<Fraction, Fraction>());
  ballots.forEach(({ choice, weight }, ballot) => {
    for (const option of choice) {
      const sums = byLoad[option]!;
      sums.set(loads[ballot]!, (sums.get(loads[ballot]!) ?? Fraction.ZERO).plus(weight));
    }
  });
  const free = [...byLoad.keys()].filter((option) => !winners.includes(option) && byLoad[option]!.size > 0);
  return new Map(
    free.map((option) => {
      const borne = Fraction.sum([...byLoad[option]!].map(([load, weight]) => load.times(weight)));
      return [option, Fraction.ONE.plus(borne).over(Fraction.sum(byLoad[option]!.values()))];
    }),
  );
}
