import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LogLocked } from '../errors';
import { FileLock } from '../sqlite/file-lock';
import { onFile } from '../sqlite/sqlite-errors';

/**
 * Where a process keeps its copies: `<folder>/<n>/`, the first that no other process holds. Processes on one machine can so
 * share a data folder, and each finds its copies again when it restarts.
 */
export class CopiesFolder {
  private constructor(
    private readonly path: string,
    private readonly lock: FileLock,
  ) {}

  static take(folder: string): CopiesFolder {
    for (let number = 1; ; number += 1) {
      const path = join(folder, String(number));
      mkdirSync(path, { recursive: true, mode: 0o700 });
      try {
        return new CopiesFolder(
          path,
          onFile(path, () => FileLock.acquire(join(path, 'copies.db'))),
        );
      } catch (error) {
        if (!(error instanceof LogLocked)) throw error;
      }
    }
  }

  fileOf(assemblyId: string): string {
    return join(this.path, `${assemblyId}.copy.db`);
  }

  release(): void {
    this.lock.release();
  }
}
