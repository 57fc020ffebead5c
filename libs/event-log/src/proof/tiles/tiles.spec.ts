import { BundleMalformed, bundleKindOf, formatBundle, parseBundle } from './entry-bundle';
import { tilePath, tilesOf } from './tile-path';

describe('the files of a tiled log', () => {
  it('are named as in the specification', () => {
    expect(tilePath(0, 1234067, 256)).toBe('tile/0/x001/x234/067');
    expect(tilePath(0, 0, 256)).toBe('tile/0/000');
    expect(tilePath(1, 7, 12)).toBe('tile/1/007.p/12');
    expect(tilePath('entries', 1000, 1)).toBe('tile/entries/x001/000.p/1');
  });

  it('are those of the specification for 70,000 entries, and for 256', () => {
    const tiles = [...tilesOf(70_000)];
    expect(tiles.filter(({ level, width }) => level === 0 && width === 256)).toHaveLength(273);
    expect(tiles.filter(({ width }) => width < 256)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
    expect(tiles).toHaveLength(273 + 1 + 1 + 1 + 1);
    expect([...tilesOf(256)]).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect([...tilesOf(0)]).toEqual([]);
  });
});

describe('a bundle of entries', () => {
  const entries = ['', 'a', 'bc'.repeat(300)].map((text) => Buffer.from(text));
  const long = [...entries, Buffer.alloc(65_536, 7)];

  it('has the length of each before it, in two bytes', () => {
    expect(Buffer.from(formatBundle(entries.slice(0, 2))).toString('hex')).toBe('0000000161');
    expect(parseBundle('entries', formatBundle(entries), 3)).toEqual(entries);
  });

  it('with an entry of more than 65,535 bytes has lengths of four bytes', () => {
    expect(bundleKindOf([Buffer.alloc(65_535)])).toBe('entries');
    expect(bundleKindOf(long)).toBe('long-entries');
    expect(Buffer.from(formatBundle(long).subarray(0, 9)).toString('hex')).toBe('000000000000000161');
    expect(parseBundle('long-entries', formatBundle(long), 4)).toEqual(long);
  });

  it('that is cut, or goes on, or holds another number, says how far it can be read', () => {
    const bytes = formatBundle(entries);
    for (let length = 0; length < bytes.length; length++) {
      const error = malformed(() => parseBundle('entries', bytes.subarray(0, length), 3));
      expect(error.read.length).toBeLessThan(3);
    }
    expect(malformed(() => parseBundle('entries', bytes, 4)).read).toHaveLength(3);
    expect(malformed(() => parseBundle('entries', bytes, 2)).reason).toContain('after its last entry');
    expect(malformed(() => parseBundle('entries', Buffer.concat([bytes, Buffer.of(0)]), 3)).read).toHaveLength(3);
  });

  it('without a long entry does not belong among the long ones', () => {
    const wide = Buffer.from('0000000161', 'hex');
    expect(malformed(() => parseBundle('long-entries', wide, 1)).reason).toContain('belongs to tile/entries');
  });

  function malformed(read: () => unknown): BundleMalformed {
    try {
      read();
    } catch (error) {
      if (error instanceof BundleMalformed) return error;
    }
    throw new Error('the bundle was taken');
  }
});
