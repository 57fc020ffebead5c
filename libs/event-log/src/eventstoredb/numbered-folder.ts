import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LogLocked } from '../errors';
import { FileLock } from '../sqlite/file-lock';
import { onFile } from '../sqlite/sqlite-errors';

/** Until they are released: a lock that nobody refers to is collected with other garbage, and so given away unseen. */
const held = new Set<FileLock>();

/**
 * What one process keeps for itself beside others of its kind: `<parent>/<n>/`, the first that no other process holds. Processes
 * on one machine can so share a data folder, and each finds its files again when it restarts.
 */
export class NumberedFolder {
  private constructor(
    readonly path: string,
    private readonly lock: FileLock,
  ) {
    held.add(lock);
  }

  /** Held until it is released or the process ends, however it ends. */
  static take(parent: string): NumberedFolder {
    for (let number = 1; ; number += 1) {
      const path = join(parent, String(number));
      mkdirSync(path, { recursive: true, mode: 0o700 });
      try {
        return new NumberedFolder(
          path,
          onFile(path, () => FileLock.acquire(join(path, 'held.db'))),
        );
      } catch (error) {
        if (!(error instanceof LogLocked)) throw error;
      }
    }
  }

  /** Idempotent. */
  release(): void {
    if (held.delete(this.lock)) this.lock.release();
  }
}
