import { TILE_WIDTH, TileTree, type EventLog } from '@plenum/event-log';
import { stopIfInterrupted } from '../terminal/stopped';

type Readable = Pick<EventLog, 'readBytes'>;

/** The root (RFC 9162) of the first `size` leaf hashes as the store holds them. 32 bytes. */
export async function rootOf(log: Readable, size: number, signal: AbortSignal): Promise<Uint8Array> {
  const tree = new TileTree(async (first, count) => leafHashes(log, first, count));
  while (tree.size < size) {
    stopIfInterrupted(signal);
    const page = await log.readBytes(tree.size, Math.min(TILE_WIDTH, size - tree.size));
    for (const { leafHash } of page) tree.add(leafHash);
    if (page.length === 0) break;
  }
  return tree.root();
}

async function leafHashes(log: Readable, first: number, count: number): Promise<Uint8Array> {
  return Buffer.concat((await log.readBytes(first, count)).map(({ leafHash }) => leafHash));
}
