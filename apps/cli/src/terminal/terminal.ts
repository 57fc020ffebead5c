import { once } from 'node:events';

/** Somewhere text goes. The tty fields are there only on a terminal. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** All that a command knows of the place where it was typed. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly out: Output;
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C: a command that takes time stops, tidies up and comes back. */
  readonly interrupted: AbortSignal;
}

/** Write, and wait where the reader is slower than we are. */
export async function print(output: Output, text: string): Promise<void> {
  if (!output.write(text)) await once(output, 'drain');
}

/** Whether colours and cursor movements are welcome there (https://no-color.org). */
export function allowsPictures(output: Output, { env }: Pick<Terminal, 'env'>): boolean {
  return output.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
