import { isOver, type RollImportProgress } from './roll-import-progress.type';

/** Steps kept for a slow reader; more than the longest import has. */
export const MOST_KEPT = 200;

type Next = IteratorResult<RollImportProgress, undefined>;

const END: Next = { done: true, value: undefined };

/** One follower's view of an import: gives each step in turn and ends with the import, or when the follower leaves. */
export class ProgressFeed implements AsyncIterableIterator<RollImportProgress, undefined> {
  private readonly kept: RollImportProgress[] = [];
  private readonly waiting: ((next: Next) => void)[] = [];
  private ended = false;

  constructor(private readonly left: (feed: ProgressFeed) => void) {}

  /** The oldest steps are dropped when the follower is too slow: only the newest says where the import is. */
  put(progress: RollImportProgress): void {
    if (this.ended) return;
    const waiter = this.waiting.shift();
    if (waiter === undefined) this.kept.push(progress);
    else waiter({ done: false, value: progress });
    if (this.kept.length > MOST_KEPT) this.kept.shift();
    if (isOver(progress)) this.end();
  }

  async next(): Promise<Next> {
    const progress = this.kept.shift();
    if (progress !== undefined) return { done: false, value: progress };
    return this.ended ? END : new Promise((resolve) => this.waiting.push(resolve));
  }

  async return(): Promise<Next> {
    this.kept.length = 0;
    this.end();
    return END;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private end(): void {
    this.ended = true;
    for (const waiter of this.waiting.splice(0)) waiter(END);
    this.left(this);
  }
}
