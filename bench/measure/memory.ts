import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What can still be reached after garbage was collected. Unit: bytes. */
export interface KeptMemory {
  readonly heap: number;
  /** Beside the heap. */
  readonly buffers: number;
  /** What the process holds of the machine, garbage of before and code included. */
  readonly resident: number;
}

export function keptMemory(): KeptMemory {
  // The second waits until the buffers are swept that the first has found unreachable.
  collect();
  collect();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers, resident: rss };
}
