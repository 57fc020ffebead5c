/** How every receipt begins. */
export const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

/** What a page or a mail program writes for one of our letters, and never stands in a receipt as it was written. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  // The em dash, and its three bytes in the letters of Windows and of ISO 8859-1.
  [/\\u2014|&mdash;|&#8212;|&#x2014;|\u00e2\u20ac\u201d|\u00e2\u0080\u0094/g, '\u2014'],
  [/\\r|\\n|\\t|&nbsp;|["`\u201c\u201d]/g, ' '],
  [/\\\//g, '/'],
  [/&gt;/g, '>'],
  // A tag, or the address that Outlook writes behind whatever looks like one.
  [/<[a-z/!][^<>\n]*>/gi, ' '],
  [/[\u00ad\u200b-\u200f\u2060\ufeff]/g, ''],
  [/^[ \t\u00a0]*(?:>[ \t\u00a0]?)+/gm, ''],
];
const BLANKS = /[ \t\n\r\u00a0\u2000-\u200a\u202f\u3000]+/;
/** The em dash before a signature, and what programs make of it that cannot write one. */
const DASHES: ReadonlySet<string> = new Set(['\u2014', '\u2013', '-', '--', '---', '?']);

/** Also behind what a reader of QR codes, or a browser, puts before it. */
const BEGINNING = /^(?:\S*[:/])?c2sp\.org\/tlog-proof@v1$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$|^=$/;
const HASH = /^[A-Za-z0-9+/]{43}=$/;

/**
 * The receipts in a text that went by mail: quoted, folded, run together, with other blanks, and with other words above and below. Each comes as
 * the log wrote it, as far as it is there. No letter of it is looked for elsewhere or made up: the proof decides what it is worth.
 */
export function receiptsIn(text: string): readonly string[] {
  const mail = decodedMail(text);
  if (!mail.includes('tlog-proof@v1')) return [];
  const spelled = SPELLINGS.reduce((sofar, [spelling, letter]) => sofar.replace(spelling, letter), mail);
  const words = spelled.split(BLANKS).filter((word) => !/^>*$/.test(word));
  const named = words.flatMap((word, at) => (BEGINNING.test(word) ? [at] : []));
  const begun = named.filter((at) => ['extra', 'index'].includes(words[at + 1] ?? ''));
  const starts = begun.length > 0 ? begun : named.slice(0, 1);
  return starts.map((start, which) => asWritten(words.slice(start + 1, starts[which + 1])));
}

/** The parts of a message as mail programs save it whole; in what was copied out of one, the dash tells the coding. */
const PART =
  /^content-transfer-encoding: *(base64|quoted-printable)\n((?:[^\n]+\n){0,20})\n([^]*?)(?=\n--\S|(?![^]))/gim;
const DASH_QUOTED = '=E2=80=94';

/** Out of the two codings in which mail travels. */
function decodedMail(text: string): string {
  const decoded = text.replace(PART, (_whole, coding: string, _header, body: string) => {
    const isBase64 = coding.toLowerCase() === 'base64';
    return `\n${isBase64 ? Buffer.from(body.replace(/[^A-Za-z0-9+/]/g, ''), 'base64').toString('utf8') : unquoted(body)}\n`;
  });
  return decoded.includes(DASH_QUOTED) ? unquoted(decoded) : decoded;
}

function unquoted(printable: string): string {
  return printable
    .replaceAll('=\n', '')
    .replace(/(?:=[0-9A-F]{2})+/gi, (letters) => Buffer.from(letters.replaceAll('=', ''), 'hex').toString('utf8'));
}

/** The words after the first line, on the lines on which they stood. What is not there is not, and what does not belong ends it. */
function asWritten(words: readonly string[]): string {
  const lines = [FIRST_LINE];
  let at = 0;
  if (words[0] === 'extra') {
    const index = words.findIndex((word, place) => word === 'index' && /^\d+$/.test(words[place + 1] ?? ''));
    at = index < 0 ? 2 : index;
    lines.push(`extra ${words.slice(1, at).join('')}`);
  }
  if (words[at] === 'index') {
    lines.push(words.slice(at, at + 2).join(' '));
    at += 2;
  }
  if (at === 0) lines.push(...words.slice(0, (at = 1)));
  const rest = words.slice(at);
  const head = headIn(rest);
  if (head === undefined) return `${[...lines, ...cutShort(rest)].join('\n')}\n`;
  const signed = rest.slice(head, head + 3);
  const whole = [...lines, ...rest.slice(0, head), '', ...signed, '', ...signatures(signed[0]!, rest.slice(head + 3))];
  return `${whole.join('\n').trimEnd()}\n`;
}

/** The hashes, and what is left of the head where nothing else follows. */
function cutShort(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => !HASH.test(word));
  const left = end < 0 ? [] : words.slice(end);
  const isOfHead = left.length <= 3 && /^\d+$/.test(left[1] ?? '');
  return [...words.slice(0, words.length - left.length), ...(isOfHead ? ['', ...left] : [])];
}

/** Where the three words of the head begin: by their form, or where one was changed, by the signature behind them. */
function headIn(words: readonly string[]): number | undefined {
  const formed = words.findIndex(
    (_word, at) =>
      /^\d+$/.test(words[at + 1] ?? '') && HASH.test(words[at + 2] ?? '') && DASHES.has(words[at + 3] ?? '\u2014'),
  );
  const signed = words.findIndex((word, at) => at >= 3 && DASHES.has(word) && words[at + 1] === words[at - 3]);
  return [formed, signed - 3].find((at) => at >= 0);
}

/** Up to the first that is not whole: a greeting, or, of the log itself, what is left of its signature. */
function signatures(origin: string, words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let at = 0;
  while (DASHES.has(words[at] ?? '') && words[at + 1] !== undefined) {
    const name = words[at + 1]!;
    let signed = '';
    for (at += 2; !isWhole(signed) && BASE64.test(words[at] ?? ''); at += 1) signed += words[at]!;
    if (!isWhole(signed) && name !== origin && lines.length > 0) break;
    if (signed === '') signed = words[at++] ?? '';
    lines.push(`\u2014 ${name} ${signed}`.trimEnd());
  }
  return lines;
}

/** No signature that we know has a number of bytes that three divides: each ends in padding. */
function isWhole(signed: string): boolean {
  return signed.endsWith('=') && signed.length % 4 === 0;
}
