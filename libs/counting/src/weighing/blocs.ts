import type { Cell } from '../cells';
import type { Weighing } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';
import type { WeighedBlocs } from './weigh';

/**
 * Each bloc holds a fixed share of control whatever its size; inside it, shares follow the bloc's valid weight, abstentions included.
 * The share of a bloc without valid ballots goes to the others in proportion (`redistribute`), is left unused (`forfeit`), or
 * makes the vote invalid.
 */
export function weighByBlocs(
  cells: readonly Cell[],
  { by, shares, empty = 'redistribute' }: NonNullable<Weighing['blocs']>,
): WeighedBlocs {
  const names = Object.keys(shares).sort();
  const valid = new Map(names.map((bloc) => [bloc, sum(cells.filter((cell) => cell[by] === bloc))]));
  const voting = names.filter((bloc) => !valid.get(bloc)!.isZero());
  const control =
    empty === 'redistribute' ? Fraction.sum(voting.map((bloc) => fractionOf(shares[bloc]!))) : Fraction.ONE;
  const perUnit = new Map(
    voting.map((bloc) => {
      const share = control.isZero() ? Fraction.ZERO : fractionOf(shares[bloc]!).over(control);
      return [bloc, share.over(valid.get(bloc)!)];
    }),
  );
  const weighed = cells.map((cell) => ({ ...cell, weight: cell.weight.times(perUnit.get(cell[by]) ?? Fraction.ZERO) }));
  const absent = names.find((bloc) => valid.get(bloc)!.isZero());
  return {
    cells: weighed,
    blocs: names.map((bloc) => ({
      by,
      bloc,
      share: shares[bloc]!,
      cells: weighed.filter((cell) => cell[by] === bloc),
    })),
    ...(empty === 'invalid' && absent !== undefined && { invalidFor: absent }),
  };
}

function sum(cells: readonly Cell[]): Fraction {
  return Fraction.sum(cells.map(({ weight }) => weight));
}
