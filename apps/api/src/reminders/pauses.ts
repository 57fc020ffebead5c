const FIRST_MS = 60_000;
const LONGEST_MS = 4 * 3_600_000;

/**
 * How long to wait after the n-th attempt in vain, n from 1: one minute, and each time twice as long, up to four hours. A server that
 * keeps strangers waiting for a while (greylisting) has let the letter in by then. Unit: ms.
 */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 30), LONGEST_MS);
}
