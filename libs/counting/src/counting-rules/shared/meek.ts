import { Fraction } from '../../exact/fraction';
import type { Json } from '../../election';
import { keyed } from '../../keyed';
import type { Piles } from './first-places';
import type { Ties, Way } from './tie-tree';

/** Meek's fractions have no exact end, so they are kept to twelve decimals, always cut downwards: the same on every machine. */
const ONE = 10n ** 12n;
/** Surpluses that together are below this part of the votes are no longer worth distributing. */
const NEGLIGIBLE = 10n ** 9n;
const MOST_ITERATIONS = 10_000;

interface Standing {
  readonly votes: readonly bigint[];
  readonly exhausted: bigint;
  readonly quota: bigint;
}

/** Meek's method: each elected option keeps just so much of every ballot that it has the quota, and the quota falls as ballots exhaust. */
export class MeekCount {
  /** How much of what reaches it each option keeps: ONE while it is hopeful, 0 once it is excluded. */
  private readonly keeps: bigint[];
  private readonly hopeful: Set<number>;
  private readonly elected: number[] = [];
  private readonly rounds: Json[] = [];
  private readonly weights: readonly bigint[];
  /** For each ballot the first place that is not excluded: whoever is excluded never comes back. */
  private readonly starts: Int32Array;

  constructor(
    private readonly options: readonly string[],
    private readonly ballots: Piles,
    private readonly divisor: bigint,
    private readonly seats: number,
    private readonly ties: Ties,
  ) {
    this.keeps = options.map(() => ONE);
    this.hopeful = new Set(options.keys());
    this.starts = new Int32Array(ballots.ballots.length);
    this.weights = ballots.weights.map((weight) => (weight * ONE) / ballots.denominator);
  }

  count(): Way<readonly Json[]> {
    while (this.elected.length < this.seats && this.hopeful.size > 0) {
      const free = this.seats - this.elected.length;
      const standing = this.distribute();
      const newly = this.hopeful.size <= free ? [...this.hopeful] : this.reached(standing).slice(0, free);
      for (const option of newly) this.hopeful.delete(option);
      this.elected.push(...newly);
      const nothing = newly.length === 0 && [...this.hopeful].every((option) => standing.votes[option] === 0n);
      if (nothing) return { ...this.ended(), open: { among: this.named([...this.hopeful]), seats: free } };
      const out = newly.length > 0 ? [] : [this.ties.settle(this.last(standing))];
      for (const option of out) {
        this.hopeful.delete(option);
        this.keeps[option] = 0n;
      }
      this.rounds.push(this.shown(standing, newly, out));
    }
    return this.ended();
  }

  private ended(): Way<readonly Json[]> {
    return { result: this.rounds, winners: this.named(this.elected) };
  }

  /** Adjusts what the elected keep until next to no surplus is left, or someone hopeful reaches the quota. */
  private distribute(): Standing {
    for (let iteration = 0; ; iteration++) {
      const standing = this.standing();
      const surplus = this.elected.reduce((sum, option) => sum + standing.votes[option]! - standing.quota, 0n);
      const settled = surplus * NEGLIGIBLE < standing.quota || iteration === MOST_ITERATIONS;
      if (settled || this.reached(standing).length > 0) return standing;
      for (const option of this.elected) {
        const kept = this.keeps[option]! * standing.quota;
        this.keeps[option] = (kept + standing.votes[option]! - 1n) / standing.votes[option]!;
      }
    }
  }

  private standing(): Standing {
    const votes = this.options.map(() => 0n);
    let exhausted = 0n;
    for (let ballot = 0; ballot < this.weights.length; ballot++) exhausted += this.deal(ballot, votes);
    const total = votes.reduce((sum, some) => sum + some, 0n);
    return { votes, exhausted, quota: total / this.divisor + 1n };
  }

  /** Passes one ballot down its tiers, each option keeping its part; returns what nobody kept. */
  private deal(ballot: number, votes: bigint[]): bigint {
    const { order, tiers } = this.ballots.ballots[ballot]!;
    let left = this.weights[ballot]!;
    let start = this.starts[ballot]!;
    while (start < order.length && this.keeps[order[start]!] === 0n) start++;
    this.starts[ballot] = start;
    for (let end = start; start < order.length && left > 0n; start = end) {
      while (end < order.length && tiers[end] === tiers[start]) end++;
      left -= this.keepOf(order.subarray(start, end), left, votes);
    }
    return left;
  }

  /** What the options of one tier keep of so much that reaches them, each of an equal part. */
  private keepOf(tier: Int32Array, reaching: bigint, votes: bigint[]): bigint {
    let sharing = 0;
    for (const option of tier) if (this.keeps[option] !== 0n) sharing++;
    if (sharing === 0) return 0n;
    const part = sharing === 1 ? reaching : reaching / BigInt(sharing);
    let kept = 0n;
    for (const option of tier) {
      const keeps = this.keeps[option]!;
      const own = keeps === ONE ? part : (part * keeps) / ONE;
      votes[option]! += own;
      kept += own;
    }
    return kept;
  }

  /** The hopeful who have the quota, most votes first. */
  private reached({ votes, quota }: Standing): number[] {
    const has = [...this.hopeful].filter((option) => votes[option]! >= quota);
    return has.sort((a, b) => (votes[a]! > votes[b]! ? -1 : votes[a]! < votes[b]! ? 1 : a - b));
  }

  private last({ votes }: Standing): readonly number[] {
    const hopeful = [...this.hopeful];
    const least = hopeful.reduce((low, option) => (votes[option]! < votes[low]! ? option : low));
    return hopeful.filter((option) => votes[option] === votes[least]);
  }

  private shown({ votes, exhausted, quota }: Standing, elected: readonly number[], excluded: readonly number[]): Json {
    const exact = (scaled: bigint) => Fraction.of(scaled, ONE).toString();
    return {
      votes: keyed(this.options.map((option, index) => [option, exact(votes[index]!)])),
      exhausted: exact(exhausted),
      quota: exact(quota),
      ...(elected.length > 0 && { elected: this.named(elected) }),
      ...(excluded.length > 0 && { excluded: this.named(excluded) }),
    };
  }

  private named(options: readonly number[]): readonly string[] {
    return options.map((option) => this.options[option]!);
  }
}
