import { fractionOf, Fraction, type Explanation, type Resolution } from '@plenum/counting';
import { movedWeight, type Move, type OutcomeSoFar } from '@plenum/domain';
import type { Figures } from './proposal-count';

/** Most moves that are told one by one: whoever carries many can be at the end of a move for each of them. */
const MOST_MOVES = 50;

/** A proposal's figures at one moment, and where a member's voice is. */
export interface Side {
  readonly figures: Figures;
  readonly outcome: OutcomeSoFar;
  /** Undefined for whoever has no binding vote. */
  readonly voice: Explanation | undefined;
}

/** What weight went elsewhere. */
export interface Moved {
  /** The heaviest moves first, and the lighter ones of many left out. */
  readonly moves: readonly Move[];
  /** Everybody whose weight moved. Unit: heads. */
  readonly members: number;
  /** Their own weight together, exact, as text. */
  readonly weight: string;
}

/** A proposal as it stands, and as it would stand. */
export interface Consequence {
  readonly before: Side;
  readonly after: Side;
  readonly moved: Moved;
}

export function movedBetween(before: Resolution, after: Resolution): Moved {
  const moves = movedWeight(before, after);
  const weight = moves.reduce((sum, move) => sum.plus(fractionOf(move.weight)), Fraction.of(0));
  return {
    moves: moves.slice(0, MOST_MOVES),
    members: moves.reduce((sum, move) => sum + move.members, 0),
    weight: weight.toString(),
  };
}
