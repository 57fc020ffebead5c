import {
  leafHashOf,
  provesConsistency,
  sameHash,
  TILE_WIDTH,
  TileTree,
  type EventLog,
  type TreeHead,
} from '@plenum/event-log';
import { LogBehindItsHead, LogNotAsSigned } from './interruptions';

type StoredLog = Pick<EventLog, 'assemblyId' | 'readBytes' | 'head'>;

/** Unit: events read back at a time. */
const PAGE = TILE_WIDTH;

/** The tree over what the store really holds: it grows only by bytes that were read back and hashed again. */
export class StoredTree {
  private constructor(
    private readonly log: StoredLog,
    readonly tiles: TileTree,
  ) {}

  /**
   * The tree up to the last signed head, if there is one. `tileRoots` are a shortcut that is believed only if it leads to the
   * signed root. Throws `LogBehindItsHead` or `LogNotAsSigned`.
   */
  static async open(log: StoredLog, signed: TreeHead | undefined, tileRoots: Uint8Array): Promise<StoredTree> {
    const size = signed?.size ?? 0;
    const found = await log.head();
    if (found < size) throw new LogBehindItsHead(log.assemblyId, size, found);
    const wholeTiles = Math.floor(size / TILE_WIDTH) * 32;
    const short = StoredTree.over(log, tileRoots.subarray(0, wholeTiles));
    if (short.size > 0 && (await short.reaches(signed!))) return short;
    const whole = StoredTree.over(log, Buffer.alloc(0));
    if (signed === undefined || (await whole.reaches(signed))) return whole;
    throw new LogNotAsSigned(
      log.assemblyId,
      `its first ${size} events have another root than the head of ${size} events`,
    );
  }

  private static over(log: StoredLog, tileRoots: Uint8Array): StoredTree {
    const leafHashes = async (first: number, count: number) =>
      Buffer.concat((await log.readBytes(first, count)).map(({ leafHash }) => leafHash));
    return new StoredTree(log, TileTree.restored(leafHashes, tileRoots));
  }

  get size(): number {
    return this.tiles.size;
  }

  /** Read back and hash what was stored up to `size`. Throws `LogNotAsSigned` when bytes and hash do not match. */
  async growTo(size: number): Promise<void> {
    while (this.size < size) {
      const page = await this.log.readBytes(this.size, Math.min(PAGE, size - this.size));
      if (page.length === 0) throw new LogNotAsSigned(this.log.assemblyId, `event ${this.size + 1} is missing`);
      for (const { position, bytes, leafHash } of page) {
        if (position !== this.size + 1)
          throw new LogNotAsSigned(this.log.assemblyId, `event ${this.size + 1} is missing`);
        const hash = leafHashOf(bytes);
        if (!sameHash(hash, leafHash))
          throw new LogNotAsSigned(this.log.assemblyId, `event ${position} does not match its hash`);
        this.tiles.add(hash);
      }
    }
  }

  /** The head of the tree as it is, shown to go on from `before` by the same proof an outsider would ask for. */
  async headAfter(before: TreeHead | undefined): Promise<TreeHead> {
    const head = { size: this.size, root: await this.tiles.root() };
    if (before === undefined || before.size === 0) return head;
    if (head.size < before.size) throw new LogBehindItsHead(this.log.assemblyId, before.size, head.size);
    const proof = await this.tiles.consistencyProof(before.size);
    if (provesConsistency(before, head, proof)) return head;
    throw new LogNotAsSigned(
      this.log.assemblyId,
      `a tree of ${head.size} events does not go on from one of ${before.size}`,
    );
  }

  private async reaches({ size, root }: TreeHead): Promise<boolean> {
    await this.growTo(size);
    return sameHash(await this.tiles.root(size), root);
  }
}
