import type { Profile } from './profiles';

/**
 * Single transferable vote in floating point, as little of it as elects: the whole pile of whoever has the greatest surplus goes on at a
 * reduced worth (weighted inclusive Gregory, Droop quota); with no surplus the option with the least votes is excluded. It breaks no ties and keeps
 * no workings: what there is to measure against where no public package runs.
 */
export function plainStv(profile: Profile, seats: number): readonly number[] {
  const piles = new FloatPiles(profile);
  const quota = Math.floor(piles.votes.reduce((sum, votes) => sum + votes, 0) / (seats + 1)) + 1;
  const elected: number[] = [];
  const waiting: number[] = [];
  while (elected.length < seats) {
    const left = piles.left();
    const free = seats - elected.length;
    const byVotes = left.sort((a, b) => piles.votes[b]! - piles.votes[a]!);
    const newly =
      left.length <= free ? byVotes : byVotes.filter((option) => piles.votes[option]! >= quota).slice(0, free);
    for (const option of newly) piles.running[option] = 0;
    elected.push(...newly);
    waiting.push(...newly.filter((option) => piles.votes[option]! > quota));
    if (elected.length === seats) break;
    if (waiting.length === 0) piles.handOn(byVotes.at(-1)!, 1);
    else {
      waiting.sort((a, b) => piles.votes[a]! - piles.votes[b]!);
      const next = waiting.pop()!;
      piles.handOn(next, (piles.votes[next]! - quota) / piles.votes[next]!);
    }
  }
  return elected;
}

class FloatPiles {
  readonly running: Uint8Array;
  readonly votes: Float64Array;
  private readonly piles: number[][];
  private readonly worth: Float64Array;
  private readonly place: Uint8Array;

  constructor(private readonly profile: Profile) {
    const { options, quarters } = profile;
    this.running = new Uint8Array(options).fill(1);
    this.votes = new Float64Array(options);
    this.piles = Array.from({ length: options }, () => []);
    this.worth = Float64Array.from(quarters, (weight) => weight / 4);
    this.place = new Uint8Array(quarters.length);
    for (let ballot = 0; ballot < quarters.length; ballot++) this.deal(ballot);
  }

  left(): number[] {
    return Array.from(this.running.keys()).filter((option) => this.running[option]);
  }

  /** The pile's ballots go to their next choices, worth so much less; the option is out of the running. */
  handOn(option: number, factor: number): void {
    const pile = this.piles[option]!;
    this.running[option] = 0;
    this.piles[option] = [];
    this.votes[option] = 0;
    for (const ballot of pile) {
      this.worth[ballot]! *= factor;
      this.deal(ballot);
    }
  }

  private deal(ballot: number): void {
    const { options, rankings } = this.profile;
    let place = this.place[ballot]!;
    while (place < options && !this.running[rankings[ballot * options + place]!]) place++;
    this.place[ballot] = place;
    if (place === options) return;
    const option = rankings[ballot * options + place]!;
    this.piles[option]!.push(ballot);
    this.votes[option]! += this.worth[ballot]!;
  }
}
