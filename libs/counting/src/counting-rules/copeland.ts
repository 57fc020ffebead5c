import { Fraction } from '../exact/fraction';
import type { CountingRule } from './counting-rule';
import { rankByScore, takeWhole } from './shared/by-score';
import { checkUnlisted, pairwise } from './shared/pairwise';
import { type Ranking, firstPlaces, parseRanking, rankingStance } from './shared/ranking';

const HALF = Fraction.of(1, 2);

/** A point for every other option beaten by a majority, half a point for every tied one. */
export const copeland: CountingRule<Ranking> = {
  name: 'copeland',
  paper: {
    authors: 'Donald G. Saari, Vincent R. Merlin',
    year: 1996,
    title: 'The Copeland Method I: Relationships and the Dictionary',
    doi: '10.1007/BF01212012',
  },
  decides: 'options',
  ballotForm: 'ranking',
  scoresAddUp: false,
  knownOptions: ['unlisted', 'defaultOption'],
  handChoices: firstPlaces,
  check: checkUnlisted,
  parseChoice: parseRanking,
  stance: rankingStance,

  count({ options, ruleOptions, seats }, ballots) {
    const pairs = pairwise(options, ballots, ruleOptions.unlisted);
    const points = (a: number, b: number) =>
      a === b || pairs.beats(b, a) ? Fraction.ZERO : pairs.beats(a, b) ? Fraction.ONE : HALF;
    const scores = new Map(options.map((option, a) => [option, Fraction.sum(options.map((_, b) => points(a, b)))]));
    const ranking = rankByScore(options, scores);
    return { winners: takeWhole(ranking, seats), ranking, scores, workings: { pairwise: pairs.toWorkings() } };
  },
};
