import { SubscriptionEnded } from './errors';
import type { EventLog, LogSubscription, Position, RecordedEvent } from './event-log';

/**
 * Subscriptions, once for every store: catch up by pages, then go on with what is announced as it commits. Events are read
 * from the store only when the announced ones do not follow on; a slow follower costs at most `MAX_WAITING` events.
 */

/** Unit: events per delivery while catching up. */
const PAGE = 512;

/** Unit: events held for one follower that is busy; past this it reads them from the store when its turn comes. */
const MAX_WAITING = 4096;

export type Deliver = (events: readonly RecordedEvent[]) => void | Promise<void>;
type Source = Pick<EventLog, 'readAll' | 'head'>;

/** Everyone who follows one log. */
export class Followers {
  private readonly followers = new Set<Follower>();

  constructor(private readonly source: Source) {}

  follow(after: Position, deliver: Deliver): LogSubscription {
    const follower = new Follower(this.source, after, deliver, () => this.followers.delete(follower));
    this.followers.add(follower);
    return follower;
  }

  /** Tell the followers what has just been stored, durably and in order. */
  announce(events: readonly RecordedEvent[]): void {
    for (const follower of this.followers) follower.offer(events);
  }

  /** The store has failed for good: every subscription ends with this reason. */
  fail(reason: unknown): void {
    for (const follower of this.followers) follower.fail(reason);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.followers].map((follower) => follower.stop()));
  }
}

interface Waiter {
  readonly until: Position;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

class Follower implements LogSubscription {
  readonly finished: Promise<void>;
  private waiting: RecordedEvent[] = [];
  private announced: Position = 0;
  private waiters: Waiter[] = [];
  private live = false;
  private stopping = false;
  private ended: { readonly reason: unknown } | undefined;
  private failed: { readonly reason: unknown } | undefined;
  private wake: (() => void) | undefined;

  constructor(
    private readonly source: Source,
    private delivered: Position,
    private readonly deliver: Deliver,
    private readonly onEnd: () => void,
  ) {
    this.finished = this.run();
  }

  async caughtUp(): Promise<void> {
    const until = await this.source.head();
    if (this.delivered >= until) return;
    if (this.ended) throw this.ended.reason;
    return new Promise((resolve, reject) => this.waiters.push({ until, resolve, reject }));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.finished.catch(() => undefined);
  }

  offer(events: readonly RecordedEvent[]): void {
    const last = this.waiting.at(-1)?.position;
    const follows = last === undefined || events[0]?.position === last + 1;
    this.announced = events.at(-1)?.position ?? this.announced;
    if (follows && this.waiting.length + events.length <= MAX_WAITING) this.waiting.push(...events);
    else this.waiting = [];
    this.wake?.();
  }

  fail(reason: unknown): void {
    this.failed ??= { reason };
    this.wake?.();
  }

  private async run(): Promise<void> {
    try {
      // Deliver only after `subscribe` has returned.
      await Promise.resolve();
      while (!this.stopping) await this.step();
      this.end(new SubscriptionEnded());
    } catch (reason) {
      this.end(reason);
      throw reason;
    }
  }

  private async step(): Promise<void> {
    if (this.failed) throw this.failed.reason;
    const events = this.takeWaiting() ?? (await this.readMissing());
    const last = events.at(-1);
    if (!last) return this.sleep();
    if (this.stopping) return;
    await this.deliver(events);
    this.delivered = last.position;
    this.settleWaiters();
  }

  /** Once the store had no more, whatever comes is announced, so there is no need to ask it again and again. */
  private async readMissing(): Promise<readonly RecordedEvent[]> {
    if (this.live && this.announced <= this.delivered) return [];
    const events = await this.source.readAll(this.delivered, PAGE);
    this.live ||= events.length === 0;
    return events;
  }

  /** The announced events, if they go on exactly where this follower stands. */
  private takeWaiting(): readonly RecordedEvent[] | undefined {
    const first = this.waiting.findIndex((event) => event.position > this.delivered);
    if (first === -1) this.waiting = [];
    if (this.waiting[first]?.position !== this.delivered + 1) return undefined;
    const events = first === 0 ? this.waiting : this.waiting.slice(first);
    this.waiting = [];
    return events;
  }

  private async sleep(): Promise<void> {
    // Something may have been announced, and even dropped for want of room, since the store was read.
    if (this.announced > this.delivered || this.stopping || this.failed) return;
    await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = undefined;
  }

  private settleWaiters(): void {
    const { delivered } = this;
    for (const waiter of this.waiters) if (waiter.until <= delivered) waiter.resolve();
    this.waiters = this.waiters.filter((waiter) => waiter.until > delivered);
  }

  private end(reason: unknown): void {
    this.ended = { reason };
    this.onEnd();
    for (const waiter of this.waiters) waiter.reject(reason);
    this.waiters = [];
    this.waiting = [];
  }
}
