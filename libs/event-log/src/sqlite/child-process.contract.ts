import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Runs TypeScript through the transformer jest uses, in a process of its own that can be killed. */
const RUN_TYPESCRIPT = `
  const { transformFileSync } = require('@swc/core');
  require('node:module')._extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
  require(process.argv[1]);
`;

export interface Child {
  readonly process: ChildProcess;
  /** What it prints, line by line, until it ends. */
  readonly lines: AsyncIterator<string>;
}

const running = new Set<ChildProcess>();

/** However a test ends, no child outlives it. */
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** `shellPrelude` runs in the shell that becomes the child: for limits that a process cannot lift again. */
export function runInChild(script: string, args: readonly string[], shellPrelude = 'true'): Child {
  const command = [process.execPath, '--no-warnings', '-e', RUN_TYPESCRIPT, script, ...args];
  const child = spawn('sh', ['-c', `${shellPrelude}; exec "$@"`, 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  return { process: child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

/** Everything it still prints. */
export async function restOf({ lines }: Child): Promise<readonly string[]> {
  const rest: string[] = [];
  for (let line = await lines.next(); !line.done; line = await lines.next()) rest.push(line.value);
  return rest;
}
