import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Typed } from '../../../apps/cli/src/typed.fixture';

const COMPILED = join(tmpdir(), `plenum-compiled-${process.getuid?.() ?? 0}`);
const COMPILE_ONCE = join(__dirname, '../support/compile-once.js');
const CHILD = join(__dirname, 'auditor-child.ts');
const COMMAND = join(__dirname, '../../../bin/plenum');
/** Unit: MiB of JavaScript that the child may hold; what it holds beside that is looked at from outside. */
const HEAP_MIB = 512;
/** Unit: milliseconds. */
const LONGEST_MS = 10_000;
const LATE = 'did not end';

/** What a question came to. `exitCode` is undefined where the process ended, or was ended, before it answered. */
export interface Answer extends Omit<Typed, 'exitCode'> {
  readonly exitCode: number | undefined;
  /** Why there is no answer. */
  readonly broken?: string;
  readonly ms: number;
  /** Unit: bytes that the process held at most while it answered; 0 where the system does not tell. */
  readonly peak: number;
}

/** The auditor in a process of its own, whose memory and time are watched from outside, and which is renewed when it ends. */
export class AuditorProcess {
  private child: ChildProcess | undefined;
  /** How often a process had to be started. */
  started = 0;
  /** How often a question took too long at first. */
  askedAgain = 0;

  /** Ask `plenum ARGS...`. What took too long is asked once more, in a new process, since other work may have stood in its way. */
  async ask(args: readonly string[]): Promise<Answer> {
    const first = await this.askOnce(args);
    if (first.broken !== LATE) return first;
    this.askedAgain += 1;
    return this.askOnce(args);
  }

  end(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private async askOnce(args: readonly string[]): Promise<Answer> {
    const child = (this.child ??= await this.begin());
    forgetPeak(child.pid!);
    const began = performance.now();
    const late = new AbortController();
    const answered = once(child, 'message', { signal: late.signal }).then(([typed]) => typed as Typed);
    const ended = once(child, 'exit', { signal: late.signal }).then(([code, signal]) => `ended with ${code ?? signal}`);
    answered.catch(() => undefined);
    ended.catch(() => undefined);
    const timer = setTimeout(() => late.abort(), LONGEST_MS);
    child.send([...args]);
    const came = await Promise.race([answered, ended]).catch(() => LATE);
    clearTimeout(timer);
    late.abort();
    const ms = performance.now() - began;
    const peak = peakOf(child.pid!);
    if (typeof came !== 'string') return { ...came, ms, peak };
    this.end();
    return { exitCode: undefined, out: '', err: '', broken: came, ms, peak };
  }

  private async begin(): Promise<ChildProcess> {
    mkdirSync(COMPILED, { recursive: true, mode: 0o700 });
    const flags = ['--no-warnings', `--max-old-space-size=${HEAP_MIB}`, '--require', COMPILE_ONCE];
    const child = spawn(process.execPath, [...flags, CHILD], {
      env: { ...process.env, COMPILED, NODE_COMPILE_CACHE: join(COMPILED, 'v8') },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.started += 1;
    await once(child, 'message');
    return child;
  }
}

/** The same question through `bin/plenum`, as people ask it. */
export function askedAsPeopleDo(args: readonly string[]): Promise<Typed> {
  return new Promise((resolve) => {
    const child = execFile(COMMAND, [...args], { maxBuffer: 64 * 1024 * 1024 }, (_error, out, err) =>
      resolve({ exitCode: child.exitCode ?? -1, out, err }),
    );
  });
}

/** The kernel counts the most that a process held from here on (proc(5), clear_refs). */
function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    return;
  }
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
