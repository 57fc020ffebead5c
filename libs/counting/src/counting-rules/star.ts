import { Fraction } from '../exact/fraction';
import type { Json } from '../election';
import { keyed } from '../keyed';
import type { CountingRule, RuleContext, WeightedChoice } from './counting-rule';
import { rankByScore, takeWhole } from './shared/by-score';
import { optionIndex } from './shared/option-index';
import { type Points, parsePoints, pointsStance, totalPoints } from './shared/scores';

/**
 * Score, then automatic runoff: of the two options with the greatest totals the one that more weight scores higher wins. A runoff tie goes to
 * the greater total. Further places repeat this among the others. Where totals tie for the runoff, every pairing counts.
 */
export const star: CountingRule<Points> = {
  name: 'star',
  paper: {
    authors: 'Sara Wolk, Jameson Quinn, Marcus Ogren',
    year: 2023,
    title: 'STAR Voting, Equality of Voice, and Voter Satisfaction: Considerations for Voting Method Reform',
    doi: '10.1007/s10602-022-09389-3',
  },
  decides: 'options',
  ballotForm: 'points',
  scoresAddUp: true,
  knownOptions: ['maxScore', 'defaultOption'],
  parseChoice: parsePoints,
  stance: pointsStance,

  count(context, ballots) {
    const scores = totalPoints(context.options, ballots);
    const ranking: (readonly string[])[] = [];
    const rounds: Json[] = [];
    for (let left = context.options; left.length > 0;) {
      const runoff = new Runoff(context, ballots, scores, left);
      const winners = runoff.winners();
      ranking.push(winners);
      rounds.push({ finalists: runoff.finalists, preferred: runoff.workings() });
      left = left.filter((option) => !winners.includes(option));
    }
    return { winners: takeWhole(ranking, context.seats), ranking, scores, workings: { rounds } };
  },
};

class Runoff {
  readonly finalists: readonly string[];
  private readonly pairs: readonly (readonly [string, string])[];

  constructor(
    private readonly context: RuleContext,
    private readonly ballots: readonly WeightedChoice<Points>[],
    private readonly scores: ReadonlyMap<string, Fraction>,
    left: readonly string[],
  ) {
    const [first = [], second = []] = rankByScore(left, scores);
    this.finalists = first.length > 1 ? first : [...first, ...second];
    this.pairs =
      first.length > 1
        ? first.flatMap((a, place) => first.slice(place + 1).map((b) => [a, b] as const))
        : second.map((b) => [first[0]!, b] as const);
  }

  winners(): readonly string[] {
    if (this.pairs.length === 0) return this.finalists;
    const winners = new Set(this.pairs.flatMap(([a, b]) => this.winnersOf(a, b)));
    return this.finalists.filter((option) => winners.has(option));
  }

  workings(): Json {
    return this.pairs.map(([a, b]) =>
      keyed([a, b].map((option) => [option, this.preferring(option, option === a ? b : a).toString()])),
    );
  }

  private winnersOf(a: string, b: string): readonly string[] {
    const ahead =
      this.preferring(a, b).compare(this.preferring(b, a)) || this.scores.get(a)!.compare(this.scores.get(b)!);
    return ahead > 0 ? [a] : ahead < 0 ? [b] : [a, b];
  }

  private preferring(a: string, b: string): Fraction {
    const index = optionIndex(this.context.options);
    const points = (ballot: Points, option: string) => ballot.get(index.get(option)!) ?? 0;
    return Fraction.sum(
      this.ballots.filter(({ choice }) => points(choice, a) > points(choice, b)).map(({ weight }) => weight),
    );
  }
}
