import { Recount, type RecountWatch } from '../recount';
import { FirstFindings } from './first-findings';
import type { ReadEvent, Recounted, Recounting } from './recounting';

/** A recount in the thread that reads. */
export class RecountHere implements Recounting {
  private readonly recount: Recount;
  private readonly findings = new FirstFindings();

  constructor(watch?: RecountWatch) {
    this.recount = new Recount(watch);
  }

  take({ position, leafHash, envelope }: Omit<ReadEvent, 'bytes'>): void {
    for (const finding of this.recount.take(position, leafHash, envelope)) this.findings.report(finding);
  }

  async follow(page: readonly ReadEvent[]): Promise<void> {
    for (const event of page) this.take(event);
  }

  outcome(): Recounted {
    const { recounted, stopped } = this.recount;
    return { recounted, stopped, findings: this.findings };
  }

  async finish(): Promise<Recounted> {
    return this.outcome();
  }

  async close(): Promise<void> {}
}
