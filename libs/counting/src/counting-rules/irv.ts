import type { Json } from '../election';
import { keyed } from '../keyed';
import type { CountingRule, RuleContext } from './counting-rule';
import { Piles, least } from './shared/first-places';
import { StandingVotes } from './shared/standing-votes';
import { type Ranking, firstPlaces, parseRanking, rankingStance } from './shared/ranking';
import { type Ties, type Way, everyWay } from './shared/tie-tree';

/**
 * Instant runoff: the option with the least first places is eliminated and its ballots go on to their next choice, until one option is left.
 * Places shared on a ballot split it equally. Options that together have less than the next one go out at once.
 */
export const irv: CountingRule<Ranking> = {
  name: 'irv',
  paper: {
    authors: 'Nicolaus Tideman',
    year: 1995,
    title: 'The Single Transferable Vote',
    doi: '10.1257/jep.9.1.27',
  },
  decides: 'options',
  ballotForm: 'ranking',
  scoresAddUp: false,
  knownOptions: ['unlisted'],
  handChoices: firstPlaces,
  check: ({ seats, ruleOptions }: RuleContext) => {
    if (seats > 1) return { path: '$.seats', reason: 'must be 1 for the rule irv; stv fills several seats' };
    const wrong = ruleOptions.unlisted === 'not-compared';
    return wrong ? { path: '$.ruleOptions.unlisted', reason: 'must be exhausted or last for the rule irv' } : undefined;
  },
  parseChoice: parseRanking,
  stance: rankingStance,

  count(context, ballots) {
    const piles = new Piles(context, ballots);
    const ways = everyWay(context.options, ballots.length, (ties) => runOff(context.options, piles, ties));
    const { rounds, eliminated, firstCount } = ways.first.result;
    return {
      ...ways.elected,
      ...(ways.untied && { ranking: [ways.elected.winners, ...[...eliminated].reverse()] }),
      scores: new Map(context.options.map((option, index) => [option, piles.exact(firstCount[index]!)])),
      workings: { rounds, ...ways.notes },
    };
  },
};

interface RunOff {
  readonly rounds: readonly Json[];
  /** In order; options that went out together are one group. */
  readonly eliminated: readonly (readonly string[])[];
  readonly firstCount: readonly bigint[];
}

function runOff(options: readonly string[], piles: Piles, ties: Ties): Way<RunOff> | undefined {
  const votes = new StandingVotes(piles);
  const firstCount = [...votes.totals];
  const rounds: Json[] = [];
  const eliminated: string[][] = [];
  let left = options.map((_, option) => option);
  while (left.length > 1) {
    if (ties.isKnown(left.join())) return undefined;
    if (left.every((option) => votes.totals[option] === 0n)) break;
    const out = hopeless(left, votes.totals) ?? [ties.settle(least(left, votes.totals))];
    const standing = left.map((option) => [options[option]!, piles.exact(votes.totals[option]!).toString()] as const);
    const continuing = piles.exact(left.reduce((sum, option) => sum + votes.totals[option]!, 0n));
    const named = out.map((option) => options[option]!);
    rounds.push({ votes: keyed(standing), continuing: continuing.toString(), eliminated: named });
    eliminated.push(named);
    votes.remove(out);
    left = left.filter((option) => votes.isRunning(option));
  }
  const last = left.map((option) => options[option]!);
  const result = { rounds, eliminated, firstCount };
  return last.length === 1 ? { result, winners: last } : { result, winners: [], open: { among: last, seats: 1 } };
}

/** Several options at the end that together have less than the next one: no order of eliminating them could save any. */
function hopeless(left: readonly number[], totals: readonly bigint[]): readonly number[] | undefined {
  const tied = least(left, totals);
  const rest = left.filter((option) => !tied.includes(option));
  if (tied.length < 2 || rest.length === 0) return undefined;
  const together = tied.reduce((sum, option) => sum + totals[option]!, 0n);
  return rest.every((option) => totals[option]! > together) ? tied : undefined;
}
