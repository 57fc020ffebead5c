/** The middle one; of an even number, the upper of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that at least `percent` of the values do not exceed (nearest rank), counted from 0. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** Median of the quotients of what was measured in the same round: what slows a whole round down does not move it. */
export function medianRatio(of: readonly number[], against: readonly number[]): number {
  return round(median(of.map((value, index) => value / against[index]!)));
}

/** To three significant digits, or to whole numbers from 100 on. */
export function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
