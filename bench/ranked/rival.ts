import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Line } from '../measure/bench';
import { type Profile, optionNames } from './profiles';

const HERE = resolve('bench', 'ranked');

export const RIVAL = 'votes 3.0.0';
export const rivalMissing: Line = {
  bench: 'ranked',
  skipped: `${RIVAL}, which is not installed: npm run setup --prefix bench/ranked`,
};
/** Unit: seconds. Then the thread is ended, and the line says so. */
export const TIME_LIMIT_SECONDS = 240;

export type RivalRule = 'schulze' | 'ranked-pairs' | 'irv';

export interface RivalRun {
  /** Unit: milliseconds. */
  readonly times: readonly number[];
  readonly ranking: readonly (readonly string[])[];
  /** Schulze: how many others each option beats. */
  readonly scores?: Readonly<Record<string, number>>;
}

export function rivalIsInstalled(): boolean {
  return existsSync(resolve(HERE, 'node_modules', 'votes', 'package.json'));
}

/** The package's count of the profile. */
export async function countByRival(rule: RivalRule, profile: Profile): Promise<RivalRun | 'time limit'> {
  const { rankings, quarters, options } = profile;
  const workerData = { rule, rankings, quarters, names: optionNames(options) };
  const worker = new Worker(resolve(HERE, 'rival.mjs'), { workerData });
  let limit: NodeJS.Timeout | undefined;
  try {
    return await new Promise((done, failed) => {
      worker.once('message', done).once('error', failed);
      limit = setTimeout(() => done('time limit'), TIME_LIMIT_SECONDS * 1000);
    });
  } finally {
    clearTimeout(limit);
    await worker.terminate();
  }
}
