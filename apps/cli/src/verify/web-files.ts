import { shown } from '@plenum/event-log';
import { thousands } from '../terminal/progress';
import { stopIfInterrupted } from '../terminal/stopped';
import { Undecidable } from './undecidable';

/** How long a host is waited for. Unit of what ends in Ms: milliseconds. */
export interface Patience {
  /** Until the first byte, and between any two pieces that arrive. */
  readonly silentMs: number;
  /** For one whole file: a host that drips is not waited for for ever. */
  readonly wholeMs: number;
  /** For all files together, whatever comes: a small log is there by then, over whatever line. */
  readonly graceMs: number;
  /** After that, on the average of all that came and all that was waited for. */
  readonly leastBytesPerSecond: number;
}

/**
 * A log has thousands of files, and a host that takes nearly five minutes over each would keep an auditor for weeks. 8 KiB a second is less
 * than half of what a phone gets where there is nothing better than EDGE: at that rate a quarter of a million events take an evening,
 * and an export that is slower is sooner fetched by hand.
 */
const PATIENCE: Patience = { silentMs: 20_000, wholeMs: 300_000, graceMs: 60_000, leastBytesPerSecond: 8_192 };

/** What a host answers instead of a file says nothing of the log: the reason, and the name of the file. */
export class WebFiles {
  /** The status of the last answer. */
  status: number | undefined;
  private readonly given: Given = { bytes: 0, waitedMs: 0 };

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
    const watch = new Watch(this.patience, this.given);
    try {
      const response = await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.any([this.interrupted, watch.signal]),
      });
      this.status = response.status;
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
    watch.heard(piece.length);
    pieces.push(piece.subarray(0, most - size));
    size += pieces.at(-1)!.length;
    if (size >= most) break;
  }
  return Buffer.concat(pieces, size);
}

/** What came of a host's files so far, and how long was waited for it. */
interface Given {
  bytes: number;
  waitedMs: number;
}

/** Gives up a host that is silent for too long, takes too long for one file, or gives too little of all files in the time that they take. */
class Watch {
  private readonly aborted = new AbortController();
  private readonly startedAt = performance.now();
  private readonly whole: NodeJS.Timeout;
  private readonly silent: NodeJS.Timeout;
  private slow: NodeJS.Timeout;
  /** Why it was given up. */
  reason: string | undefined;

  constructor(
    private readonly patience: Patience,
    private readonly given: Given,
  ) {
    const { silentMs, wholeMs } = patience;
    this.whole = setTimeout(() => this.giveUp(`it took more than ${wholeMs / 1000} s`), wholeMs);
    this.silent = setTimeout(() => this.giveUp(`nothing came for ${silentMs / 1000} s`), silentMs);
    this.slow = this.untilTooSlow();
  }

  get signal(): AbortSignal {
    return this.aborted.signal;
  }

  heard(bytes: number): void {
    this.silent.refresh();
    this.given.bytes += bytes;
    clearTimeout(this.slow);
    this.slow = this.untilTooSlow();
  }

  /** Whatever the host still sends, nobody reads. */
  stop(): void {
    for (const timer of [this.whole, this.silent, this.slow]) clearTimeout(timer);
    this.given.waitedMs = this.waitedMs;
    this.aborted.abort();
  }

  private get waitedMs(): number {
    return this.given.waitedMs + performance.now() - this.startedAt;
  }

  private untilTooSlow(): NodeJS.Timeout {
    const { graceMs, leastBytesPerSecond } = this.patience;
    const allowedMs = graceMs + (this.given.bytes * 1000) / leastBytesPerSecond;
    const giveUp = () => {
      const [bytes, seconds] = [thousands(this.given.bytes), (this.waitedMs / 1000).toFixed(1)];
      this.giveUp(`the host gave ${bytes} bytes in ${seconds} s, less than ${thousands(leastBytesPerSecond)} a second`);
    };
    return setTimeout(giveUp, allowedMs - this.waitedMs);
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
