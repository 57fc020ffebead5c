import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { leafHashOf } from '../../envelope';
import type { EventLog, StoredBytes } from '../../event-log';
import { LogUnreadable } from '../../errors';
import { sameHash } from '../merkle/hashing';
import { subtreeRoot, TILE_WIDTH } from '../merkle/tile-tree';
import { Frontier } from '../merkle/frontier';
import type { Checkpoint } from '../note/checkpoint';
import { bundleKindOf, formatBundle } from './entry-bundle';
import { rowOf, tilePath } from './tile-path';

/** What the writer needs of a log. */
type Source = Pick<EventLog, 'readBytes' | 'assemblyId'>;

/**
 * Write the events that a checkpoint covers as a tiled log into an existing, empty directory: the bundles, the tiles of hashes,
 * and nothing else. Memory: one bundle, and 32 bytes for every 256 events. `onBundle` hears how many events are written.
 * Throws `LogUnreadable` when the log is not what the checkpoint says; an export that proves nothing is of no use.
 */
export async function writeTiledLog(
  directory: string,
  log: Source,
  checkpoint: Checkpoint,
  onBundle: (written: number) => void,
): Promise<void> {
  const frontier = new Frontier();
  const tileRoots: Uint8Array[] = [];
  for (const { index, width } of rowOf(0, checkpoint.size)) {
    const entries = await bundleOf(log, index * TILE_WIDTH, width);
    const hashes = entries.map(({ leafHash }) => leafHash);
    for (const hash of hashes) frontier.add(hash);
    const bundle = entries.map(({ bytes }) => bytes);
    await write(directory, tilePath(bundleKindOf(bundle), index, width), formatBundle(bundle));
    await write(directory, tilePath(0, index, width), Buffer.concat(hashes));
    if (width === TILE_WIDTH) tileRoots.push(subtreeRoot(Buffer.concat(hashes)));
    onBundle(index * TILE_WIDTH + width);
  }
  if (!sameHash(frontier.root, checkpoint.root))
    throw new LogUnreadable(log.assemblyId, `its first ${checkpoint.size} events are not those that were signed`);
  await writeUpperTiles(directory, 1, tileRoots);
}

async function writeUpperTiles(directory: string, level: number, hashes: readonly Uint8Array[]): Promise<void> {
  const roots: Uint8Array[] = [];
  for (const { index, width } of rowOf(level, hashes.length)) {
    const tile = Buffer.concat(hashes.slice(index * TILE_WIDTH, index * TILE_WIDTH + width));
    await write(directory, tilePath(level, index, width), tile);
    if (width === TILE_WIDTH) roots.push(subtreeRoot(tile));
  }
  if (roots.length > 0) await writeUpperTiles(directory, level + 1, roots);
}

async function bundleOf(log: Source, after: number, width: number): Promise<readonly StoredBytes[]> {
  const entries = await log.readBytes(after, width);
  entries.forEach(({ position, bytes, leafHash }, at) => {
    if (position !== after + at + 1) throw new LogUnreadable(log.assemblyId, `event ${after + at + 1} is missing`);
    if (!sameHash(leafHash, leafHashOf(bytes)))
      throw new LogUnreadable(log.assemblyId, `event ${position} does not match its hash`);
  });
  if (entries.length < width) throw new LogUnreadable(log.assemblyId, `event ${after + entries.length + 1} is missing`);
  return entries;
}

/** A new file, in folders that are made as needed. */
async function write(directory: string, name: string, bytes: Uint8Array | string): Promise<void> {
  const file = join(directory, name);
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
  } finally {
    await handle.close();
  }
}
