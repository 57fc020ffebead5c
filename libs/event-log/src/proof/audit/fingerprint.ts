import { hash, randomInt } from 'node:crypto';

/**
 * Tells texts apart in 90 bits each, by three multilinear hashes over the numbers below a prime whose factors are drawn at random
 * for this process (Carter and Wegman, 1979: Universal Classes of Hash Functions). Whoever wrote two texts did not know the factors, so
 * both have one fingerprint with a chance of 2^-90, whatever they chose; among a million texts any two do with a chance of 2^-51.
 */

/** The largest prime below 2^30. */
const PRIME = 1_073_741_789;

/** Unit: UTF-16 units of 16 bits. So many products with a factor, and one of a length, add up to less than 2^53. */
const LONGEST = 100;

/** The factor of the length, then one for each unit. */
const factors = (): Float64Array => Float64Array.from({ length: 1 + LONGEST }, () => randomInt(PRIME));
const [FIRST, SECOND, THIRD] = [factors(), factors(), factors()];

/** Three numbers below `PRIME`; `SCALE` makes a fraction from 0 up to, not including, 1 of one. */
export type Fingerprint = readonly [number, number, number];
export const SCALE = 1 / PRIME;

/** The fingerprint of a text of any length. Lone surrogates do not exist in the log. */
export function fingerprintOf(text: string): Fingerprint {
  // The length keeps a long text apart from a short one that spells its digest.
  const units = text.length > LONGEST ? hash('sha256', text, 'hex') : text;
  let [first, second, third] = [text.length * FIRST[0]!, text.length * SECOND[0]!, text.length * THIRD[0]!];
  for (let at = 0; at < units.length; at += 1) {
    const unit = units.charCodeAt(at);
    first += unit * FIRST[at + 1]!;
    second += unit * SECOND[at + 1]!;
    third += unit * THIRD[at + 1]!;
  }
  return [first % PRIME, second % PRIME, third % PRIME];
}
