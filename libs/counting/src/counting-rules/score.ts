import type { CountingRule } from './counting-rule';
import { rankByScore, takeWhole } from './shared/by-score';
import { type Points, parsePoints, pointsStance, totalPoints } from './shared/scores';

/** Each ballot scores every option from 0 to `maxScore`; the greatest totals win. */
export const score: CountingRule<Points> = {
  name: 'score',
  paper: {
    authors: 'Claude Hillinger',
    year: 2005,
    title: 'The Case for Utilitarian Voting',
    place: 'Homo Oeconomicus 22(3), pages 295-321',
    doi: '10.5282/ubm/epub.653',
  },
  decides: 'options',
  ballotForm: 'points',
  scoresAddUp: true,
  knownOptions: ['maxScore', 'defaultOption'],
  parseChoice: parsePoints,
  stance: pointsStance,

  count({ options, seats }, ballots) {
    const scores = totalPoints(options, ballots);
    const ranking = rankByScore(options, scores);
    return { winners: takeWhole(ranking, seats), ranking, scores, workings: {} };
  },
};
