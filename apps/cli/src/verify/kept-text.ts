import { FIRST_LINE, receiptsIn } from './mailed-text';

/** Before the signatures of a head (C2SP signed-note). */
const SIGNED = '\n\n— ';
/** A text between quotation marks, as JSON writes it. */
const QUOTED = /"(?:[^"\\\p{Cc}]|\\.)*"/gu;
/** Unit: bytes. A mail with two of the largest receipts is smaller; lists of heads, which are none, may be larger. */
export const MOST_KEPT_BYTES = 4 * 1024 * 1024;
/** A receipt on its own lines, from its first to its last; what stands on them may be wrong. */
const ON_ITS_LINES =
  /^c2sp\.org\/tlog-proof@v1\n(?:extra \S+\n)?index \S+\n(?:\S+\n)*\n(?:\S+\n)+\n(?:— \S+ [\w+/=]{8,}\n)+$/;

/**
 * The receipts or the head in a file that people and their programs have had in their hands, each as the log wrote it: with a byte order
 * mark, in UTF-16, with line ends of another system, with more or fewer empty lines around it, as the JSON in which GraphiQL shows it, the whole
 * answer or only the text; and receipts as mail leaves them. A receipt that is there twice comes once. Other bytes are given back
 * as they are, and so is a list of heads, which only a server writes. Nothing that is signed or hashed can be changed by this: the
 * parsers are as strict as before.
 */
export function keptTexts(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length > MOST_KEPT_BYTES) return [bytes];
  const text = (decoded(bytes) ?? new TextDecoder('windows-1252').decode(bytes)).replaceAll('\r\n', '\n').trim();
  const sources = isKept(text) ? [text] : textsOfJson(text).filter(isKept);
  const receipts = (sources.length === 0 ? [text] : sources).flatMap((source) =>
    ON_ITS_LINES.test(`${source.trim()}\n`) ? [`${source.trim()}\n`] : receiptsIn(source),
  );
  if (receipts.length > 0) return [...new Set(receipts)].map((one) => Buffer.from(one));
  if (sources.length !== 1 || sources[0]!.split(SIGNED).length > 2) return [bytes];
  return [Buffer.from(`${sources[0]!.trim()}\n`)];
}

/** Whether the text begins as a receipt does; the rest of it may be wrong. */
export function isReceipt(text: Uint8Array): boolean {
  return Buffer.from(text.subarray(0, FIRST_LINE.length + 1)).toString('latin1') === `${FIRST_LINE}\n`;
}

/** Perhaps another first line; then the lines of a receipt down to its head, and one that is signed. */
const RECEIPT_BUT_FOR_ITS_FIRST_LINE = /^(?:[^\n]*\n)?(?:extra \S+\n)?index \d+\n(?:\S+\n)*\n[^]*\n\n\u2014 /u;

/** Whether the text is what is left of a receipt whose first line was changed or lost, and not another file altogether. */
export function isReceiptButForItsFirstLine(text: Uint8Array): boolean {
  const lines = Buffer.from(text).toString('utf8').replaceAll('\r\n', '\n');
  return !isReceipt(text) && RECEIPT_BUT_FOR_ITS_FIRST_LINE.test(lines);
}

/** A text as somebody typed it, without what their editor put around it: a byte order mark, UTF-16, line ends of another system. */
export function typedText(bytes: Uint8Array): string {
  return (decoded(bytes) ?? Buffer.from(bytes).toString('latin1')).replaceAll('\r\n', '\n');
}

/** Undefined where the bytes are no text. */
function decoded(bytes: Uint8Array): string | undefined {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isKept(text: string): boolean {
  return text.startsWith(`${FIRST_LINE}\n`) || text.includes(SIGNED);
}

/** The texts of a JSON document, or what stood between the quotation marks of one. */
function textsOfJson(text: string): readonly string[] {
  return [...(text.match(QUOTED) ?? []), `"${text}"`].map(unquoted).filter((one) => one !== undefined);
}

function unquoted(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}
