/** Names of files in a tiled log (https://c2sp.org/tlog-tiles): `tile/<level>/<N>` and `tile/<kind>/<N>`, partial ones with `.p/<width>`. */

/** The level of a tile of hashes, or a kind of bundle of entries. */
export type TileKind = number | 'entries' | 'long-entries';

/** `width` is 256 for a full tile. */
export function tilePath(kind: TileKind, index: number, width: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts = padded.match(/\d{3}/g)!;
  const elements = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part));
  return `tile/${kind}/${elements.join('/')}${width === 256 ? '' : `.p/${width}`}`;
}

export interface TilePlace {
  readonly level: number;
  readonly index: number;
  /** 1 to 256 hashes. */
  readonly width: number;
}

/** Every tile of hashes that a log of `size` entries has, level by level. */
export function* tilesOf(size: number): Iterable<TilePlace> {
  for (let [level, hashes] = [0, size]; hashes > 0; [level, hashes] = [level + 1, Math.floor(hashes / 256)])
    yield* rowOf(level, hashes);
}

/** The tiles of one level that has `hashes` hashes. */
export function* rowOf(level: number, hashes: number): Iterable<TilePlace> {
  for (let index = 0; index * 256 < hashes; index++) yield { level, index, width: Math.min(256, hashes - index * 256) };
}
