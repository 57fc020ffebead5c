import { Fraction } from '../../exact/fraction';
import type { Json } from '../../election';
import { keyed } from '../../keyed';
import { Piles } from './first-places';
import type { Quota } from './quota';
import type { Ties, Way } from './tie-tree';

/** One ballot's part in one option's pile: what a unit of its weight is still worth there, and where on the ballot it stands. */
interface Parcel {
  readonly ballot: number;
  readonly worth: Fraction;
  readonly place: number;
}

/** What an option holds: its parcels, and their weight added up by worth. */
class Pile {
  readonly parcels: Parcel[] = [];
  private readonly byWorth = new Map<Fraction, bigint>();

  constructor(private readonly ballots: Piles) {}

  add(parcel: Parcel): void {
    this.parcels.push(parcel);
    this.byWorth.set(parcel.worth, (this.byWorth.get(parcel.worth) ?? 0n) + this.ballots.weights[parcel.ballot]!);
  }

  votes(): Fraction {
    return Fraction.sum([...this.byWorth].map(([worth, weight]) => this.ballots.exact(weight).times(worth)));
  }
}

const FIVE_DECIMALS = 100_000n;

/**
 * One count with several seats: whoever reaches the quota is elected and the surplus goes on, all ballots of the pile at a reduced worth
 * (weighted inclusive Gregory); with no surplus left the option with the least votes is excluded. `truncated` cuts each new
 * worth to five decimals and lets earlier stages decide ties, as the Scottish rules have it.
 */
export class GregoryCount {
  private readonly piles: Pile[];
  private readonly running: Uint8Array;
  private readonly elected: number[] = [];
  private readonly surpluses: number[] = [];
  private readonly transfers: Json[] = [];
  private readonly rounds: Json[] = [];
  private readonly history: (readonly Fraction[])[] = [];
  /** Votes that stay with an option whose surplus was handed on. */
  private readonly kept = new Map<number, Fraction>();
  /** One object for each worth, so that a pile is added up worth by worth. */
  private readonly worths = new Map<string, Fraction>();
  private readonly exhausted: Pile;

  constructor(
    private readonly options: readonly string[],
    private readonly ballots: Piles,
    private readonly seats: number,
    private readonly quota: Quota,
    private readonly truncated: boolean,
    private readonly ties: Ties,
  ) {
    this.piles = options.map(() => new Pile(ballots));
    this.exhausted = new Pile(ballots);
    this.running = new Uint8Array(options.length).fill(1);
    ballots.ballots.forEach((_, ballot) => this.deal({ ballot, worth: Fraction.ONE, place: 0 }));
  }

  count(): Way<readonly Json[]> | undefined {
    while (this.elected.length < this.seats) {
      if (this.ties.isKnown(this.state())) return undefined;
      const votes = this.piles.map((pile) => pile.votes());
      this.history.push(votes);
      const standing = this.standing(votes);
      const newly = this.elect(votes);
      const free = this.seats - this.elected.length;
      const open =
        free > 0 && this.noneHasAnything(votes) ? { among: this.named(this.left()), seats: free } : undefined;
      const acted = free > 0 && !open ? this.transferOrExclude(votes) : {};
      this.rounds.push({ ...standing, ...(newly.length > 0 && { elected: this.named(newly) }), ...acted });
      if (open) return { result: this.rounds, winners: this.named(this.elected), open };
    }
    return { result: this.rounds, winners: this.named(this.elected) };
  }

  /** Whether no ballot is left that could tell those still running apart. */
  private noneHasAnything(votes: readonly Fraction[]): boolean {
    return this.waiting(votes).length === 0 && this.left().every((option) => votes[option]!.isZero());
  }

  /** Elected options with a surplus that has not gone on yet. */
  private waiting(votes: readonly Fraction[]): readonly number[] {
    return this.surpluses.filter((option) => votes[option]!.compare(this.quota.votes) > 0);
  }

  /**
   * Where every ballot is and what it is worth follows from who is running or elected and from the transfers so far, each with who was running then.
   * The Scottish rules look back at earlier stages too, so there no two ways are the same.
   */
  private state(): string {
    return JSON.stringify([
      [...this.running],
      [...this.elected].sort(),
      this.transfers,
      this.truncated ? this.rounds : [],
    ]);
  }

  private left(): readonly number[] {
    return this.options.map((_, option) => option).filter((option) => this.running[option]);
  }

  /** Whoever has the quota, most votes first; or all that are left when there are no more than seats. */
  private elect(votes: readonly Fraction[]): readonly number[] {
    const free = this.seats - this.elected.length;
    const left = this.left();
    const byVotes = [...left].sort((a, b) => votes[b]!.compare(votes[a]!) || a - b);
    const newly =
      left.length <= free ? byVotes : byVotes.filter((option) => this.quota.isReached(votes[option]!)).slice(0, free);
    for (const option of newly) {
      this.running[option] = 0;
      this.elected.push(option);
      this.surpluses.push(option);
    }
    return newly;
  }

  private transferOrExclude(votes: readonly Fraction[]): { readonly [key: string]: Json } {
    const waiting = this.waiting(votes);
    if (waiting.length > 0) return this.transfer(this.pick(waiting, votes, 1), votes);
    const left = this.left();
    const without = left.filter((option) => votes[option]!.isZero());
    const enough = left.length - without.length >= this.seats - this.elected.length;
    return this.exclude(without.length > 1 && enough ? without : [this.pick(left, votes, -1)]);
  }

  /** Whoever has the most (1) or the least (-1). The Scottish rules look back at earlier stages before a tie is a tie. */
  private pick(among: readonly number[], votes: readonly Fraction[], sign: 1 | -1): number {
    let tied = extremes(among, votes, sign);
    for (let stage = this.history.length - 2; this.truncated && tied.length > 1 && stage >= 0; stage--) {
      tied = extremes(tied, this.history[stage]!, sign);
    }
    return this.ties.settle(tied);
  }

  private transfer(option: number, votes: readonly Fraction[]): { readonly [key: string]: Json } {
    const surplus = votes[option]!.minus(this.quota.votes);
    const reduced = new Map<Fraction, Fraction>();
    const { parcels } = this.piles[option]!;
    this.piles[option] = new Pile(this.ballots);
    this.transfers.push([option, surplus.toString(), [...this.running].join('')]);
    this.surpluses.splice(this.surpluses.indexOf(option), 1);
    this.kept.set(option, this.quota.votes);
    for (const { ballot, worth, place } of parcels) {
      if (!reduced.has(worth)) reduced.set(worth, this.cut(worth.times(surplus).over(votes[option]!)));
      this.deal({ ballot, worth: reduced.get(worth)!, place });
    }
    return { transferred: this.options[option]!, surplus: surplus.toString() };
  }

  private cut(worth: Fraction): Fraction {
    return this.truncated ? Fraction.of(worth.times(Fraction.of(FIVE_DECIMALS)).floor(), FIVE_DECIMALS) : worth;
  }

  private exclude(options: readonly number[]): { readonly [key: string]: Json } {
    for (const option of options) this.running[option] = 0;
    for (const option of options) {
      const { parcels } = this.piles[option]!;
      this.piles[option] = new Pile(this.ballots);
      for (const parcel of parcels) this.deal(parcel);
    }
    return { excluded: this.named(options) };
  }

  /** Gives the parcel to its best running options, in equal parts where several share a place. */
  private deal({ ballot, worth, place }: Parcel): void {
    const next: number[] = [];
    const at = this.ballots.firstPlaces(ballot, this.running, next, place);
    if (next.length === 0) this.exhausted.add({ ballot, worth, place: at });
    const part = next.length > 1 ? this.shared(worth.over(Fraction.of(next.length))) : worth;
    for (const option of next) this.piles[option]!.add({ ballot, worth: part, place: at });
  }

  private shared(worth: Fraction): Fraction {
    const key = worth.toString();
    if (!this.worths.has(key)) this.worths.set(key, worth);
    return this.worths.get(key)!;
  }

  private standing(votes: readonly Fraction[]): { readonly votes: Json; readonly exhausted: string } {
    const shown = this.options.map(
      (option, index) => [option, (this.kept.get(index) ?? votes[index]!).toString()] as const,
    );
    return { votes: keyed(shown), exhausted: this.exhausted.votes().toString() };
  }

  private named(options: readonly number[]): readonly string[] {
    return options.map((option) => this.options[option]!);
  }
}

function extremes(among: readonly number[], votes: readonly Fraction[], sign: 1 | -1): readonly number[] {
  const best = among.reduce((top, option) => (votes[option]!.compare(votes[top]!) === sign ? option : top));
  return among.filter((option) => votes[option]!.equals(votes[best]!));
}
