import { Fraction, lcm } from './fraction';

/** Many fractions over one denominator, so that adding them is adding whole numbers. */
export interface CommonScale {
  readonly denominator: bigint;
  readonly scaled: readonly bigint[];
  /** The one scaled value, when all are equal; `scaled` is then left empty. */
  readonly uniform?: bigint;
}

export function commonScale(values: readonly Fraction[]): CommonScale {
  const [first] = values;
  if (first !== undefined && values.every((value) => value === first || value.equals(first))) {
    return { denominator: first.d, scaled: [], uniform: first.n };
  }
  return scaleAll(values);
}

/** The same with every scaled value written out. */
export function scaleAll(values: readonly Fraction[]): CommonScale {
  const denominator = [...new Set(values.map(({ d }) => d))].reduce(lcm, 1n);
  return { denominator, scaled: values.map(({ n, d }) => n * (denominator / d)) };
}
