import { Fraction } from '../exact/fraction';
import type { CountingRule } from './counting-rule';
import { rankByScore, takeWhole } from './shared/by-score';
import { checkUnlisted, pairwise } from './shared/pairwise';
import { type Ranking, firstPlaces, parseRanking, rankingStance } from './shared/ranking';
import { strengths } from './shared/strength';

/** The option whose worst defeat is least bad wins. */
export const minimax: CountingRule<Ranking> = {
  name: 'minimax',
  paper: {
    authors: 'Paul B. Simpson',
    year: 1969,
    title: 'On Defining Areas of Voter Choice: Professor Tullock on Stable Voting',
    place: 'Quarterly Journal of Economics 83(3), pages 478-490',
    doi: '10.2307/1880533',
  },
  decides: 'options',
  ballotForm: 'ranking',
  scoresAddUp: false,
  knownOptions: ['strength', 'unlisted', 'defaultOption'],
  handChoices: firstPlaces,
  check: checkUnlisted,
  parseChoice: parseRanking,
  stance: rankingStance,

  /** Scores are the strengths of the worst defeats: the less the better, 0 for the undefeated. */
  count({ options, ruleOptions, seats }, ballots) {
    const pairs = pairwise(options, ballots, ruleOptions.unlisted);
    const { places, value } = strengths(pairs, ruleOptions.strength);
    const worst = options.map((_, a) => Math.max(0, ...options.map((_, b) => places[b * options.length + a]!)));
    const leastBad = new Map(options.map((option, a) => [option, Fraction.of(-worst[a]!)]));
    const ranking = rankByScore(options, leastBad);
    return {
      winners: takeWhole(ranking, seats),
      ranking,
      scores: new Map(options.map((option, a) => [option, value(worst[a]!)])),
      workings: { pairwise: pairs.toWorkings() },
    };
  },
};
