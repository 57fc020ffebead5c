import { Fraction } from '../exact/fraction';
import type { CountingRule } from './counting-rule';
import { takeWhole } from './shared/by-score';
import { checkUnlisted, pairwise } from './shared/pairwise';
import { rankByRelation } from './shared/rank-by-relation';
import { type Ranking, firstPlaces, parseRanking, rankingStance } from './shared/ranking';
import { type Strengths, strengths } from './shared/strength';

/**
 * Majorities are locked from the strongest down, leaving out each that would close a circle. Majorities of equal strength are treated
 * alike: of those that stronger ones allow, all are locked that close no circle even with all the others. That keeps ties whole, and needs no
 * search through every order; the price is that where majorities are equal a winner that moves up can come to be tied.
 */
export const rankedPairs: CountingRule<Ranking> = {
  name: 'ranked-pairs',
  paper: {
    authors: 'T. Nicolaus Tideman',
    year: 1987,
    title: 'Independence of Clones as a Criterion for Voting Rules',
    doi: '10.1007/BF00433944',
  },
  decides: 'options',
  ballotForm: 'ranking',
  scoresAddUp: false,
  knownOptions: ['strength', 'unlisted', 'defaultOption'],
  handChoices: firstPlaces,
  check: checkUnlisted,
  parseChoice: parseRanking,
  stance: rankingStance,

  count({ options, ruleOptions, seats }, ballots) {
    const pairs = pairwise(options, ballots, ruleOptions.unlisted);
    const order = strengths(pairs, ruleOptions.strength);
    const { above, locked } = lockAll(order, options.length);
    const ranking = rankByRelation(options.length, (a, b) => above.has(a, b)).map((group) =>
      group.map((option) => options[option]!),
    );
    const below = options.map((_, a) => options.filter((_, b) => a !== b && above.has(a, b)).length);
    return {
      winners: takeWhole(ranking, seats),
      ranking,
      scores: new Map(options.map((option, a) => [option, Fraction.of(below[a]!)])),
      workings: {
        pairwise: pairs.toWorkings(),
        locked: locked.map(({ a, b, place }) => ({
          over: [options[a]!, options[b]!],
          strength: order.value(place).toString(),
        })),
      },
    };
  },
};

interface Majority {
  readonly a: number;
  readonly b: number;
  readonly place: number;
}

function lockAll({ places }: Strengths, size: number): { above: Above; locked: readonly Majority[] } {
  const byPlace = new Map<number, Majority[]>();
  places.forEach((place, cell) => {
    if (place === 0) return;
    const majority = { a: Math.floor(cell / size), b: cell % size, place };
    if (byPlace.has(place)) byPlace.get(place)!.push(majority);
    else byPlace.set(place, [majority]);
  });
  const above = new Above(size);
  const locked: Majority[] = [];
  for (const place of [...byPlace.keys()].sort((x, y) => y - x)) {
    const allowed = byPlace.get(place)!.filter(({ a, b }) => !above.has(b, a));
    const together = allowed.length > 1 ? above.with(allowed) : above;
    for (const majority of allowed) {
      if (together.has(majority.b, majority.a)) continue;
      locked.push(majority);
      above.add(majority.a, majority.b);
    }
  }
  return { above, locked };
}

/** Who stands above whom by locked majorities, directly or through others: for each option one bit for everyone below it. */
class Above {
  private readonly words: number;

  constructor(
    private readonly size: number,
    private readonly bits = new Uint32Array(size * Math.ceil(size / 32)),
  ) {
    this.words = Math.ceil(size / 32);
  }

  has(a: number, b: number): boolean {
    return (this.bits[a * this.words + (b >>> 5)]! & (1 << (b & 31))) !== 0;
  }

  /** Whoever is above `a` (and `a`) is now above whoever is below `b` (and `b`). */
  add(a: number, b: number): void {
    if (this.has(a, b)) return;
    for (let upper = 0; upper < this.size; upper++) {
      if ((upper !== a && !this.has(upper, a)) || this.has(upper, b)) continue;
      this.bits[upper * this.words + (b >>> 5)]! |= 1 << (b & 31);
      for (let word = 0; word < this.words; word++) {
        this.bits[upper * this.words + word]! |= this.bits[b * this.words + word]!;
      }
    }
  }

  with(majorities: readonly Majority[]): Above {
    const copy = new Above(this.size, this.bits.slice());
    for (const { a, b } of majorities) copy.add(a, b);
    return copy;
  }
}
