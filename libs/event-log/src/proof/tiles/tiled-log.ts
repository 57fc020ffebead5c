import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { MAX_EVENT_BYTES } from '../../envelope';
import { HASH_BYTES } from '../merkle/hashing';
import { MAX_NOTE_BYTES } from '../note/signed-note';
import type { BundleKind } from './entry-bundle';
import { type TileKind, type TilePlace, tilePath } from './tile-path';

/** Where the newest head stands. */
export const CHECKPOINT_FILE = 'checkpoint';
/** Where the log's verifier key stands: a convenience, since a key that comes with the log proves only that it fits. */
export const KEY_FILE = 'key';

/** Unit: bytes of the longest entry of each kind, with the length before it. */
const LONGEST_ENTRY: Readonly<Record<BundleKind, number>> = {
  entries: 2 + 0xffff,
  'long-entries': 4 + MAX_EVENT_BYTES,
};

/** Reads a file by its name in the log's directory, at most `most` bytes of it; undefined where there is none. */
export type ReadTiledFile = (name: string, most: number) => Promise<Uint8Array | undefined>;

/**
 * The files of a tiled log, in a directory or wherever they can be read by name: nothing in them is believed, and of no file is more
 * read than its kind allows.
 */
export class TiledLog {
  private readonly read: ReadTiledFile;

  constructor(place: string | ReadTiledFile) {
    this.read = typeof place === 'string' ? (name, most) => plainFile(join(place, name), most) : place;
  }

  checkpoint(): Promise<Uint8Array | undefined> {
    return this.read(CHECKPOINT_FILE, MAX_NOTE_BYTES);
  }

  key(): Promise<Uint8Array | undefined> {
    return this.read(KEY_FILE, MAX_NOTE_BYTES);
  }

  hashes({ level, index, width }: TilePlace): Promise<Uint8Array | undefined> {
    // One byte more than there may be, so that a file that is too long is seen to be.
    return this.read(tilePath(level, index, width), width * HASH_BYTES + 1);
  }

  /** The bundle in whichever of its two forms it is there; undefined when it is in neither. */
  async bundle(index: number, width: number): Promise<{ kind: BundleKind; bytes: Uint8Array } | undefined> {
    for (const kind of ['entries', 'long-entries'] as const satisfies readonly TileKind[]) {
      const bytes = await this.read(tilePath(kind, index, width), width * LONGEST_ENTRY[kind] + 1);
      if (bytes !== undefined) return { kind, bytes };
    }
    return undefined;
  }
}

/** Undefined when there is no plain file. Throws what the file system throws. */
async function plainFile(file: string, most: number): Promise<Uint8Array | undefined> {
  const found = await lstat(file).catch(absent);
  if (found === undefined || !found.isFile()) return undefined;
  return buffer(createReadStream(file, { end: most - 1 }));
}

/** A file that is not there is said to be so; one that may not be read says nothing about the log. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
