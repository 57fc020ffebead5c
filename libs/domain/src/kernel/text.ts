/** The two halves of a pair are one code point under the `u` flag, so only a half on its own matches. */
const HALF_A_PAIR = /\p{Surrogate}/u;

/** A text in Unicode NFC, the log's only form, or undefined when it is not Unicode text (half of a surrogate pair). */
export function inNfc(text: string): string | undefined {
  return HALF_A_PAIR.test(text) ? undefined : text.normalize('NFC');
}

/** The same text in NFC without white space around it, when it then has `least` to `most` UTF-16 units. */
export function fitting(text: string, least: number, most: number): string | undefined {
  const tidy = inNfc(text)?.trim();
  return tidy !== undefined && tidy.length >= least && tidy.length <= most ? tidy : undefined;
}
