import { Fraction } from '../exact/fraction';
import { rankByScore } from './shared/by-score';
import type { CountingRule, RuleContext } from './counting-rule';

type YesNo = 'yes' | 'no';

const OPTIONS: readonly YesNo[] = ['yes', 'no'];

/** Yes, no or abstain on one proposal. Whether more yes than no is enough is for the decision's conditions to say. */
export const majority: CountingRule<YesNo> = {
  name: 'majority',
  paper: {
    authors: 'Kenneth O. May',
    year: 1952,
    title: 'A Set of Independent Necessary and Sufficient Conditions for Simple Majority Decision',
    doi: '10.2307/1907651',
  },
  decides: 'proposal',
  ballotForm: 'yes-no',
  scoresAddUp: true,
  knownOptions: [],
  handChoices: () => new Map(OPTIONS.map((option) => [option, option])),

  check: ({ options }: RuleContext) =>
    options.length === 2 && OPTIONS.every((option) => options.includes(option))
      ? undefined
      : { path: '$.options', reason: 'must be ["yes", "no"] for the rule majority' },

  parseChoice: (_context, raw) =>
    raw === 'yes' || raw === 'no' ? { choice: raw } : { path: '', reason: 'must be "yes", "no" or "abstain"' },

  count(_context, ballots, abstained) {
    const cast = (option: YesNo) =>
      Fraction.sum(ballots.filter(({ choice }) => choice === option).map(({ weight }) => weight));
    const scores = new Map<string, Fraction>(OPTIONS.map((option) => [option, cast(option)]));
    const ranking = rankByScore(OPTIONS, scores);
    scores.set('abstain', abstained);
    return { winners: ranking[0]!, ranking, scores, workings: {} };
  },

  stance: (_context, choice) => choice,
};
