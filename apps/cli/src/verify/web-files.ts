import { shown } from '@plenum/event-log';
import { stopIfInterrupted } from '../terminal/stopped';
import { Undecidable } from './undecidable';

/** How long a file may take. Unit: milliseconds. */
export interface Patience {
  /** Until the first byte, and between any two pieces that arrive. */
  readonly silentMs: number;
  /** For the whole file: a host that drips is not waited for for ever. */
  readonly wholeMs: number;
}

const PATIENCE: Patience = { silentMs: 20_000, wholeMs: 300_000 };

/** What a host answers instead of a file says nothing of the log: the reason, and the name of the file. */
export class WebFiles {
  /** Throws `Undecidable` for an address that is none. */
  constructor(
    private readonly address: string,
    private readonly interrupted: AbortSignal,
    private readonly patience: Patience = PATIENCE,
  ) {
    if (!URL.canParse(address)) throw new Undecidable(`${shown(address)} is not an address`);
  }

  /**
   * At most `most` bytes of a file; undefined where the host says that there is none. Redirects are not followed: an auditor names
   * whom to ask. Throws `Undecidable` for every other answer, and for none.
   */
  async read(name: string, most: number): Promise<Uint8Array | undefined> {
    const url = this.urlOf(name);
    const watch = new Watch(this.patience);
    try {
      const response = await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.any([this.interrupted, watch.signal]),
      });
      if (response.status === 404 || response.status === 410) return undefined;
      refuse(url, response);
      return await bytesOf(response, most, watch);
    } catch (error) {
      stopIfInterrupted(this.interrupted);
      if (error instanceof Undecidable) throw error;
      throw new Undecidable(`${url} could not be read: ${watch.reason ?? reasonOf(error)}`);
    } finally {
      watch.stop();
    }
  }

  urlOf(name: string): string {
    const url = new URL(this.address);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/${name}`;
    return url.href;
  }
}

/** A page for people is no file of a log, though many hosts send one with status 200 for whatever they do not have. */
function refuse(url: string, { status, headers }: Response): void {
  const elsewhere = headers.get('location');
  if (status >= 300 && status < 400 && elsewhere !== null)
    throw new Undecidable(`${url} points elsewhere, to ${shown(elsewhere)}; give that address if you mean it`);
  if (status !== 200) throw new Undecidable(`${url} was answered with status ${status}`);
  if (/^text\/html\b/i.test(headers.get('content-type') ?? ''))
    throw new Undecidable(`${url} was answered with a web page, not with a file of a log`);
}

/** Stops reading, and the host from sending, once there is enough. Memory: `most`. */
async function bytesOf({ body }: Response, most: number, watch: Watch): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    watch.heard();
    pieces.push(piece.subarray(0, most - size));
    size += pieces.at(-1)!.length;
    if (size >= most) break;
  }
  return Buffer.concat(pieces, size);
}

/** Gives up a host that is silent for too long, or takes too long for one file. */
class Watch {
  private readonly aborted = new AbortController();
  private readonly whole: NodeJS.Timeout;
  private silent: NodeJS.Timeout;
  /** Why it was given up. */
  reason: string | undefined;

  constructor({ silentMs, wholeMs }: Patience) {
    this.whole = setTimeout(() => this.giveUp(`it took more than ${wholeMs / 1000} s`), wholeMs);
    this.silent = setTimeout(() => this.giveUp(`nothing came for ${silentMs / 1000} s`), silentMs);
  }

  get signal(): AbortSignal {
    return this.aborted.signal;
  }

  heard(): void {
    this.silent.refresh();
  }

  /** Whatever the host still sends, nobody reads. */
  stop(): void {
    clearTimeout(this.whole);
    clearTimeout(this.silent);
    this.aborted.abort();
  }

  private giveUp(reason: string): void {
    this.reason = reason;
    this.aborted.abort();
  }
}

/** `fetch` says the reason in the cause of its error. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string; code?: string } };
  return shown(cause?.message || cause?.code || message || String(error));
}
