import { Fraction } from '../exact/fraction';
import type { CountingRule, RuleContext } from './counting-rule';
import { rankByScore, takeWhole } from './shared/by-score';
import { pairwise } from './shared/pairwise';
import { type Ranking, firstPlaces, parseRanking, rankingStance } from './shared/ranking';

/** From every ballot an option gets a point for each option it is preferred to, and half a point for each it is tied with. */
export const borda: CountingRule<Ranking> = {
  name: 'borda',
  paper: {
    authors: 'Jean-Charles de Borda',
    year: 1781,
    title: 'Mémoire sur les élections au scrutin',
    place:
      'Histoire de l’Académie royale des sciences, Paris; in English by Alfred De Grazia, Isis 44 (1953), pages 42-51',
  },
  decides: 'options',
  ballotForm: 'ranking',
  scoresAddUp: true,
  knownOptions: ['unlisted', 'defaultOption'],
  handChoices: firstPlaces,
  check: ({ ruleOptions }: RuleContext) =>
    ruleOptions.unlisted === undefined || ruleOptions.unlisted === 'last'
      ? undefined
      : { path: '$.ruleOptions.unlisted', reason: 'must be last for the rule borda' },
  parseChoice: parseRanking,
  stance: rankingStance,

  /** Preferred to b, plus half of those who have no preference: half of (all + preferring a - preferring b), over all b. */
  count({ options, seats }, ballots) {
    const pairs = pairwise(options, ballots);
    const all = Fraction.sum(ballots.map(({ weight }) => weight));
    const points = (a: number) =>
      Fraction.sum(
        options.flatMap((_, b) => (a === b ? [] : [all.plus(pairs.weight(a, b)).minus(pairs.weight(b, a))])),
      );
    const scores = new Map(options.map((option, index) => [option, points(index).over(Fraction.of(2))]));
    const ranking = rankByScore(options, scores);
    return { winners: takeWhole(ranking, seats), ranking, scores, workings: { pairwise: pairs.toWorkings() } };
  },
};
