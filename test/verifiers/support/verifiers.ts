import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type } from '../../../apps/cli/src/typed.fixture';

const ROOT = join(__dirname, '../../..');
export const SECOND = join(ROOT, 'tools/verify_log.py');

/** What both programs say, as far as they say the same things. */
export interface Said {
  readonly exitCode: number;
  readonly events: number;
  /** `rule event`, or `rule first-last`, or the rule alone; in order. */
  readonly findings: readonly string[];
  /** How many certified results were counted again. */
  readonly recounted: number;
}

export interface SaidByPlenum extends Said {
  /** Findings of which only the digest of the whole count document tells, which the second program does not print. */
  readonly byDigestAlone: readonly string[];
}

export interface SaidBySecond extends Said {
  /** Certified results that it did not count again, by the position of their event. */
  readonly notRecounted: readonly { readonly position: number; readonly reason: string }[];
  readonly outcomes: readonly string[];
}

const NEW_ENOUGH = 'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")';

/** The interpreter itself, past any launcher, if this machine has one that is new enough. */
export const python = ['python3', 'python']
  .map((name) => spawnSync(name, ['-c', NEW_ENOUGH], { encoding: 'utf8' }).stdout?.trim())
  .find(Boolean);

/** No site packages: the standard library has to be enough. */
export const NOTHING_BUT_THE_LIBRARY = '-S';

/** A describe that says in one line why it has nothing to show on a machine without the interpreter. */
export function describeWithPython(name: string, body: () => void): void {
  if (python !== undefined) return describe(name, body);
  it(`not run, since this machine has no python3 of version 3.11 or newer: ${name}`, () => {
    console.info(`${name}: skipped, no python3 (3.11 or newer)`);
  });
}

interface Found {
  readonly rule: string;
  readonly position?: number;
  readonly between?: readonly [number, number];
  /** The field that differs first; the digest comes after those that it is a digest of. */
  readonly where?: string;
}

function named({ rule, position, between }: Found): string {
  const place = position ?? between?.join('-');
  return place === undefined ? rule : `${rule} ${place}`;
}

async function saidByPlenum(directory: string, args: readonly string[]): Promise<SaidByPlenum> {
  const { exitCode, out, err } = await type(['verify', directory, '--json', ...args]);
  if (out === '') throw new Error(`plenum verify printed no verdict (exit code ${exitCode}): ${err}`);
  const { events, recounted, findings } = JSON.parse(out) as { events: number; recounted: number; findings: Found[] };
  const byDigestAlone = findings.filter(({ where }) => where === 'countDigest').map(named);
  return { exitCode, events, recounted, findings: findings.map(named), byDigestAlone };
}

export interface BothSaid {
  readonly plenum: SaidByPlenum;
  readonly second: SaidBySecond;
}

/** Both programs, with the same arguments, at the same time. */
export async function saidByBoth(directory: string, args: readonly string[]): Promise<BothSaid> {
  const [second, plenum] = await Promise.all([saidBySecond(directory, args), saidByPlenum(directory, args)]);
  return { plenum, second };
}

interface SecondReport {
  readonly events: number;
  readonly recounted: readonly {
    readonly position: number;
    readonly result?: { readonly outcome: string };
    readonly notRecounted?: string;
  }[];
  readonly findings: readonly { readonly rule: string; readonly first: number | null; readonly last: number | null }[];
}

export async function saidBySecond(directory: string, args: readonly string[]): Promise<SaidBySecond> {
  const { exitCode, out, err } = await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, directory, '--json', ...args]);
  if (out === '') throw new Error(`tools/verify_log.py printed no verdict: ${err}`);
  const { events, recounted, findings } = JSON.parse(out) as SecondReport;
  const counted = recounted.flatMap(({ result }) => result ?? []);
  return {
    exitCode,
    events,
    recounted: counted.length,
    outcomes: counted.map(({ outcome }) => outcome),
    notRecounted: recounted.flatMap(({ position, notRecounted: reason }) =>
      reason === undefined ? [] : { position, reason },
    ),
    findings: findings.map(({ rule, first, last }) =>
      named({
        rule,
        ...(last !== null && first !== null ? { between: [first, last] } : first === null ? {} : { position: first }),
      }),
    ),
  };
}

export function run(command: string, args: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { maxBuffer: 1 << 26 }, (error, out, err) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}
