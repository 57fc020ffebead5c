import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Line } from './bench';
import { percentile, round } from './statistics';
import { inScratch } from './scratch';

/** About what a stored ballot has. Unit: bytes. */
const BALLOT_BYTES = 420;
const SYNCS = 500;

/** Where the figures below it come from: they mean little without it. */
export async function machineLine(): Promise<Line> {
  const syncs = await inScratch('machine', async (directory) => syncTimes(join(directory, 'syncs')));
  return {
    bench: 'machine',
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    loadAverage: round(loadavg()[0]!),
    syncBytes: BALLOT_BYTES,
    syncP50Us: round(percentile(syncs, 50)),
    syncP99Us: round(percentile(syncs, 99)),
  };
}

/** Appending a ballot's bytes to a file and syncing it, again and again. Unit: microseconds. */
function syncTimes(file: string): number[] {
  const descriptor = openSync(file, 'a');
  const bytes = Buffer.alloc(BALLOT_BYTES, 1);
  const times = Array.from({ length: SYNCS }, () => {
    const start = performance.now();
    writeSync(descriptor, bytes);
    fdatasyncSync(descriptor);
    return (performance.now() - start) * 1000;
  });
  closeSync(descriptor);
  return times;
}
