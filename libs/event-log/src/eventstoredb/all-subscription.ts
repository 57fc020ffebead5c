import { END, streamNameFilter } from '@eventstore/db-client';
import { LogUnavailable } from '../errors';
import type { Connection } from './connection';
import { isPassing } from './passing-failures';
import type { ReceivedEvent } from './wire-event';

const LONGEST_PAUSE_MS = 2_000;

/** Unit: milliseconds a subscription is given to be confirmed. */
const CONFIRM_MS = 10_000;

/** Unit: attempts in a row for whose whole time the server neither confirmed nor refused, nor was away. */
const MOST_SILENCES = 3;

/** How a subscription went: whether it stood, whether it was waited for in vain, and what ended it, if anything was said. */
interface Followed {
  readonly confirmed: boolean;
  readonly expired: boolean;
  readonly reason: unknown;
}

interface Listener {
  /** An event of one of our streams. */
  readonly received: (event: ReceivedEvent) => void;
  /** The subscription stands (again): whatever was stored before this moment and was not received should be read. */
  readonly confirmed: () => void;
}

/**
 * One subscription to `$all` for all logs of this process, filtered by the server to our streams. The client ends a subscription
 * when its server goes; this one begins again, for as long as it is not stopped, and always at the end of `$all`: what was missed is
 * read. (Behind a position that it does not have, such as after a restore, a server would be silent for ever, or refuse.)
 */
export class AllSubscription {
  private endCurrent: () => void = () => undefined;
  private stopped = false;
  private wake: (() => void) | undefined;
  private readonly running: Promise<void>;
  private stand: () => void = () => undefined;
  private refuse: (reason: unknown) => void = () => undefined;
  private standing: Promise<void>;

  constructor(
    private readonly connection: Connection,
    private readonly prefixes: readonly string[],
    private readonly listener: Listener,
  ) {
    this.standing = new Promise((resolve, reject) => {
      this.stand = resolve;
      this.refuse = reject;
    });
    this.standing.catch(() => undefined);
    connection.onLeft(() => this.endCurrent());
    this.running = this.run();
  }

  /**
   * Resolves once it has stood. Rejects with `LogUnavailable` when this account may not follow `$all`, until it is let in after all.
   */
  get begun(): Promise<void> {
    return this.standing;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.refuse(new LogUnavailable('it was closed'));
    this.wake?.();
    this.endCurrent();
    await this.running;
  }

  private async run(): Promise<void> {
    for (let failures = 0, silences = 0; !this.stopped;) {
      const { confirmed, expired, reason } = await this.follow();
      failures = confirmed ? 0 : failures + 1;
      if (expired) silences += 1;
      else if (confirmed || reason !== undefined) silences = 0;
      if (silences >= MOST_SILENCES || (reason !== undefined && !isPassing(reason))) this.refuse(refused(reason));
      if (!this.stopped) await this.pause(Math.min(LONGEST_PAUSE_MS, 20 * 2 ** failures));
    }
  }

  /** Follow until the subscription ends, however it does. */
  private follow(): Promise<Followed> {
    const subscription = this.connection.client.subscribeToAll({
      fromPosition: END,
      filter: streamNameFilter({ prefixes: [...this.prefixes] }),
    });
    return new Promise((resolve) => {
      let confirmed = false;
      let expired = false;
      const end = (reason?: unknown) => {
        clearTimeout(unconfirmed);
        // The call may still be looking for a leader; nobody waits for that.
        subscription.unsubscribe().catch(() => undefined);
        subscription.destroy();
        resolve({ confirmed, expired, reason });
      };
      this.endCurrent = end;
      const unconfirmed = setTimeout(() => {
        expired = true;
        end();
      }, CONFIRM_MS);
      subscription.on('confirmation', () => {
        clearTimeout(unconfirmed);
        confirmed = true;
        this.stand();
        this.standing = Promise.resolve();
        this.listener.confirmed();
      });
      subscription
        .on('data', ({ event }) => event && this.listener.received(event))
        .on('error', end)
        .on('end', () => end())
        .on('close', () => end());
    });
  }

  private async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function refused(reason: unknown): LogUnavailable {
  const words = reason instanceof Error ? reason.message : 'no answer';
  return new LogUnavailable(`the event store does not let this account follow $all (${words})`, { cause: reason });
}
