import { Readable, Writable } from 'node:stream';
import { plenum } from './program';
import type { Output, Terminal } from './terminal/terminal';

/** What a command line came to. For specs. */
export interface Typed {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Text that was written, kept. With a size it passes for a terminal. */
export class Paper extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(
    readonly columns = 0,
    readonly rows = 0,
  ) {
    super({ decodeStrings: false });
    this.isTTY = columns > 0;
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export function terminalOn(out: Output, err: Output, signal = new AbortController().signal, input = ''): Terminal {
  return { input: Readable.from([Buffer.from(input)]), out, err, env: {}, interrupted: signal };
}

/** Run `plenum ARGS...` in this process, without a tty. */
export async function type(
  args: readonly string[],
  { input, signal }: { readonly input?: string; readonly signal?: AbortSignal } = {},
): Promise<Typed> {
  const [out, err] = [new Paper(), new Paper()];
  const exitCode = await plenum(args, terminalOn(out, err, signal, input));
  return { exitCode, out: out.text, err: err.text };
}
