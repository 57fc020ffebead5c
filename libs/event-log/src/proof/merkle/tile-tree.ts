import { HASH_BYTES, nodeHash } from './hashing';
import { inclusionProof, consistencyProof, rootAt } from './proofs';

/** Unit: hashes in a full tile; each tile is a subtree of height 8 (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** Unit: tiles of 8 KiB that are remembered. */
const MOST_TILES = 64;

/** Reads `count` leaf hashes from leaf `first` on, 32 bytes each, one after the other. */
export type LeafHashes = (first: number, count: number) => Promise<Uint8Array>;

/**
 * The tree over a log that grows: holds the roots of full tiles, 32 bytes for every 256 events, and the leaves of the last,
 * partial tile. Other leaf hashes are read from the store when a proof needs them.
 */
export class TileTree {
  /** `levels[0]` holds the leaves after the last full tile; every level above, the roots of the full tiles below it. */
  private readonly levels: Hashes[] = [new Hashes()];
  private leaves = 0;
  /** Tiles of leaf hashes that were read, oldest first. */
  private readonly read = new Map<number, Uint8Array>();

  constructor(private readonly stored: LeafHashes) {}

  /** Unit: leaves. */
  get size(): number {
    return this.leaves;
  }

  /**
   * A tree of full tiles of which only the roots were kept. Whoever restores it must compare a root that was signed, since
   * nothing here can be checked.
   */
  static restored(stored: LeafHashes, tileRoots: Uint8Array): TileTree {
    const tree = new TileTree(stored);
    for (let at = 0; at + HASH_BYTES <= tileRoots.length; at += HASH_BYTES) {
      tree.leaves += TILE_WIDTH;
      tree.raise(1, tileRoots.subarray(at, at + HASH_BYTES));
    }
    return tree;
  }

  /** The roots of the full tiles, 32 bytes each: what `restored` goes on from. */
  get tileRoots(): Uint8Array {
    const roots = this.levels[1];
    return roots === undefined ? Buffer.alloc(0) : roots.from(0, roots.count);
  }

  add(leafHash: Uint8Array): void {
    this.leaves += 1;
    const last = this.levels[0]!;
    last.push(leafHash);
    if (last.count < TILE_WIDTH) return;
    this.raise(1, subtreeRoot(last.from(0, TILE_WIDTH)));
    this.levels[0] = new Hashes();
  }

  root(size = this.leaves): Promise<Uint8Array> {
    return rootAt(this.within(size), this.subtree);
  }

  /** For the leaf at `index`, counted from 0, in the tree of the first `size` leaves. */
  inclusionProof(index: number, size = this.leaves): Promise<readonly Uint8Array[]> {
    return inclusionProof(index, this.within(size), this.subtree);
  }

  consistencyProof(from: number, to = this.leaves): Promise<readonly Uint8Array[]> {
    return consistencyProof(from, this.within(to), this.subtree);
  }

  /** `count` hashes of tile level `level`, from `first` on; all of one tile. */
  async hashes(level: number, first: number, count: number): Promise<Uint8Array> {
    if (level > 0) return this.levels[level]!.from(first, count);
    const index = Math.floor(first / TILE_WIDTH);
    const inTile = first - index * TILE_WIDTH;
    if (index * TILE_WIDTH >= this.leaves - this.levels[0]!.count) return this.levels[0]!.from(inTile, count);
    return (await this.fullTile(index)).subarray(inTile * HASH_BYTES, (inTile + count) * HASH_BYTES);
  }

  /** A full tile never changes, and a proof asks for one several times. */
  private async fullTile(index: number): Promise<Uint8Array> {
    const known = this.read.get(index);
    if (known !== undefined) return known;
    const tile = await this.stored(index * TILE_WIDTH, TILE_WIDTH);
    if (this.read.size >= MOST_TILES) this.read.delete(this.read.keys().next().value!);
    this.read.set(index, tile);
    return tile;
  }

  private readonly subtree = async (level: number, index: number): Promise<Uint8Array> => {
    const inTile = level % TILE_HEIGHT;
    const width = 2 ** inTile;
    return subtreeRoot(await this.hashes((level - inTile) / TILE_HEIGHT, index * width, width));
  };

  private raise(level: number, hash: Uint8Array): void {
    const hashes = (this.levels[level] ??= new Hashes());
    hashes.push(hash);
    if (hashes.count % TILE_WIDTH !== 0) return;
    this.raise(level + 1, subtreeRoot(hashes.from(hashes.count - TILE_WIDTH, TILE_WIDTH)));
  }

  private within(size: number): number {
    if (size > this.leaves) throw new RangeError(`the tree has ${this.leaves} leaves, not ${size}`);
    return size;
  }
}

/** The root over hashes whose number is a power of two. */
export function subtreeRoot(hashes: Uint8Array): Uint8Array {
  let row = Array.from({ length: hashes.length / HASH_BYTES }, (_, index) =>
    hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
  while (row.length > 1) row = row.flatMap((left, at) => (at % 2 === 0 ? [nodeHash(left, row[at + 1]!)] : []));
  return row[0]!;
}

/** Hashes side by side in one buffer that grows. */
class Hashes {
  count = 0;
  private bytes = Buffer.allocUnsafe(TILE_WIDTH * HASH_BYTES);

  push(hash: Uint8Array): void {
    const at = this.count * HASH_BYTES;
    if (at === this.bytes.length) this.bytes = Buffer.concat([this.bytes], this.bytes.length * 2);
    this.bytes.set(hash, at);
    this.count += 1;
  }

  from(first: number, count: number): Uint8Array {
    return Buffer.from(this.bytes.subarray(first * HASH_BYTES, (first + count) * HASH_BYTES));
  }
}
