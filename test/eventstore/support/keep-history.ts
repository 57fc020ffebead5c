import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { History } from './history';

/**
 * With `PLENUM_HISTORIES=<folder>`, leaves a history there for another judge of linearizability, such as Porcupine: one file of
 * JSON lines, as `History.asLines` says. A position that is missing is an outcome nobody knew, or a look-up that found nothing.
 */
export function keepHistory(name: string, history: History, commandIds: readonly string[]): void {
  const folder = process.env['PLENUM_HISTORIES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.jsonl`), history.asLines(commandIds));
}
