import { performance } from 'node:perf_hooks';

/** What came of keeping a number of lanes busy for a while. */
export interface Drive {
  readonly casts: number;
  readonly seconds: number;
  /** From sending to answer. Unit: milliseconds. */
  readonly latencies: readonly number[];
}

/** The same, and what the server's process spent on it, which other people's work on the machine hardly changes. */
export interface ServerDrive extends Drive {
  readonly processorSeconds: number;
}

/**
 * Casts ballots `first`, `first + 1` ... for `seconds`, on `lanes` lanes at once: each lane sends the next ballot as soon
 * as it has the answer to its last. Every ballot that was begun is also awaited.
 */
export async function drive(
  lanes: number,
  seconds: number,
  first: number,
  cast: (index: number, lane: number) => Promise<void>,
): Promise<Drive> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let next = first;
  const run = async (lane: number) => {
    for (let sent = performance.now(); sent < end; sent = performance.now()) {
      await cast(next++, lane);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return { casts: next - first, seconds: (performance.now() - start) / 1000, latencies };
}
