import { Fraction } from '../exact/fraction';
import type { CountingRule } from './counting-rule';
import { takeWhole } from './shared/by-score';
import { checkUnlisted, pairwise, table } from './shared/pairwise';
import { rankByRelation } from './shared/rank-by-relation';
import { type Ranking, firstPlaces, parseRanking, rankingStance } from './shared/ranking';
import { strengths } from './shared/strength';

/** An option is better than another if its strongest path of victories to the other is stronger than the one back. */
export const schulze: CountingRule<Ranking> = {
  name: 'schulze',
  paper: {
    authors: 'Markus Schulze',
    year: 2011,
    title:
      'A New Monotonic, Clone-Independent, Reversal Symmetric, and Condorcet-Consistent Single-Winner Election Method',
    doi: '10.1007/s00355-010-0475-4',
  },
  decides: 'options',
  ballotForm: 'ranking',
  scoresAddUp: false,
  knownOptions: ['strength', 'unlisted', 'defaultOption'],
  handChoices: firstPlaces,
  check: checkUnlisted,
  parseChoice: parseRanking,
  stance: rankingStance,

  count({ options, ruleOptions, seats }, ballots) {
    const size = options.length;
    const pairs = pairwise(options, ballots, ruleOptions.unlisted);
    const { places, value } = strengths(pairs, ruleOptions.strength);
    const paths = strongestPaths(places, size);
    const better = (a: number, b: number) => paths[a * size + b]! > paths[b * size + a]!;
    const ranking = rankByRelation(size, better).map((group) => group.map((option) => options[option]!));
    const beaten = options.map((_, a) => options.filter((_, b) => better(a, b)).length);
    return {
      winners: takeWhole(ranking, seats),
      ranking,
      scores: new Map(options.map((option, a) => [option, Fraction.of(beaten[a]!)])),
      workings: {
        pairwise: pairs.toWorkings(),
        strongestPaths: table(options, (a, b) => value(paths[a * size + b]!).toString()),
      },
    };
  },
};

/** Widest paths between all pairs (Floyd and Warshall): a path is as strong as its weakest victory. */
function strongestPaths(places: Int32Array, size: number): Int32Array {
  const paths = places.slice();
  for (let via = 0; via < size; via++) {
    for (let from = 0; from < size; from++) {
      const first = paths[from * size + via]!;
      if (from === via || first === 0) continue;
      for (let to = 0; to < size; to++) {
        const through = Math.min(first, paths[via * size + to]!);
        if (to !== from && through > paths[from * size + to]!) paths[from * size + to] = through;
      }
    }
  }
  return paths;
}
