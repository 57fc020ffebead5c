import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LogLocked } from '../errors';
import { FileLock } from '../sqlite/file-lock';
import { onFile } from '../sqlite/sqlite-errors';

/**
 * What one process keeps for itself beside others of its kind: `<parent>/<n>/`, the first that no other process holds. Processes
 * on one machine can so share a data folder, and each finds its files again when it restarts.
 */
export class NumberedFolder {
  private constructor(
    readonly path: string,
    private lock: FileLock | undefined,
  ) {}

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
    this.lock?.release();
    this.lock = undefined;
  }
}
