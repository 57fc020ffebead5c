import { subscriptionError } from './graphql/error-format';

/** The reader fell so far behind that messages would be lost: subscribe again from the last position you saw. */
export class SubscriberTooSlow extends Error {
  override readonly name = 'SubscriberTooSlow';
  readonly code = 'SUBSCRIBER_TOO_SLOW';
  readonly advice = 'Subscribe again, resuming after the last position you received.';
  constructor() {
    super('this subscription fell too far behind');
  }
}

export interface FeedSource<T> {
  push(message: T): void;
  fail(reason: unknown): void;
}

const MOST_WAITING = 1_000;

/**
 * Messages pushed by a source, read as an async iterable. Bounded: a reader who stops reading costs no memory. When the
 * reader leaves, the source is stopped at once, even in the middle of a wait.
 */
export class Feed<T> implements AsyncIterableIterator<T> {
  private readonly waiting: T[] = [];
  private readonly stop: () => void;
  private wake: (() => void) | undefined;
  private failure: unknown;
  private over = false;

  /** `start` begins to push and returns how to stop. With `latestOnly` an unread message gives way to a newer one. */
  constructor(
    start: (source: FeedSource<T>) => () => void,
    private readonly latestOnly = false,
  ) {
    this.stop = start({ push: (message) => this.push(message), fail: (reason) => this.fail(reason) });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<T>> {
    while (this.waiting.length === 0 && !this.over && this.failure === undefined) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.failure !== undefined) {
      await this.return();
      throw subscriptionError(this.failure);
    }
    return this.over ? { done: true, value: undefined } : { done: false, value: this.waiting.shift()! };
  }

  return(): Promise<IteratorResult<T>> {
    if (!this.over) {
      this.over = true;
      this.stop();
      this.wake?.();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  private push(message: T): void {
    if (this.latestOnly) this.waiting.length = 0;
    else if (this.waiting.length >= MOST_WAITING) return this.fail(new SubscriberTooSlow());
    this.waiting.push(message);
    this.wake?.();
  }

  private fail(reason: unknown): void {
    this.failure ??= reason;
    this.wake?.();
  }
}
