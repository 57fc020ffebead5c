import type { Finding } from './finding';

/** One entry of a log that nobody has checked yet. */
export interface SuspectEntry {
  readonly position: number;
  readonly bytes: Uint8Array;
  /** What the log keeps beside the bytes as their leaf hash; undefined where it keeps nothing that could be one. */
  readonly leafHash: Uint8Array | undefined;
}

/**
 * A log as an auditor meets it. Reading it never throws for what is in it: that is said as findings. It throws when the disk cannot
 * be read.
 */
export interface SuspectLog {
  /** How many entries it says it has; undefined when it does not say. For progress only. */
  readonly size: number | undefined;
  /** The entries as they stand there, a handful at a time; ends early where no more can be read. */
  pages(): AsyncIterable<readonly (SuspectEntry | Finding)[]>;
}

export function isFinding(one: SuspectEntry | Finding): one is Finding {
  return 'rule' in one;
}
