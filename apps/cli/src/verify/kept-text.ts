const RECEIPT = 'c2sp.org/tlog-proof@v1';
/** Before the signatures of a head (C2SP signed-note). */
const SIGNED = '\n\n— ';
/** A text between quotation marks, as JSON writes it. */
const QUOTED = /"(?:[^"\\\p{Cc}]|\\.)*"/gu;

/**
 * A receipt or a head as the log wrote it, out of a file that people and their programs have had in their hands: with a byte order mark,
 * in UTF-16, with line ends of another system, with more or fewer empty lines around it, or as the JSON in which GraphiQL shows it, the
 * whole answer or only the text. Other bytes are given back as they are, and so is a list of heads, which only a server writes. Nothing that is signed or hashed can be changed by this: the parsers are
 * as strict as before.
 */
export function keptText(bytes: Uint8Array): Uint8Array {
  const text = decoded(bytes)?.replaceAll('\r\n', '\n').trim();
  if (text === undefined || text.split(SIGNED).length > 2) return bytes;
  const exact = isKept(text) ? text : outOfJson(text);
  return exact === undefined ? bytes : Buffer.from(`${exact.trim()}\n`);
}

/** Whether the text begins as a receipt does; the rest of it may be wrong. */
export function isReceipt(text: Uint8Array): boolean {
  return Buffer.from(text.subarray(0, RECEIPT.length + 1)).toString('latin1') === `${RECEIPT}\n`;
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
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isKept(text: string): boolean {
  return text.startsWith(`${RECEIPT}\n`) || text.includes(SIGNED);
}

/** The one receipt or head among the texts of a JSON document, or what stood between its quotation marks. */
function outOfJson(text: string): string | undefined {
  const found = [...(text.match(QUOTED) ?? []), `"${text}"`].map(unquoted).filter((one) => one !== undefined);
  const kept = found.filter(isKept);
  return kept.length === 1 ? kept[0] : undefined;
}

function unquoted(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}
