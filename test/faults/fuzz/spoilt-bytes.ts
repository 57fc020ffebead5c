import type { Dice } from '../support/dice';

/** Another file of the same kind, from another log or of another time: what a splice is taken from. */
export type Others = readonly Buffer[];
export type Spoil = (bytes: Buffer, dice: Dice, others: Others) => Buffer;

const KIB = 1024;
const EXTREMES = [
  ...[
    '0',
    '-0',
    '-1',
    '1',
    '255',
    '256',
    '65535',
    '65536',
    '2147483647',
    '2147483648',
    '4294967296',
    '9007199254740991',
  ],
  ...[
    '9007199254740993',
    '18446744073709551616',
    '1e999',
    '-1e999',
    '0.5',
    '1e-7',
    'NaN',
    '',
    '0x10',
    '٣',
    '9'.repeat(400),
  ],
];

/** From and to within the bytes, `from` < `to` unless they are empty. */
function range(bytes: Buffer, dice: Dice, longest = bytes.length): [number, number] {
  const from = dice.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + dice.below(Math.max(1, longest)))];
}

const replaced = (bytes: Buffer, [from, to]: readonly [number, number], put: Uint8Array) =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);

const withLines =
  (change: (lines: string[], dice: Dice) => string[]): Spoil =>
  (bytes, dice) =>
    Buffer.from(change(bytes.toString('latin1').split('\n'), dice).join('\n'), 'latin1');

function pickMatch(text: string, pattern: RegExp, dice: Dice): [number, number] | undefined {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return undefined;
  const one = dice.pick(found);
  return [one.index, one.index + one[0].length];
}

const inPlaceOf =
  (pattern: RegExp, put: (dice: Dice) => string): Spoil =>
  (bytes, dice) => {
    const at = pickMatch(bytes.toString('latin1'), pattern, dice);
    return at === undefined ? bytes : replaced(bytes, at, Buffer.from(put(dice)));
  };

/** A change that leaves everything in its form: another digit of a number, an id, a time or a hash, or another choice. */
export const plausible: Spoil = (bytes, dice) =>
  dice.oneIn(3)
    ? inPlaceOf(/"(yes|no|abstain)"/g, () => dice.pick(['"yes"', '"no"', '"abstain"']))(bytes, dice, [])
    : inPlaceOf(/\d(?=[^{}]*\})/g, () => String(dice.below(10)))(bytes, dice, []);

/** How an event is changed that is hashed again: in every other case so that only its hash tells. */
export const spoiltEvent = (dice: Dice): string =>
  dice.oneIn(2) ? 'a plausible change' : dice.pick(Object.keys(SPOILS));

/** Changes that know nothing of what they change, and changes that know how texts, JSON and numbers are written. */
export const SPOILS: Readonly<Record<string, Spoil>> = {
  'bits flipped': (bytes, dice) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0)
      for (let flips = 1 + dice.below(8); flips > 0; flips -= 1) copy[dice.below(copy.length)]! ^= 1 << dice.below(8);
    return copy;
  },
  'one bit flipped': (bytes, dice) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[dice.below(copy.length)]! ^= 1 << dice.below(8);
    return copy;
  },
  'bytes at an extreme': (bytes, dice) => {
    const copy = Buffer.from(bytes);
    const [from, to] = range(copy, dice, 8);
    return copy.fill(dice.pick([0, 0xff, 0x7f, 0x80]), from, to);
  },
  'cut at its end': (bytes, dice) => bytes.subarray(0, dice.below(bytes.length + 1)),
  'cut at its beginning': (bytes, dice) => bytes.subarray(dice.below(bytes.length + 1)),
  'a range taken out': (bytes, dice) => replaced(bytes, range(bytes, dice), Buffer.alloc(0)),
  'a range zeroed': (bytes, dice) => {
    const [from, to] = range(bytes, dice);
    return replaced(bytes, [from, to], Buffer.alloc(to - from));
  },
  'a range twice': (bytes, dice) => {
    const [from, to] = range(bytes, dice);
    return replaced(bytes, [to, to], bytes.subarray(from, to));
  },
  'two ranges exchanged': (bytes, dice) => {
    const [a, b] = range(bytes, dice);
    const [c, d] = range(bytes.subarray(b), dice).map((place) => place + b) as [number, number];
    return Buffer.concat([
      bytes.subarray(0, a),
      bytes.subarray(c, d),
      bytes.subarray(b, c),
      bytes.subarray(a, b),
      bytes.subarray(d),
    ]);
  },
  'a splice of another': (bytes, dice, others) => {
    const other = dice.pick(others);
    const [from, to] = range(other, dice);
    return replaced(
      bytes,
      dice.oneIn(2) ? range(bytes, dice) : [Math.min(from, bytes.length), Math.min(to, bytes.length)],
      other.subarray(from, to),
    );
  },
  'another in its place': (_bytes, dice, others) => dice.pick(others),
  'another behind it': (bytes, dice, others) => Buffer.concat([bytes, dice.pick(others)]),
  'NUL bytes': (bytes, dice) =>
    replaced(
      bytes,
      [dice.below(bytes.length + 1), bytes.length]
        .sort((a, b) => a - b)
        .slice(0, 1)
        .flatMap((at) => [at, at]) as [number, number],
      Buffer.alloc(1 + dice.below(64)),
    ),
  'a long line': (bytes, dice) => {
    const at = dice.below(bytes.length + 1);
    return replaced(
      bytes,
      [at, at],
      Buffer.alloc((1 + dice.below(4096)) * KIB, dice.pick(['A', ' ', '\n', '—', '"', '\\'])),
    );
  },
  'deep JSON': (bytes, dice) => {
    const at = dice.below(bytes.length + 1);
    return replaced(bytes, [at, at], Buffer.from(dice.pick(['[', '{"a":']).repeat(1 + dice.below(200_000))));
  },
  'a value that is deep': inPlaceOf(/"[^"]*"(?=[,}\]])|\b\d+\b/g, (dice) => {
    const deep = 1 + dice.below(100_000);
    return '['.repeat(deep) + ']'.repeat(deep);
  }),
  'a value of another kind': inPlaceOf(/"[^"]*"(?=[,}\]])|\b\d+\b|true|false|null/g, (dice) =>
    dice.pick(['null', '[]', '{}', '""', 'true', '"__proto__"', '{"__proto__":{}}', '"\\ud800"', '1', '[[]]']),
  ),
  'a key of another name': inPlaceOf(/"[^"]*"(?=:)/g, (dice) =>
    dice.pick(['"__proto__"', '"constructor"', '"type"', '""', '"toString"']),
  ),
  'a number at an extreme': inPlaceOf(/\d+/g, (dice) => dice.pick(EXTREMES)),
  'a name of something inherited': inPlaceOf(/[A-Za-z]{4,}/g, (dice) =>
    dice.pick(['__proto__', 'constructor', 'hasOwnProperty', 'toString']),
  ),
  'two lines exchanged': withLines((lines, dice) => {
    const [a, b] = [dice.below(lines.length), dice.below(lines.length)];
    return lines.with(a, lines[b]!).with(b, lines[a]!);
  }),
  'a line twice': withLines((lines, dice) => lines.toSpliced(dice.below(lines.length), 0, dice.pick(lines))),
  'a line taken out': withLines((lines, dice) => lines.toSpliced(dice.below(lines.length), 1)),
  'ten thousand lines more': withLines((lines, dice) => {
    const line = dice.pick(lines).slice(0, KIB);
    return lines.toSpliced(dice.below(lines.length), 0, ...Array.from({ length: 10_000 }, () => line));
  }),
  'line ends of another system': (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  'another encoding': (bytes) => Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le'),
  'JSON around it': (bytes) => Buffer.from(JSON.stringify({ data: { text: bytes.toString('utf8') } })),
  'a plausible change': plausible,
  nothing: () => Buffer.alloc(0),
};
