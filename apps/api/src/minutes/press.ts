import { once } from 'node:events';
import { Injectable } from '@nestjs/common';
import { Fault } from '@plenum/domain';
import { startWorker } from '../platform/start-worker';
import type { Print } from './pdf-worker';

/** Makes PDFs on a thread of their own, one after the other: reading the fonts alone takes a tenth of a second, which no ballot should wait for. */
@Injectable()
export class Press {
  private last: Promise<unknown> = Promise.resolve();

  /** The PDF, base64. */
  print(print: Print): Promise<string> {
    const printed = this.last.then(() => printOn(print));
    this.last = printed.catch(() => undefined);
    return printed;
  }
}

async function printOn(print: Print): Promise<string> {
  const worker = startWorker(require.resolve('./pdf-worker'), print);
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Fault(`the press ended with code ${String(code)} and without a document`);
  });
  const [pdf] = (await Promise.race([once(worker, 'message'), ended])) as [string];
  await worker.terminate();
  return pdf;
}
