import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** The browser, if this machine has one. */
export const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

/** A describe that says in one line why it has nothing to show on a machine without the browser. */
export function describeInChromium(name: string, body: () => void): void {
  if (chromium !== undefined) return describe(name, body);
  it(`not run, since this machine has no Chromium: ${name}`, () => console.info(`${name}: skipped, no Chromium`));
}

export interface Screen {
  /** Unit: CSS pixels. */
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: { readonly [key: string]: unknown };
  readonly error?: { readonly message: string };
}

/** One tab of a real browser without a window, driven by the DevTools protocol. For specs. */
export class Tab {
  private asked = 0;
  private readonly answers = new Map<number, (message: Message) => void>();
  private session: string | undefined;
  /** What pages reported: errors, and what their policy kept from being done. */
  readonly reported: unknown[] = [];

  private constructor(
    private readonly browser: ChildProcess,
    private readonly room: string,
    private readonly socket: WebSocket,
  ) {
    socket.onmessage = ({ data }) => this.hear(JSON.parse(String(data)) as Message);
  }

  static async open(): Promise<Tab> {
    const room = mkdtempSync(join(tmpdir(), 'plenum-chromium-'));
    // Whoever is root has no sandbox to give away.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const flags = [
      '--headless=new',
      '--disable-gpu',
      '--remote-debugging-port=0',
      `--user-data-dir=${room}`,
      ...asRoot,
    ];
    const browser = spawn(chromium!, [...flags, 'about:blank'], { stdio: 'ignore' });
    const socket = new WebSocket(await addressIn(join(room, 'DevToolsActivePort')));
    await new Promise((resolve) => (socket.onopen = resolve));
    const tab = new Tab(browser, room, socket);
    const { targetId } = await tab.ask('Target.createTarget', { url: 'about:blank' });
    tab.session = (await tab.ask('Target.attachToTarget', { targetId, flatten: true }))['sessionId'] as string;
    for (const domain of ['Page', 'Log', 'Runtime']) await tab.ask(`${domain}.enable`);
    return tab;
  }

  /** Shows a file on a screen, and answers when it is there. */
  async show(file: string, { width, scheme }: Screen): Promise<void> {
    await this.ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    await this.ask('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: true });
    await this.ask('Page.navigate', { url: pathToFileURL(file).href });
    while ((await this.evaluate('document.readyState + location.protocol')) !== 'completefile:') await passed(20);
  }

  /** What an expression comes to in the page; the page itself runs nothing. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result } = await this.ask('Runtime.evaluate', { expression, returnByValue: true });
    return (result as { value: Value }).value;
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.browser.once('exit', resolve));
    this.session = undefined;
    this.socket.send(JSON.stringify({ id: (this.asked += 1), method: 'Browser.close' }));
    await gone;
    this.socket.close();
    rmSync(this.room, { recursive: true, force: true, maxRetries: 5 });
  }

  private ask(method: string, params: object = {}): Promise<NonNullable<Message['result']>> {
    const id = (this.asked += 1);
    this.socket.send(JSON.stringify({ id, method, params, ...(this.session && { sessionId: this.session }) }));
    return new Promise((resolve, reject) =>
      this.answers.set(id, ({ result, error }) =>
        error === undefined ? resolve(result!) : reject(new Error(`${method}: ${error.message}`)),
      ),
    );
  }

  private hear(message: Message): void {
    if (message.id !== undefined) this.answers.get(message.id)?.(message);
    else if (/^(Log\.entryAdded|Runtime\.exceptionThrown|Page\.javascriptDialogOpening)$/.test(message.method!))
      this.reported.push(message.params);
  }
}

/** The browser writes where it listens once it does: a port and a path. */
async function addressIn(file: string): Promise<string> {
  for (;;) {
    try {
      const [port, path] = readFileSync(file, 'utf8').split('\n') as [string, string?];
      if (path) return `ws://127.0.0.1:${port}${path}`;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await passed(50);
  }
}
