import { type Election, Fraction, election } from '@plenum/counting';
import { SeededDraws } from '../../libs/counting/src/power/seeded-draws';

/** Ranked ballots, each with a weight of its own. Plain numbers, so that they can be handed to another thread. */
export interface Profile {
  readonly options: number;
  /** Every ballot ranks every option, best first, ballot after ballot. */
  readonly rankings: Uint8Array;
  /** Unit: quarters of a vote, so that decimals are exact in floating point too. */
  readonly quarters: Uint8Array;
}

export function optionNames(options: number): readonly string[] {
  return Array.from({ length: options }, (_, option) => `option ${option}`);
}

const CAMPS = 3;

/**
 * Three camps, each of which likes the options of one kind better than the next: majorities go round in circles, and no rule has an easy day.
 * Some options are liked a little better by all, and every ballot has a mind of its own.
 */
export function profileOf(options: number, ballots: number, seed: number): Profile {
  const draws = new SeededDraws(seed);
  const liking = Array.from({ length: options }, () => draws.below(1000));
  const rankings = new Uint8Array(ballots * options);
  const quarters = new Uint8Array(ballots);
  for (let ballot = 0; ballot < ballots; ballot++) {
    const camp = draws.below(CAMPS);
    const likes = liking.map((all, option) => all + 300 * ((option + camp) % CAMPS) + draws.below(8000));
    const ranked = likes.map((_, option) => option).sort((a, b) => likes[b]! - likes[a]! || a - b);
    rankings.set(ranked, ballot * options);
    quarters[ballot] = 1 + draws.below(40);
  }
  return { options, rankings, quarters };
}

/** How many ballots are no repetition of another. */
export function distinctBallots({ options, rankings, quarters }: Profile): number {
  const texts = Array.from(quarters, (_, ballot) =>
    rankings.subarray(ballot * options, (ballot + 1) * options).toString(),
  );
  return new Set(texts).size;
}

/** The same ballots as an election of ours. */
export function electionOf({ options, rankings, quarters }: Profile, rule: Election['rule'], seats: number): Election {
  const names = optionNames(options);
  const profile = Array.from(quarters, (weight, ballot) => ({
    count: Fraction.of(weight, 4),
    choice: Array.from(rankings.subarray(ballot * options, (ballot + 1) * options), (option) => [names[option]!]),
    channel: 'online' as const,
  }));
  return election({ options: names, profile, rule, seats });
}
