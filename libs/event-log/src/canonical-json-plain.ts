/**
 * A quick look at bytes that are canonical JSON of the plainest kind, as nearly all events are: printable ASCII without any escape,
 * integers of at most 15 digits. What it accepts is canonical (RFC 8785) and storable; of what it does not accept it says nothing,
 * and the slower way decides.
 */

const [QUOTE, COMMA, MINUS, COLON] = [0x22, 0x2c, 0x2d, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const [ZERO, NINE, T, F] = [0x30, 0x39, 0x74, 0x66];

/** Every number of so many digits is below 2^53. */
const MOST_DIGITS = 15;

/** 1 for each byte that stands in a string as itself: printable ASCII but the quote and the backslash. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte <= 0x7e && byte !== QUOTE && byte !== 0x5c ? 1 : 0,
);

/** Where nothing acceptable stands. Every other result is the place after what was read. */
const NOWHERE = -1;

/** True only when `bytes` are the canonical spelling of a value whose containers are at most `levels` deep. */
export function isPlainCanonicalJson(bytes: Uint8Array, levels: number): boolean {
  return afterValue(bytes, 0, levels) === bytes.length;
}

function afterValue(bytes: Uint8Array, at: number, levels: number): number {
  switch (bytes[at]) {
    case QUOTE:
      return afterString(bytes, at);
    case OPEN_OBJECT:
      return levels === 0 ? NOWHERE : afterObject(bytes, at + 1, levels - 1);
    case OPEN_LIST:
      return levels === 0 ? NOWHERE : afterList(bytes, at + 1, levels - 1);
    case T:
      return afterWord(bytes, at, TRUE);
    case F:
      return afterWord(bytes, at, FALSE);
    default:
      return afterInteger(bytes, at);
  }
}

/** Keys must go up, byte by byte, which is the order of RFC 8785 for ASCII; so none stands there twice. */
function afterObject(bytes: Uint8Array, first: number, levels: number): number {
  if (bytes[first] === CLOSE_OBJECT) return first + 1;
  let [at, keyBefore] = [first, NOWHERE];
  for (;;) {
    if (bytes[at] !== QUOTE || (keyBefore !== NOWHERE && !goesUp(bytes, keyBefore, at))) return NOWHERE;
    keyBefore = at;
    at = afterString(bytes, at);
    if (at === NOWHERE || bytes[at] !== COLON) return NOWHERE;
    at = afterValue(bytes, at + 1, levels);
    if (at === NOWHERE) return NOWHERE;
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    if (bytes[at] !== COMMA) return NOWHERE;
    at += 1;
  }
}

function afterList(bytes: Uint8Array, first: number, levels: number): number {
  if (bytes[first] === CLOSE_LIST) return first + 1;
  for (let at = first; ; at += 1) {
    at = afterValue(bytes, at, levels);
    if (at === NOWHERE) return NOWHERE;
    if (bytes[at] === CLOSE_LIST) return at + 1;
    if (bytes[at] !== COMMA) return NOWHERE;
  }
}

function afterString(bytes: Uint8Array, quote: number): number {
  let at = quote + 1;
  while (PLAIN[bytes[at]!] === 1) at += 1;
  return bytes[at] === QUOTE ? at + 1 : NOWHERE;
}

/** Of two keys, given by their opening quotes, whether the second is greater. A key that ends sooner is smaller, not by its quote. */
function goesUp(bytes: Uint8Array, one: number, other: number): boolean {
  let at = 1;
  while (bytes[one + at] === bytes[other + at] && bytes[one + at] !== QUOTE) at += 1;
  const [left, right] = [bytes[one + at]!, bytes[other + at]!];
  if (right === QUOTE) return false;
  return left === QUOTE || left < right;
}

/** No leading zero, no negative zero, no point, no exponent. */
function afterInteger(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  if (bytes[first] === ZERO) return first === start ? first + 1 : NOWHERE;
  let at = first;
  while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at += 1;
  return at > first && at - first <= MOST_DIGITS ? at : NOWHERE;
}

const [TRUE, FALSE] = [Buffer.from('true'), Buffer.from('false')];

function afterWord(bytes: Uint8Array, start: number, word: Uint8Array): number {
  for (let at = 0; at < word.length; at += 1) if (bytes[start + at] !== word[at]) return NOWHERE;
  return start + word.length;
}
