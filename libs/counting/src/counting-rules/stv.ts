import { Fraction } from '../exact/fraction';
import type { Json } from '../election';
import type { CountingRule, RuleContext } from './counting-rule';
import { Piles } from './shared/first-places';
import { GregoryCount } from './shared/gregory';
import { MeekCount } from './shared/meek';
import { StandingVotes } from './shared/standing-votes';
import { quotaOf } from './shared/quota';
import { type Ranking, firstPlaces, parseRanking, rankingStance } from './shared/ranking';
import { type Ties, type Way, everyWay } from './shared/tie-tree';

/**
 * Single transferable vote: `seats` options are elected by quota, surpluses and eliminated options' ballots going on to their next choices.
 * `transfer` says how surpluses go on; Meek's way is Hill, Wichmann and Woodall's algorithm 123 (10.1093/comjnl/30.3.277).
 */
export const stv: CountingRule<Ranking> = {
  name: 'stv',
  paper: {
    authors: 'Nicolaus Tideman',
    year: 1995,
    title: 'The Single Transferable Vote',
    doi: '10.1257/jep.9.1.27',
  },
  decides: 'options',
  ballotForm: 'ranking',
  scoresAddUp: false,
  knownOptions: ['quota', 'transfer', 'unlisted'],
  handChoices: firstPlaces,
  check: ({ ruleOptions }: RuleContext) =>
    ruleOptions.unlisted === 'not-compared'
      ? { path: '$.ruleOptions.unlisted', reason: 'must be exhausted or last for the rule stv' }
      : undefined,
  parseChoice: parseRanking,
  stance: rankingStance,

  count(context, ballots) {
    const { options, ruleOptions, seats } = context;
    const piles = new Piles(context, ballots);
    const votes = Fraction.sum(ballots.map(({ weight }) => weight));
    const quota = quotaOf(ruleOptions.quota ?? 'droop', votes, seats);
    const run = (ties: Ties): Way<readonly Json[]> | undefined =>
      ruleOptions.transfer === 'meek'
        ? new MeekCount(options, piles, BigInt(ruleOptions.quota === 'hare' ? seats : seats + 1), seats, ties).count()
        : new GregoryCount(options, piles, seats, quota, ruleOptions.transfer === 'scottish', ties).count();
    const ways = everyWay(options, ballots.length, run);
    const firstCount = new StandingVotes(piles).totals;
    return {
      ...ways.elected,
      scores: new Map(options.map((option, index) => [option, piles.exact(firstCount[index]!)])),
      workings: {
        ...(ruleOptions.transfer !== 'meek' && { quota: quota.votes.toString() }),
        rounds: ways.first.result,
        ...ways.notes,
      },
    };
  },
};
