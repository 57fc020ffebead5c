import { fateOf, type ExactText, type Fate, type Fraction, type Resolution } from '@plenum/counting';
import { Fault } from '../kernel/decider';

/** Where weight is: everybody is in exactly one place. */
export interface Place {
  readonly fate: Fate;
  /** Whose ballot the weight is on; absent where it is on none. */
  readonly voter?: string;
}

/** Weight that went from one place to another. */
export interface Move {
  readonly from: Place;
  readonly to: Place;
  /** Own weight of those who moved, before a cap or damping takes of it. */
  readonly weight: ExactText;
  /** Unit: heads. */
  readonly members: number;
}

interface Gathered extends Pick<Move, 'from' | 'to'> {
  weight: Fraction;
  members: number;
}

/** What lies elsewhere in `after` than in `before`, the heaviest first. Both are of the same roll, in its order. Linear in the roll. */
export function movedWeight(before: Resolution, after: Resolution): readonly Move[] {
  if (before.roll.length !== after.roll.length) throw new Fault('moves are told between two counts of one roll');
  const gathered = new Map<string, Gathered>();
  for (const [index, { weight }] of before.roll.entries()) {
    const [from, to] = [placeOf(before, index), placeOf(after, index)];
    if (from.fate === to.fate && from.voter === to.voter) continue;
    const key = JSON.stringify([from, to]);
    const known = gathered.get(key);
    if (known === undefined) gathered.set(key, { from, to, weight, members: 1 });
    else gathered.set(key, { ...known, weight: known.weight.plus(weight), members: known.members + 1 });
  }
  const heaviestFirst = [...gathered.values()].sort((a, b) => b.weight.compare(a.weight));
  return heaviestFirst.map(({ weight, ...move }) => ({ ...move, weight: weight.toString() }));
}

/** A member who votes, or whose delegate votes, is at that voter; nobody else has one. */
function placeOf(resolution: Resolution, index: number): Place {
  const fate = fateOf(resolution, index);
  const voter = resolution.voter[index]!;
  return fate === 'hand-count' || voter === -1 ? { fate } : { fate, voter: resolution.roll[voter]!.id };
}
