import { Fraction, parseFraction } from '@plenum/counting';

/** A non-negative number in its one canonical text (`1.5` becomes `3/2`), or undefined when it is not one. */
export function lowestTerms(text: string): string | undefined {
  const value = parseFraction(text);
  return value === undefined || value.isNegative() ? undefined : value.toString();
}

/** The exact sum of canonical numbers, in lowest terms. Equal weights, the usual case, are added by multiplication. */
export function sumExact(weights: Iterable<string>): string {
  const heads = new Map<string, number>();
  for (const weight of weights) heads.set(weight, (heads.get(weight) ?? 0) + 1);
  const terms = Array.from(heads, ([weight, count]) => parseFraction(weight)!.times(Fraction.of(count)));
  return Fraction.sum(terms).toString();
}
