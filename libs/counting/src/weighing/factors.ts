import type { Cell } from '../cells';
import type { Weighing } from '../election';
import { Fraction, fractionOf } from '../exact/fraction';

/** An exact factor per channel, and one more for carried weight. What is not given is 1. */
export function weighByFactors(cells: readonly Cell[], factors: NonNullable<Weighing['factors']>): readonly Cell[] {
  const factor = (name: keyof typeof factors) =>
    factors[name] === undefined ? Fraction.ONE : fractionOf(factors[name]);
  const carried = factor('carried');
  const byChannel = { 'in-person': factor('in-person'), online: factor('online') };
  return cells.map((cell) => {
    const weighed = cell.weight.times(byChannel[cell.channel]);
    return { ...cell, weight: cell.source === 'carried' ? weighed.times(carried) : weighed };
  });
}
