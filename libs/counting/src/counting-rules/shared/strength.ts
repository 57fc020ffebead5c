import { Fraction } from '../../exact/fraction';
import type { RuleOptions } from '../../election';
import type { Pairwise } from './pairwise';

type StrengthName = NonNullable<RuleOptions['strength']>;

/**
 * How strong each victory is, as a place in the order of all victories: 0 is no victory, and equal places are equal strengths. Rules then
 * compare small whole numbers; `value` gives the strength a place stands for.
 */
export interface Strengths {
  readonly places: Int32Array;
  value(place: number): Fraction;
}

interface Victory {
  readonly cell: number;
  readonly won: bigint;
  readonly lost: bigint;
}

export function strengths(pairs: Pairwise, name: StrengthName = 'winning-votes'): Strengths {
  const { size } = pairs;
  const victories: Victory[] = [];
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      if (a !== b && pairs.beats(a, b))
        victories.push({ cell: a * size + b, won: pairs.scaled(a, b), lost: pairs.scaled(b, a) });
    }
  }
  victories.sort((x, y) => compare(x, y, name));
  const places = new Int32Array(size * size);
  const values = [Fraction.ZERO];
  victories.forEach((victory, index) => {
    const before = victories[index - 1];
    if (before === undefined || compare(before, victory, name) !== 0) values.push(valueOf(pairs, victory.cell, name));
    places[victory.cell] = values.length - 1;
  });
  return { places, value: (place) => values[place]! };
}

/** Unopposed victories have no ratio: they are above all others, by the votes won. */
function compare(x: Victory, y: Victory, name: StrengthName): number {
  const [left, right] = sides(x, y, name);
  return left < right ? -1 : left > right ? 1 : 0;
}

function sides(x: Victory, y: Victory, name: StrengthName): readonly [bigint, bigint] {
  switch (name) {
    case 'winning-votes':
      return [x.won, y.won];
    case 'margins':
      return [x.won - x.lost, y.won - y.lost];
    case 'ratio':
      return x.lost === 0n && y.lost === 0n ? [x.won, y.won] : [x.won * y.lost, y.won * x.lost];
  }
}

/** In votes, in votes ahead, or as a ratio; for an unopposed victory, which has no ratio, its votes. */
function valueOf(pairs: Pairwise, cell: number, name: StrengthName): Fraction {
  const [a, b] = [Math.floor(cell / pairs.size), cell % pairs.size];
  const [won, lost] = [pairs.weight(a, b), pairs.weight(b, a)];
  if (name === 'margins') return won.minus(lost);
  return name === 'winning-votes' || lost.isZero() ? won : won.over(lost);
}
