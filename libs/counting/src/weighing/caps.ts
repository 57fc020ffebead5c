import type { Cell } from '../cells';
import type { Weighing } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';
import type { WeighedBlocs } from './weigh';

/**
 * A capped class or channel holds at most its share of the total, the total being what counts once all caps are applied. Below its
 * cap it counts in full. Where nobody but the capped voted there is nothing to hold a share of, and their weight is 0.
 */
export function weighByCaps(cells: readonly Cell[], { by, shares }: NonNullable<Weighing['caps']>): WeighedBlocs {
  const weights = new Map<string, Fraction>();
  for (const cell of cells) weights.set(cell[by], (weights.get(cell[by]) ?? Fraction.ZERO).plus(cell.weight));
  const caps = new Map(
    Object.keys(shares)
      .sort()
      .map((bloc) => [bloc, fractionOf(shares[bloc]!)]),
  );
  const counting = applyCaps(weights, caps);
  const weighed = cells.map((cell) => {
    const cast = weights.get(cell[by])!;
    return cast.isZero() ? cell : { ...cell, weight: cell.weight.times(counting.get(cell[by])!.over(cast)) };
  });
  return {
    cells: weighed,
    blocs: [...caps.keys()].map((bloc) => ({
      by,
      bloc,
      cap: shares[bloc]!,
      cells: weighed.filter((cell) => cell[by] === bloc),
    })),
  };
}

/**
 * What each bloc counts for. Capping one lowers the total, which may put another above its cap; each round caps at
 * least one more. Whoever is above a cap weighs more than its share of a total that includes the others, so the caps held stay below 1.
 */
function applyCaps(
  weights: ReadonlyMap<string, Fraction>,
  caps: ReadonlyMap<string, Fraction>,
): ReadonlyMap<string, Fraction> {
  const capped = new Set<string>();
  for (;;) {
    const free = Fraction.sum([...weights].filter(([bloc]) => !capped.has(bloc)).map(([, weight]) => weight));
    const held = Fraction.sum([...capped].map((bloc) => caps.get(bloc)!));
    const total = free.over(Fraction.ONE.minus(held));
    const above = [...caps].filter(
      ([bloc, cap]) => !capped.has(bloc) && (weights.get(bloc) ?? Fraction.ZERO).compare(cap.times(total)) > 0,
    );
    if (above.length === 0) {
      return new Map(
        [...weights].map(([bloc, weight]) => [bloc, capped.has(bloc) ? caps.get(bloc)!.times(total) : weight]),
      );
    }
    for (const [bloc] of above) capped.add(bloc);
  }
}
