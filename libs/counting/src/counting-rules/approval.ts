import type { CountingRule } from './counting-rule';
import { type Approvals, approvalScores, approvalStance, parseApprovals, singleApprovals } from './shared/approvals';
import { rankByScore, takeWhole } from './shared/by-score';

/** Each ballot approves of any number of options; the most approved win. */
export const approval: CountingRule<Approvals> = {
  name: 'approval',
  paper: {
    authors: 'Steven J. Brams, Peter C. Fishburn',
    year: 1978,
    title: 'Approval Voting',
    doi: '10.2307/1955105',
  },
  decides: 'options',
  ballotForm: 'approvals',
  scoresAddUp: true,
  knownOptions: ['defaultOption'],
  handChoices: singleApprovals,
  parseChoice: parseApprovals,
  stance: approvalStance,

  count({ options, seats }, ballots) {
    const scores = approvalScores(options, ballots);
    const ranking = rankByScore(options, scores);
    return { winners: takeWhole(ranking, seats), ranking, scores, workings: {} };
  },
};
