/** Bits in one limb: with up to 2^22 terms a sum of limbs stays a safe whole number. */
const LIMB_BITS = 30;
const LIMB = 2 ** LIMB_BITS;
const MOST_TERMS = 2 ** 22;

/**
 * Adds whole numbers of any size into many cells at once, at the speed of small ones: `visit(cells, term, limb)` adds `limb` to the cells
 * that term i belongs to, once for every 30 bits of the largest term. Gives the exact sums. Numbers here are whole and below 2^53.
 */
export function limbSums(
  cells: number,
  terms: readonly bigint[],
  visit: (cells: Float64Array, term: number, limb: number) => void,
): bigint[] {
  const totals = new Array<bigint>(cells).fill(0n);
  const largest = terms.reduce((most, term) => (term > most ? term : most), 0n);
  for (let shift = 0n; largest >> shift > 0n; shift += BigInt(LIMB_BITS)) {
    for (let start = 0; start < terms.length; start += MOST_TERMS) {
      const sums = new Float64Array(cells);
      const end = Math.min(start + MOST_TERMS, terms.length);
      for (let term = start; term < end; term++) {
        const limb = Number((terms[term]! >> shift) % BigInt(LIMB));
        if (limb > 0) visit(sums, term, limb);
      }
      for (let cell = 0; cell < cells; cell++) totals[cell]! += BigInt(sums[cell]!) << shift;
    }
  }
  return totals;
}
