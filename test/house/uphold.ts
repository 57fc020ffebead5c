import type { Law, Source } from './sources';

interface Planted {
  /** What the planted files do wrong. */
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the law must then say, all of it. */
  readonly found: readonly string[];
}

/** The law holds in the house as it stands, and is broken by each planted house: a law that cannot fail is none. */
export function uphold(name: string, law: Law, house: readonly Source[], planted: readonly Planted[]): void {
  describe(name, () => {
    it('holds', () => {
      expect(house.length).toBeGreaterThan(0);
      expect(law(house)).toEqual([]);
    });
    it.each(planted)('notices $what', ({ files, found }) => {
      expect(law(Object.entries(files).map(([path, text]) => ({ path, text })))).toEqual(found);
    });
  });
}
