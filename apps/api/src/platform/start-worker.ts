import { join } from 'node:path';
import { Worker, type ResourceLimits } from 'node:worker_threads';

/** Compiles TypeScript as it is required; not part of a build. */
const COMPILER = join(__dirname, 'compile-sources.js');

/**
 * Starts a file of this program on a thread of its own. In a build it is JavaScript; where the program runs from its TypeScript sources, as
 * specs do, the thread compiles what it requires.
 */
export function startWorker(file: string, workerData?: unknown, resourceLimits?: ResourceLimits): Worker {
  const execArgv = file.endsWith('.ts') ? ['--require', COMPILER] : [];
  return new Worker(file, { execArgv, workerData, ...(resourceLimits && { resourceLimits }) });
}
