import { hash } from 'node:crypto';
import fc from 'fast-check';
import { fingerprintOf } from './fingerprint';
import { TextTable } from './text-table';

describe('a number for each of many texts', () => {
  it('is the one that was put there last, as a map would have it, in any order and at any size', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.nat(20).map((length) => 'x'.repeat(90 + length)),
      fc.nat(500).map((id) => `ballot-${id}`),
    );
    const deeds = fc.array(fc.tuple(text, fc.integer({ min: 1, max: 2 ** 32 - 1 })), { size: 'max', maxLength: 2_000 });
    fc.assert(
      fc.property(deeds, (all) => {
        const [table, map] = [new TextTable(), new Map<string, number>()];
        for (const [one, number] of all) {
          expect(table.replace(one, number)).toBe(map.get(one) ?? 0);
          map.set(one, number);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('takes 20 to 30 bytes a text, however long the texts are', () => {
    const table = new TextTable();
    for (let index = 0; index < 50_000; index += 1) table.replace(`${'ballot '.repeat(20)}${index}`, 1);
    expect(table.bytes / 50_000).toBeGreaterThanOrEqual(20);
    expect(table.bytes / 50_000).toBeLessThanOrEqual(31);
  });
});

describe('a fingerprint', () => {
  const long = 'ballot of '.repeat(20);

  it.each<[string, string, string]>([
    ['the length', 'a\0', 'a'],
    ['one letter', 'member-1', 'member-2'],
    ['the order of two letters', 'ab', 'ba'],
    ['the last letter of a long text', `${long}a`, `${long}b`],
    ['whether it spells the digest of another', long, hash('sha256', long, 'hex')],
    ['letters that are alike in their low bytes', '\u0161', 'a'],
  ])('differs by %s', (_what, one, other) => {
    expect(fingerprintOf(one)).toEqual(fingerprintOf(one));
    fingerprintOf(one).forEach((part, at) => expect(part).not.toBe(fingerprintOf(other)[at]));
  });

  it('is exact where the products are largest: one unit more at the end adds the same to small sums and to the largest', () => {
    const prime = 2 ** 30 - 35;
    const added = (before: string) => {
      const [less, more] = [fingerprintOf(`${before}\ufffe`), fingerprintOf(`${before}\uffff`)];
      return more.map((part, at) => (part - less[at]! + prime) % prime);
    };
    expect(added('\uffff'.repeat(99))).toEqual(added('\u0001'.repeat(99)));
  });
});
