import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run test:long`: the full numbers, instead of those that fit into every run. */
export const LONG = process.env['PLENUM_LONG'] === '1';

/** Another one each time; `PLENUM_SEED` plays a former run again. */
export const SEED = Number(process.env['PLENUM_SEED'] ?? Date.now() % 1_000_000_000);

const REPORTS = join(__dirname, '../../../reports');

/** What a suite found, as a line of `reports/<suite>.jsonl`, with the seed that finds it again. Only long runs are reported. */
export function report(suite: string, found: Readonly<Record<string, unknown>>): void {
  if (!LONG) return;
  mkdirSync(REPORTS, { recursive: true });
  const line = { suite, seed: SEED, at: new Date().toISOString(), node: process.version, ...found };
  appendFileSync(join(REPORTS, `${suite}.jsonl`), `${JSON.stringify(line)}\n`);
}

/** Says the seed of a run that failed, before it goes on failing. */
export async function withSeed<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    process.stderr.write(`seed ${SEED}: run again with PLENUM_SEED=${SEED}\n`);
    throw error;
  }
}
