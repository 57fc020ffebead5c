import type { CountingRule } from './counting-rule';
import { rankByScore, takeWhole } from './shared/by-score';
import { type Points, parsePoints, pointsStance, totalPoints } from './shared/scores';

/** Each ballot spreads a number of dots (`maxScore` in all) over the options as it likes; the most dots win. */
export const dots: CountingRule<Points> = {
  name: 'dots',
  paper: {
    authors: 'Gerald J. Glasser',
    year: 1959,
    title: 'Game Theory and Cumulative Voting for Corporate Directors',
    doi: '10.1287/mnsc.5.2.151',
  },
  decides: 'options',
  ballotForm: 'points',
  scoresAddUp: true,
  knownOptions: ['maxScore', 'defaultOption'],
  stance: (context, points, option) =>
    pointsStance({ ...context, ruleOptions: { ...context.ruleOptions, maxScore: 1 } }, points, option),

  parseChoice(context, raw) {
    const read = parsePoints(context, raw);
    const most = context.ruleOptions.maxScore;
    if (!('choice' in read) || most === undefined) return read;
    const placed = [...read.choice.values()].reduce((sum, some) => sum + some, 0);
    return placed <= most ? read : { path: '', reason: `places ${placed} dots of ${most}` };
  },

  count({ options, seats }, ballots) {
    const scores = totalPoints(options, ballots);
    const ranking = rankByScore(options, scores);
    return { winners: takeWhole(ranking, seats), ranking, scores, workings: {} };
  },
};
