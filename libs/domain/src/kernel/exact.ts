import { Fraction, parseFraction } from '@plenum/counting';
import { MAX_EXACT_LENGTH } from './shapes';

/**
 * A non-negative number in its one canonical text (`1.5` becomes `3/2`), or undefined when it is not one or is longer than
 * an event holds: a decimal can be twice as long as a fraction.
 */
export function lowestTerms(text: string): string | undefined {
  const value = parseFraction(text);
  if (value === undefined || value.isNegative()) return undefined;
  const terms = value.toString();
  return terms.length <= MAX_EXACT_LENGTH ? terms : undefined;
}

/** Whether a canonical number is at most one, as a share must be. */
export function isShare(terms: string): boolean {
  return parseFraction(terms)!.compare(Fraction.ONE) <= 0;
}

/** The exact sum of canonical numbers, in lowest terms. Equal weights, the usual case, are added by multiplication. */
export function sumExact(weights: Iterable<string>): string {
  const heads = new Map<string, number>();
  for (const weight of weights) heads.set(weight, (heads.get(weight) ?? 0) + 1);
  const terms = Array.from(heads, ([weight, count]) => parseFraction(weight)!.times(Fraction.of(count)));
  return Fraction.sum(terms).toString();
}
