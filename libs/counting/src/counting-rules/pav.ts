import { scaleAll } from '../exact/common-scale';
import { Fraction, lcm } from '../exact/fraction';
import type { CountingRule, RuleContext, RuleResult, WeightedChoice } from './counting-rule';
import { alikeApprovals } from './shared/alike';
import { type Approvals, approvalScores, approvalStance, parseApprovals, singleApprovals } from './shared/approvals';
import { committees, committeesUpTo } from './shared/committees';
import { type Elected, type Ties, electedIn, everyWay } from './shared/tie-tree';

/** Most committees times ballots that are compared; beyond it seats are filled one by one, which the workings then say. */
const MOST_COMPARISONS = 20_000_000;

/**
 * Proportional approval voting (Thiele's rule): the committee that satisfies the ballots most, the first approved winner counting 1, the
 * second 1/2, the third 1/3. The best committee is searched for among all where that is feasible, else each seat adds most.
 */
export const pav: CountingRule<Approvals> = {
  name: 'pav',
  paper: {
    authors: 'Haris Aziz, Markus Brill, Vincent Conitzer, Edith Elkind, Rupert Freeman, Toby Walsh',
    year: 2017,
    title: 'Justified Representation in Approval-Based Committee Voting',
    doi: '10.1007/s00355-016-1019-3',
  },
  decides: 'options',
  ballotForm: 'approvals',
  scoresAddUp: false,
  knownOptions: [],
  handChoices: singleApprovals,
  parseChoice: parseApprovals,
  stance: approvalStance,

  count(context, ballots) {
    const { options, seats } = context;
    const most = MOST_COMPARISONS / Math.max(1, ballots.length);
    const scores = approvalScores(options, ballots);
    const found =
      committeesUpTo(most, options.length, seats) < Infinity
        ? bestCommittees(context, ballots)
        : oneByOne(context, ballots);
    return { ...found, scores };
  },
};

type Found = Elected & Pick<RuleResult, 'workings'>;

function bestCommittees({ options, seats }: RuleContext, ballots: readonly WeightedChoice<Approvals>[]): Found {
  const worth = new Satisfaction(ballots, seats);
  let best: (readonly number[])[] = [];
  let highest = -1n;
  for (const committee of committees(options.length, Math.min(seats, options.length))) {
    const total = worth.of(new Set(committee));
    if (total < highest) continue;
    best = total > highest ? [committee] : [...best, committee];
    highest = total;
  }
  const named = best.map((committee) => committee.map((option) => options[option]!));
  return {
    ...electedIn(
      options,
      named.map((winners) => ({ winners })),
    ),
    workings: {
      method: 'all-committees',
      satisfaction: worth.exact(highest).toString(),
      ...(best.length > 1 && { committees: named }),
    },
  };
}

function oneByOne({ options, seats }: RuleContext, ballots: readonly WeightedChoice<Approvals>[]): Found {
  const worth = new Satisfaction(ballots, seats);
  const fill = (ties: Ties) => {
    const chosen = new Set<number>();
    while (chosen.size < seats) {
      if (ties.isKnown([...chosen].sort().join())) return undefined;
      const gains = worth.gains(options.length, chosen);
      const highest = gains.reduce<bigint>((most, gain) => (gain > most ? gain : most), -1n);
      chosen.add(ties.settle([...gains.keys()].filter((option) => gains[option] === highest)));
    }
    return { result: worth.exact(worth.of(chosen)), winners: [...chosen].map((option) => options[option]!) };
  };
  const ways = everyWay(options, ballots.length * seats, fill, alikeApprovals(options, ballots));
  return {
    ...ways.elected,
    workings: { method: 'one-by-one', satisfaction: ways.first.result.toString(), ...ways.notes },
  };
}

/** Satisfaction in whole numbers: weights and 1, 1/2, 1/3... over one denominator. */
class Satisfaction {
  private readonly weights: readonly bigint[];
  private readonly denominator: bigint;
  /** What the first n approved winners are worth together. */
  private readonly harmonic: readonly bigint[];
  private readonly whole: bigint;

  constructor(
    private readonly ballots: readonly WeightedChoice<Approvals>[],
    seats: number,
  ) {
    ({ scaled: this.weights, denominator: this.denominator } = scaleAll(ballots.map(({ weight }) => weight)));
    let whole = 1n;
    for (let place = 2n; place <= BigInt(seats); place++) whole = lcm(whole, place);
    const harmonic = [0n];
    for (let place = 1n; place <= BigInt(seats); place++) harmonic.push(harmonic.at(-1)! + whole / place);
    this.whole = whole;
    this.harmonic = harmonic;
  }

  of(committee: ReadonlySet<number>): bigint {
    let total = 0n;
    this.ballots.forEach(({ choice }, ballot) => {
      total += this.weights[ballot]! * this.harmonic[approvedIn(choice, committee)]!;
    });
    return total;
  }

  /** What each option would add; -1 for those already chosen. */
  gains(size: number, chosen: ReadonlySet<number>): bigint[] {
    const gains = Array.from({ length: size }, (_, option) => (chosen.has(option) ? -1n : 0n));
    this.ballots.forEach(({ choice }, ballot) => {
      const place = approvedIn(choice, chosen);
      const gain = this.weights[ballot]! * ((this.harmonic[place + 1] ?? 0n) - this.harmonic[place]!);
      for (const option of choice) if (!chosen.has(option)) gains[option]! += gain;
    });
    return gains;
  }

  exact(scaled: bigint): Fraction {
    return Fraction.of(scaled, this.denominator * this.whole);
  }
}

function approvedIn(approved: Approvals, committee: ReadonlySet<number>): number {
  let count = 0;
  for (const option of approved) if (committee.has(option)) count++;
  return count;
}
