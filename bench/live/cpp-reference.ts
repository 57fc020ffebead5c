import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUCKETS, type LiveStory } from './stories';

/** What one run of the C++ reference tells. Times in milliseconds. */
export interface CppRun {
  readonly passMs: number;
  readonly startMs: number;
  readonly eventsMs: number;
  /** Heads by bucket before the events. */
  readonly delivered: readonly number[];
  /** Heads after the events: in a circle, at a dead end, then own and carried of each bucket. */
  readonly totals: readonly number[];
}

/** `reference.cpp`, built into a folder of its own that is gone when it is removed. */
export class CppReference {
  private constructor(
    private readonly program: string,
    private readonly directory: string,
  ) {}

  /** Undefined where there is no g++. */
  static build(): CppReference | undefined {
    if (spawnSync('g++', ['--version']).status !== 0) return undefined;
    const directory = mkdtempSync(join(tmpdir(), 'plenum-bench-'));
    const program = join(directory, 'reference');
    execFileSync('g++', ['-O2', '-o', program, join('bench', 'live', 'reference.cpp')]);
    return new CppReference(program, directory);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  /** Writes the story down, and gives what runs it once. */
  on({ delegates, ballots, script }: LiveStory): (hopBudget: number) => CppRun {
    const file = join(this.directory, 'story');
    const head = Int32Array.of(delegates.length, BUCKETS, script.length / 3);
    writeFileSync(file, Buffer.concat([head, delegates, ballots, script].map(bytesOf)));
    return (hopBudget) => {
      const told = JSON.parse(execFileSync(this.program, [file, String(hopBudget), '1'], { encoding: 'utf8' }));
      const { passMs, startMs, eventsMs, delivered, totals } = told as Record<keyof CppRun, number[]>;
      return { passMs: passMs[0]!, startMs: startMs[0]!, eventsMs: eventsMs[0]!, delivered, totals };
    };
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
