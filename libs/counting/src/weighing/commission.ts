import type { Cell } from '../cells';
import type { CommissionWeight } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';

export interface WeighedCommission {
  readonly cells: readonly Cell[];
  /** Whether the cap made the commission weigh less. */
  readonly capped: boolean;
}

/**
 * A commission's factor multiplies the own ballots of its members, in whatever channel they cast them, and the hands of a counted set that is of
 * the commission alone. It does not multiply what they carry: those delegators were not appointed, and could buy the factor by delegating.
 * Nor does it follow a member of the commission who lets another vote for them.
 *
 * The cap is on the commission's share of all that counts, once the cap is applied. What is above it weighs less, each ballot alike. Where nobody
 * else voted there is nothing to hold a share of: a capped commission then weighs 0.
 */
export function weighByCommission(cells: readonly Cell[], { factor, cap }: CommissionWeight): WeighedCommission {
  const factored = scaled(cells, fractionOf(factor));
  if (cap === undefined) return { cells: factored, capped: false };
  const commission = sum(factored.filter((cell) => cell.commission));
  const others = sum(factored.filter((cell) => !cell.commission));
  const share = fractionOf(cap);
  if (commission.compare(share.times(commission.plus(others))) <= 0) return { cells: factored, capped: false };
  const most = others.times(share).over(Fraction.ONE.minus(share));
  return { cells: scaled(factored, most.over(commission)), capped: true };
}

function scaled(cells: readonly Cell[], by: Fraction): readonly Cell[] {
  return cells.map((cell) => (cell.commission ? { ...cell, weight: cell.weight.times(by) } : cell));
}

function sum(cells: readonly Cell[]): Fraction {
  return Fraction.sum(cells.map(({ weight }) => weight));
}
