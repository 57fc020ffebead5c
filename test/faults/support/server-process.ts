import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SERVER_AUDIENCE, type Role } from '../../../apps/api/src/platform/access/roles';
import { Tokens } from '../../../apps/api/src/platform/access/tokens';
import { Client } from '../../journeys/support/client';

const COMPILED = join(tmpdir(), `plenum-compiled-${process.getuid?.() ?? 0}`);
const COMPILE_ONCE = join(__dirname, 'compile-once.js');
const SERVE = join(__dirname, 'serve.ts');
/** Longer than any clock is set forward. */
const TOKEN_SECONDS = 60 * 86_400;

export interface ServerProcessOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Scripts that the process loads before anything else. */
  readonly preload?: readonly string[];
}

/** The real server in a process of its own, which can be killed at any moment and started again on the same folder. */
export class ServerProcess implements AsyncDisposable {
  url = '';
  private process: ChildProcess | undefined;

  constructor(
    readonly dataDir: string,
    private readonly options: ServerProcessOptions = {},
  ) {}

  static async started(dataDir: string, options: ServerProcessOptions = {}): Promise<ServerProcess> {
    const server = new ServerProcess(dataDir, options);
    await server.start();
    return server;
  }

  /** Fails with the exit code when it does not come to serve. */
  async start(): Promise<void> {
    mkdirSync(COMPILED, { recursive: true, mode: 0o700 });
    const preloads = [...(this.options.preload ?? []), COMPILE_ONCE].flatMap((file) => ['--require', file]);
    const child = spawn(process.execPath, ['--no-warnings', ...preloads, SERVE, this.dataDir], {
      env: { ...process.env, COMPILED, NODE_COMPILE_CACHE: join(COMPILED, 'v8'), ...this.options.environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.process = child;
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    if (done) throw new Error(`the server ended with ${await this.exit()}`);
    this.url = value as string;
  }

  get isUp(): boolean {
    return this.process !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  /** As a power switch does, as far as the process is concerned. */
  async kill(): Promise<void> {
    this.process?.kill('SIGKILL');
    await this.exit();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }

  /** Somebody with a token, which the folder's own key signs. */
  async client(assemblyId: string, roles: readonly Role[], memberId?: string): Promise<Client> {
    const tokens = await Tokens.in(this.dataDir, () => new Date());
    const whose = memberId === undefined ? {} : { memberId };
    return new Client(this, await tokens.issue({ assemblyId, roles, ...whose, lifetimeSeconds: TOKEN_SECONDS }));
  }

  founder(): Promise<Client> {
    return this.client(SERVER_AUDIENCE, ['admin']);
  }

  private async exit(): Promise<string> {
    const child = this.process;
    if (child === undefined) return 'nothing';
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return String(child.exitCode ?? child.signalCode);
  }
}
