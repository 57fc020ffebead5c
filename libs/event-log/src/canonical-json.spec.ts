import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { canonicalJson, MAX_DEPTH, parseCanonicalJson } from './canonical-json';
import { isPlainCanonicalJson } from './canonical-json-plain';
import { UnstorableEvent } from './errors';
import type { LogJson } from './event-log';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('canonicalJson', () => {
  it('spells text as RFC 8785, section 3.2.2.2, does', () => {
    expect(canonicalJson('\u20ac$\u000f\u000aA\u0027\u0042\u0022\u005c\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  it('sorts keys by UTF-16 code units as RFC 8785, section 3.2.3, does', () => {
    // The RFC's seventh key, U+FB33, is not in NFC, so the log refuses it.
    const value = { '\u20ac': 1, '\r': 2, '1': 3, '\ud83d\ude00': 4, '\u0080': 5, '\u00f6': 6 };

    expect(canonicalJson(value)).toBe('{"\\r":2,"1":3,"\u0080":5,"ö":6,"€":1,"😀":4}');
    expect(() => canonicalJson({ '\ufb33': 7 })).toThrow('NFC');
  });

  it('sorts keys that look like numbers as text', () => {
    expect(canonicalJson({ 2: 'b', 10: 'a', x: { 1: true, '01': false } })).toBe(
      '{"10":"a","2":"b","x":{"01":false,"1":true}}',
    );
  });

  it('agrees with an independent implementation, and reads back what it wrote', () => {
    const seed = Date.now();
    const values = fc.sample(logJson(), { seed, numRuns: 1000 });

    const texts = values.map((value) => canonicalJson(value));

    expect({ seed, texts }).toEqual({ seed, texts: canonicalizeElsewhere(values) });
    expect({ seed, values: texts.map((text) => parseCanonicalJson(bytes(text))) }).toEqual({ seed, values });
  });

  it.each<[string, unknown, string]>([
    ['null', { a: { b: [true, null] } }, '$.a.b[1]'],
    ['undefined', { a: undefined }, '$.a'],
    ['a hole in a list', [1, , 3], '$[1]'],
    ['a fraction', { share: 0.5 }, '$.share'],
    ['not-a-number', [NaN], '$[0]'],
    ['infinity', Infinity, '$'],
    ['an integer past 2^53-1', 2 ** 53, '$'],
    ['negative zero', { n: -0 }, '$.n'],
    ['a bigint', { weight: 1n }, '$.weight'],
    ['half a surrogate pair', { 'a b': '\udc00' }, '$["a b"]'],
    ['half a surrogate pair in a key', { a: { '\udc00': 1 } }, '$.a'],
    ['null under an empty key', { '': { '': null } }, '$[""][""]'],
    ['text that is not NFC', { name: 'Zoe\u0308' }, '$.name'],
    ['a date', { at: new Date(0) }, '$.at'],
    ['a map', { at: new Map() }, '$.at'],
    ['a function', { f: () => 1 }, '$.f'],
  ])('refuses %s and names the path', (_, value, path) => {
    const act = (): string => canonicalJson(value as LogJson);

    expect(act).toThrow(UnstorableEvent);
    expect(act).toThrow(expect.objectContaining({ path }));
  });

  it('refuses a value that holds itself instead of running out of stack', () => {
    const self: Record<string, unknown> = {};
    self.self = self;

    expect(() => canonicalJson(self as LogJson)).toThrow(`deeper than ${MAX_DEPTH}`);
  });

  it.each<[string, (inner: LogJson) => LogJson]>([
    ['lists', (inner) => [inner]],
    ['objects', (inner) => ({ a: inner })],
    ['objects under an empty key', (inner) => ({ '': inner })],
  ])('accepts the deepest value it promises to accept, and no deeper one: %s', (_, around) => {
    const nest = (levels: number): LogJson => (levels === 0 ? 1 : around(nest(levels - 1)));
    const deepest = canonicalJson(nest(MAX_DEPTH));
    const deeper = JSON.stringify(nest(MAX_DEPTH + 1));

    expect(parseCanonicalJson(bytes(deepest))).toEqual(nest(MAX_DEPTH));
    expect(() => canonicalJson(nest(MAX_DEPTH + 1))).toThrow(UnstorableEvent);
    expect(() => parseCanonicalJson(bytes(deeper))).toThrow(`deeper than ${MAX_DEPTH}`);
  });
});

describe('parseCanonicalJson', () => {
  it('accepts the one canonical spelling', () => {
    expect(parseCanonicalJson(bytes('{"a":[1,-2,true],"ö":"\\n"}'))).toEqual({ a: [1, -2, true], ö: '\n' });
  });

  it.each([
    ['a repeated key', '{"a":1,"a":1}'],
    ['keys in another order', '{"b":1,"a":2}'],
    ['white space', '{"a": 1}'],
    ['a line end', '{"a":1}\n'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['an integer with a point', '{"a":1.0}'],
    ['an exponent', '{"a":1e2}'],
    ['negative zero', '[-0]'],
    ['a fraction', '[0.5]'],
    ['null', '[null]'],
    ['an escape that is not needed', '"\\u0041"'],
    ['an escape in capitals', '"\\u000F"'],
    ['an escaped half of a pair', '"\\ud800"'],
    ['text that is not NFC', '"e\u0301"'],
    ['no JSON', '{"a":'],
    ['nothing', ''],
    ['a key that is the beginning of the one before', '{"ab":1,"a":2}'],
    ['a leading zero', '[01]'],
    ['a plus sign', '[+1]'],
    ['a lone minus', '[-]'],
    ['a comma at the end', '[1,]'],
    ['a comma at the end of an object', '{"a":1,}'],
    ['a key without a value', '{"a"}'],
    ['a word cut short', '[tru]'],
    ['a control character', '"\u0001"'],
    ['two values', '1 2'],
    ['an integer past 2^53-1', '9007199254740992'],
    [
      'a hundred thousand objects in each other, under an empty key',
      `${'{"":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    ],
  ])('refuses %s', (_, text) => {
    expect(() => parseCanonicalJson(bytes(text))).toThrow(UnstorableEvent);
  });

  it.each([
    ['a key that begins with the one before', '{"a":1,"ab":2}'],
    ['an empty key, and one that begins with an exclamation mark', '{"":1,"!":2}'],
    ['the largest integer, and the smallest', '[9007199254740991,-9007199254740991]'],
    ['empty containers', '{"a":[],"b":{}}'],
    ['a key called __proto__', '{"__proto__":1}'],
  ])('accepts %s', (_, text) => {
    expect(JSON.stringify(parseCanonicalJson(bytes(text)))).toBe(text);
  });

  it('never accepts at a quick look what a second look would refuse', () => {
    const seed = Date.now();
    const plain = fc.string({ unit: fc.constantFrom(...' !"#$0:azZ\\~'), maxLength: 3 });
    const texts = fc.oneof(
      fc
        .array(fc.constantFrom(...'{}[]:,"', '"a"', '"b"', '"":', '1', '-', '0', 'true', 'false', '.', ' '), {
          maxLength: 12,
        })
        .map((parts) => parts.join('')),
      fc
        .tuple(logJson(plain), fc.nat(), fc.constantFrom('', '0', '"', ',', '}', ' ', 'e', '\\', 'é'))
        .map(([value, at, put]) => {
          const text = canonicalJson(value);
          const place = at % text.length;
          return text.slice(0, place) + put + text.slice(place + (at % 2));
        }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        if (!isPlainCanonicalJson(bytes(text), MAX_DEPTH)) return;
        accepted += 1;
        expect(canonicalJson(JSON.parse(text) as LogJson)).toBe(text);
      }),
      { seed, numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('needs only a quick look for what nearly all events are', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'aZ09 -:/.{}[],'), maxLength: 8 });
    fc.assert(
      fc.property(logJson(plain, fc.integer()), (value) =>
        isPlainCanonicalJson(bytes(canonicalJson(value)), MAX_DEPTH),
      ),
    );
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseCanonicalJson(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).toThrow('UTF-8');
  });
});

/** The npm package `canonicalize`, in a process of its own: it is an ES module, which this test runner cannot import. */
function canonicalizeElsewhere(values: readonly LogJson[]): readonly string[] {
  const program = `
    import canonicalize from 'canonicalize';
    import { readFileSync } from 'node:fs';
    console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map((value) => canonicalize(value))));
  `;
  const input = JSON.stringify(values);
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { input, maxBuffer: 2 ** 26 });
  return JSON.parse(output.toString()) as readonly string[];
}

const anyText = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.normalize('NFC'));

function logJson(text = anyText, integer = fc.maxSafeInteger()): fc.Arbitrary<LogJson> {
  const leaf = fc.oneof(integer, fc.boolean(), text);
  return fc.letrec<{ value: LogJson }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(fc.oneof(text, fc.nat(200).map(String)), tie('value'), { maxKeys: 6 }),
    ),
  })).value;
}
