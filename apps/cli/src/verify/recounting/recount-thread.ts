import { extname, join } from 'node:path';
import { startWorker } from '../../server/server-parts';
import { packed, type PackedPage } from './packed-page';
import type { ReadEvent, Recounted, Recounting } from './recounting';

export type ToRecount = { readonly kind: 'page'; readonly page: PackedPage } | { readonly kind: 'finish' };
export type FromRecount =
  { readonly kind: 'followed'; readonly bytes: number } | { readonly kind: 'recounted'; readonly outcome: Recounted };

/** Compiled, or as a source: as this file is. */
const WORKER = join(__dirname, `recount-worker${extname(__filename)}`);

/** Unit: bytes of events that wait to be followed. Whoever reads faster than that waits, so that memory stays bounded. */
const MOST_WAITING = 16 * 1024 * 1024;

/**
 * A record that grows keeps much of what was made lately: with the usual 48 MB, much of it is copied from one young generation to the next before
 * it is found to stay. Unit: megabytes.
 */
const YOUNG = { maxYoungGenerationSizeMb: 192 };

/** A recount beside the thread that reads and checks: on two cores, a long log takes the time of the slower half. */
export class RecountThread implements Recounting {
  private readonly worker = startWorker(WORKER, undefined, YOUNG);
  private waiting = 0;
  private outcome: Recounted | undefined;
  private failure: Error | undefined;
  private wake: () => void = () => undefined;

  constructor() {
    this.worker.on('message', (message: FromRecount) => {
      if (message.kind === 'followed') this.waiting -= message.bytes;
      else this.outcome = message.outcome;
      this.wake();
    });
    const fail = (error: Error) => {
      this.failure ??= error;
      this.wake();
    };
    this.worker.on('error', fail);
    this.worker.on('exit', (code) => fail(new Error(`the thread that recounts ended with code ${code}`)));
  }

  async follow(events: readonly ReadEvent[]): Promise<void> {
    const page = packed(events);
    this.waiting += page.bytes.length;
    this.tell({ kind: 'page', page }, [page.bytes.buffer, page.leafHashes.buffer]);
    await this.until(() => this.waiting <= MOST_WAITING);
  }

  async finish(): Promise<Recounted> {
    this.tell({ kind: 'finish' });
    await this.until(() => this.outcome !== undefined);
    return this.outcome!;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private tell(message: ToRecount, transfer: readonly ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.failure !== undefined) throw this.failure;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
