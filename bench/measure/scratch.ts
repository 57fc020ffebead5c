import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs `work` with an empty folder that is gone afterwards. It lies beside the code and not in the temporary directory,
 * which may be memory, where a sync costs nothing.
 */
export async function inScratch<T>(name: string, work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(process.cwd(), `.bench-${name}-`));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
