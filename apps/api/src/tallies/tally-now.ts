import { setTimeout as sleep } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { waitBeforePassMs, type LinearPass } from '@plenum/counting';
import type { AssemblyRecord } from '@plenum/domain';
import { isAsItWas } from './live-proposals';
import type { Figures } from './proposal-count';
import type { Standing } from './standing';

/** A proposal's figures, and the record they were read at. */
export interface ReadFigures {
  readonly record: AssemblyRecord;
  readonly figures: Figures;
}

/**
 * The newest figures of one proposal that is counted on another thread. Whoever asks while a count is under way gets the next one, which
 * is of a record at least as new as when they asked; so there is never more than one under way, and passes begin at most ten times a second.
 */
export class TallyNow {
  private newest: { readonly record: AssemblyRecord; readonly figures: Promise<Figures> } | undefined;
  private next: Promise<ReadFigures> | undefined;

  /** `standing` is where the proposal stands when it is called, `lastPass` the last pass over it that has ended. */
  constructor(
    private readonly proposalId: string,
    private readonly standing: () => Standing,
    private readonly lastPass: () => LinearPass | undefined,
  ) {}

  read(): Promise<ReadFigures> {
    const { record } = this.standing();
    const { newest } = this;
    if (newest !== undefined && isAsItWas(record, newest.record, this.proposalId)) {
      return newest.figures.then((figures) => ({ record, figures }));
    }
    return (this.next ??= this.readNext());
  }

  private async readNext(): Promise<ReadFigures> {
    await this.newest?.figures.catch(() => undefined);
    const waitMs = waitBeforePassMs(performance.now(), this.lastPass());
    if (waitMs > 0) await sleep(waitMs, undefined, { ref: false });
    this.next = undefined;
    const standing = this.standing();
    const figures = standing.figures();
    const newest = { record: standing.record, figures };
    this.newest = newest;
    // Whoever asks after a failure has it counted anew.
    figures.catch(() => {
      if (this.newest === newest) this.newest = undefined;
    });
    return { record: standing.record, figures: await figures };
  }
}
