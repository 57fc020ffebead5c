/** A denominator of more digits would make a decimal longer than the fraction it stands for. */
const MOST_DECIMALS = 6;

/**
 * An exact number as people read it: a fraction that comes out even, such as 232/5, as a decimal in their notation (46.4, or 46,4); every
 * other stays a fraction, because 1/3 is not 0.33.
 */
export function figure(exact: string, locale: string): string {
  const [n, d] = exact.split('/');
  if (d === undefined) return exact;
  for (let decimals = 1; decimals <= MOST_DECIMALS; decimals += 1) {
    const scale = 10n ** BigInt(decimals);
    if (scale % BigInt(d) !== 0n) continue;
    const digits = (BigInt(n!) * (scale / BigInt(d))).toString().padStart(decimals + 1, '0');
    return `${digits.slice(0, -decimals)}${pointOf(locale)}${digits.slice(-decimals)}`;
  }
  return exact;
}

function pointOf(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')!.value;
}
