import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlantedFault } from './planted-faults';

export const ROOT = join(__dirname, '../../..');
const COPIED = ['apps', 'libs', 'test', 'bench', 'presets', 'bin', 'docs', '.swcrc'];
const FILES = ['package.json', 'jest.config.js', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];
/** Of the simulator: a fault that one poll in five hundred meets is missed by this many once in twenty thousand runs. */
const PLENUM_POLLS = '5000';
/** Node and jest as `npm test` starts them. */
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

interface JestReport {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly { readonly assertionResults: readonly { status: string; fullName: string }[] }[];
}

/** What became of a run: the names of the tests that failed, and whether anything could not even be loaded. */
export interface Verdict {
  readonly failed: readonly string[];
  readonly passed: number;
  readonly broken: number;
}

/** The sources once more, outside the repository, where they may be spoilt. */
export class ScratchCopy implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'plenum-planted-'));

  constructor() {
    for (const name of [...COPIED, ...FILES, 'schema.graphql'])
      cpSync(join(ROOT, name), join(this.folder, name), { recursive: true, filter: (path) => !path.endsWith('/data') });
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Run a spec with the fault in place, and mend it again. */
  withFault({ file, edits }: PlantedFault, spec: string): Verdict {
    const path = join(this.folder, file);
    const sound = readFileSync(path, 'utf8');
    writeFileSync(path, planted(sound, edits));
    try {
      return this.run(spec);
    } finally {
      writeFileSync(path, sound);
    }
  }

  run(spec: string): Verdict {
    const output = join(this.folder, 'report.json');
    rmSync(output, { force: true });
    const args = [...JEST, '--silent', '--json', '--outputFile', output, '--runTestsByPath', spec];
    const { PLENUM_LONG: _, ...environment } = process.env;
    const env = { ...environment, PLENUM_POLLS };
    spawnSync(process.execPath, args, { cwd: this.folder, env, stdio: 'ignore', timeout: 300_000 });
    const report = JSON.parse(readFileSync(output, 'utf8')) as JestReport;
    const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    return {
      failed: all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
      passed: report.numPassedTests,
      broken: report.numRuntimeErrorTestSuites,
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Throws when a text is not there exactly once: the sources have moved on, and the fault must follow. */
export function planted(text: string, edits: PlantedFault['edits']): string {
  return edits.reduce((before, [from, to]) => {
    const times = before.split(from).length - 1;
    if (times !== 1) throw new Error(`"${from}" stands ${times} times in the file`);
    return before.replace(from, () => to);
  }, text);
}
