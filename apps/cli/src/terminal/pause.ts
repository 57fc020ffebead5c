import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted } from './stopped';

/** Wait; Ctrl-C ends the wait at once with `Interrupted`. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw error;
  }
}
