import type { Piles } from './first-places';

/** What each running option has, every ballot counting for its best place and split equally where that is shared. Scaled. */
export class StandingVotes {
  readonly totals: bigint[];
  private readonly running: Uint8Array;
  /** The ballots that now count for each option. */
  private readonly held: number[][];
  /** Where each ballot's best place begins, and among how many it is split. */
  private readonly place: Int32Array;
  private readonly sharing: Int32Array;

  constructor(private readonly piles: Piles) {
    this.totals = new Array<bigint>(piles.size).fill(0n);
    this.running = new Uint8Array(piles.size).fill(1);
    this.held = Array.from({ length: piles.size }, () => []);
    this.place = new Int32Array(piles.ballots.length);
    this.sharing = new Int32Array(piles.ballots.length);
    const options: number[] = [];
    for (let ballot = 0; ballot < piles.ballots.length; ballot++) this.count(ballot, options);
  }

  isRunning(option: number): boolean {
    return this.running[option] === 1;
  }

  /** Takes options out of the running; their ballots count for whoever shares the place, else for the next place. */
  remove(out: readonly number[]): void {
    for (const option of out) this.running[option] = 0;
    const options: number[] = [];
    for (const option of out) {
      for (const ballot of this.held[option]!) this.move(ballot, options);
      this.held[option] = [];
      this.totals[option] = 0n;
    }
  }

  private move(ballot: number, options: number[]): void {
    const before = this.place[ballot]!;
    const { tiers } = this.piles.ballots[ballot]!;
    const place = this.piles.firstPlaces(ballot, this.running, options, before);
    if (place < tiers.length && tiers[place] === tiers[before]) this.splitAgain(ballot, options);
    else this.count(ballot, options);
  }

  /** Some who shared the place are left: each gets a greater part. */
  private splitAgain(ballot: number, options: readonly number[]): void {
    const weight = this.piles.weights[ballot]!;
    const more = weight / BigInt(options.length) - weight / BigInt(this.sharing[ballot]!);
    for (const option of options) this.totals[option]! += more;
    this.sharing[ballot] = options.length;
  }

  private count(ballot: number, options: number[]): void {
    this.place[ballot] = this.piles.firstPlaces(ballot, this.running, options, this.place[ballot]!);
    this.sharing[ballot] = options.length;
    const weight = this.piles.weights[ballot]!;
    const part = options.length < 2 ? weight : weight / BigInt(options.length);
    for (const option of options) {
      this.totals[option]! += part;
      this.held[option]!.push(ballot);
    }
  }
}
