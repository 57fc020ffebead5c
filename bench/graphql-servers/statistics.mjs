/** The value below which the given share of the sample lies (nearest rank), to two decimals. */
export function quantile(sample, share) {
  if (sample.length === 0) throw new Error('An empty sample has no quantile.');
  const sorted = Float64Array.from(sample).sort();
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return Number(sorted[rank - 1].toFixed(2));
}

export function median(sample) {
  return quantile(sample, 0.5);
}

/** How many times the yardstick a value is, to two decimals. */
export function ratio(value, yardstick) {
  if (!(value > 0 && yardstick > 0)) throw new Error(`No ratio of ${value} to ${yardstick}.`);
  return Number((value / yardstick).toFixed(2));
}
