import { leafHashOf } from '../../envelope';
import { HASH_BYTES, sameHash } from '../merkle/hashing';
import { subtreeRoot, TILE_WIDTH } from '../merkle/tile-tree';
import { BundleMalformed, parseBundle } from '../tiles/entry-bundle';
import { rowOf, tilePath, type TilePlace } from '../tiles/tile-path';
import type { TiledLog } from '../tiles/tiled-log';
import type { Finding } from './finding';
import { isFinding, type SuspectEntry, type SuspectLog } from './suspect-log';

type Found = SuspectEntry | Finding;

const NO_SUCH_FILE = 'no such file';

/** A tiled log of the size its checkpoint says. Memory: one bundle, and 32 bytes for every 256 entries. */
export class TiledSuspect implements SuspectLog {
  constructor(
    private readonly log: TiledLog,
    readonly size: number,
  ) {}

  async *pages(): AsyncIterable<readonly Found[]> {
    const tileRoots: Uint8Array[] = [];
    const gone = new GoneTiles();
    for (const place of rowOf(0, this.size)) {
      const { hashes, findings } = await this.tile(place);
      const { found, whole } = await this.bundle(place, hashes);
      yield [...gone.before(findings), ...found];
      if (!whole) {
        yield gone.rest();
        return;
      }
      if (place.width === TILE_WIDTH) tileRoots.push(apart(subtreeRoot(hashes ?? hashesOf(found))));
    }
    yield gone.rest();
    yield* this.upperTiles(1, tileRoots);
  }

  private async tile(place: TilePlace): Promise<{ hashes?: Uint8Array; findings: readonly Finding[] }> {
    const where = tilePath(place.level, place.index, place.width);
    const hashes = await this.log.hashes(place);
    if (hashes?.length === place.width * HASH_BYTES) return { hashes, findings: [] };
    const found = hashes === undefined ? NO_SUCH_FILE : `${sizeOf(hashes, place)} bytes`;
    return { findings: [{ rule: 'tile-form', where, expected: `${place.width * HASH_BYTES} bytes`, found }] };
  }

  private async bundle(
    { index, width }: TilePlace,
    hashes: Uint8Array | undefined,
  ): Promise<{ found: readonly Found[]; whole: boolean }> {
    const first = index * TILE_WIDTH + 1;
    const where = tilePath('entries', index, width);
    const bundle = await this.log.bundle(index, width);
    if (bundle === undefined) {
      const finding: Finding = {
        rule: 'bundle-form',
        position: first,
        where,
        expected: `${width} entries`,
        found: NO_SUCH_FILE,
      };
      return { found: [finding], whole: false };
    }
    const entry = (bytes: Uint8Array, at: number): SuspectEntry => ({
      position: first + at,
      bytes,
      // Where the tile is gone or has another form, that is said of the tile, and not of each of its events.
      leafHash: hashes?.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES) ?? leafHashOf(bytes),
    });
    try {
      return { found: parseBundle(bundle.kind, bundle.bytes, width).map(entry), whole: true };
    } catch (error) {
      if (!(error instanceof BundleMalformed)) throw error;
      const position = first + Math.min(error.read.length, width - 1);
      const finding: Finding = {
        rule: 'bundle-form',
        position,
        where,
        expected: `${width} entries`,
        found: error.reason,
      };
      return { found: [...error.read.map(entry), finding], whole: error.read.length === width };
    }
  }

  /** The hashes of tiles in tiles must be those of the tiles below as they are. */
  private async *upperTiles(level: number, hashes: readonly Uint8Array[]): AsyncIterable<readonly Found[]> {
    const roots: Uint8Array[] = [];
    for (const place of rowOf(level, hashes.length)) {
      const { hashes: stored, findings } = await this.tile(place);
      const computed = Buffer.concat(hashes.slice(place.index * TILE_WIDTH, place.index * TILE_WIDTH + place.width));
      if (place.width === TILE_WIDTH) roots.push(subtreeRoot(computed));
      yield stored === undefined ? findings : differences(place, stored, computed);
    }
    if (roots.length > 0) yield* this.upperTiles(level + 1, roots);
  }
}

function hashesOf(found: readonly Found[]): Uint8Array {
  return Buffer.concat(found.flatMap((one) => (isFinding(one) ? [] : (one.leafHash ?? []))));
}

/** Of tiles that are gone one after the other, as where their folder was deleted, the first says it for all. */
class GoneTiles {
  private first: Finding | undefined;
  private more = 0;

  /** What is wrong with the next tile, and what there is to say of those before it. */
  before(findings: readonly Finding[]): readonly Finding[] {
    const [one] = findings;
    if (one?.found !== NO_SUCH_FILE) return [...this.rest(), ...findings];
    if (this.first === undefined) this.first = one;
    else this.more += 1;
    return [];
  }

  rest(): readonly Finding[] {
    const [first, more] = [this.first, this.more];
    [this.first, this.more] = [undefined, 0];
    if (first === undefined) return [];
    return [more === 0 ? first : { ...first, found: `${NO_SUCH_FILE}, nor the ${more} after it` }];
  }
}

/** A copy with memory of its own: a hash is otherwise a slice of Node's pool, and would keep all its neighbours alive. */
function apart(hash: Uint8Array): Uint8Array {
  return Uint8Array.from(hash);
}

function differences(place: TilePlace, stored: Uint8Array, computed: Uint8Array): readonly Finding[] {
  const part = (bytes: Uint8Array, at: number) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
  const where = tilePath(place.level, place.index, place.width);
  const at = Array.from({ length: place.width }, (_, index) => index).find(
    (index) => !sameHash(part(stored, index), part(computed, index)),
  );
  if (at === undefined) return [];
  const [expected, found] = [part(computed, at), part(stored, at)].map((hash) => Buffer.from(hash).toString('hex'));
  return [{ rule: 'tile-hash', where: `${where}, hash ${at}`, expected: expected!, found: found! }];
}

/** A file that is too long is read for one byte more than it may have. */
function sizeOf({ length }: Uint8Array, { width }: TilePlace): string {
  return length > width * HASH_BYTES ? `more than ${width * HASH_BYTES}` : String(length);
}
