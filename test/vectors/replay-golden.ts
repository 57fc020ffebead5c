import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entriesIn, replayed, type Golden } from './golden-log';

/** What one Node made of the golden logs. */
export interface Replays {
  readonly node: string;
  readonly arch: string;
  readonly findings: number;
  readonly byRelease: { readonly [release: string]: Golden };
}

/** The main program of a child process: replays every golden log there is, and prints what it comes to. */
function replayAll(folder: string): Replays {
  const byRelease: { [release: string]: Golden } = {};
  let found = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    const { golden, findings } = replayed(entriesIn(readFileSync(join(folder, file), 'utf8')));
    byRelease[file.slice(0, -'.jsonl'.length)] = golden;
    found += findings.length;
  }
  return { node: process.version, arch: process.arch, findings: found, byRelease };
}

process.stdout.write(JSON.stringify(replayAll(process.argv[2]!)));
