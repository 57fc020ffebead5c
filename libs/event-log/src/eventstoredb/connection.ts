import { randomUUID } from 'node:crypto';
import {
  ANY,
  type AppendExpectedRevision,
  BACKWARDS,
  type Credentials,
  DeadlineExceededError,
  END,
  type EventData,
  type EventStoreDBClient,
  MaxAppendSizeExceededError,
  type ReadStreamOptions,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { LogUnavailable } from '../errors';
import { isPassing } from './passing-failures';
import type { ReceivedEvent } from './wire-event';
import { CountedClient } from './counted-client';
import { endpointsOf, type Endpoints } from './endpoints';

export interface ConnectionOptions {
  /** How long a call is tried again while the cluster elects a leader or the network is away. Unit: milliseconds. */
  readonly patienceMs?: number;
  /** How long a server may be silent before an attempt is given up. Unit: milliseconds. */
  readonly attemptMs?: number;
  /**
   * How long a server may seem to have lost events that were seen on it before that is believed: a leader that was paused answers from before
   * its pause until it learns that there is another. Unit: milliseconds.
   */
  readonly outdatedMs?: number;
}

/** What became of one append: stored; refused because the stream stands elsewhere; too large; or nobody knows. */
export type Appended = 'stored' | 'moved' | 'too-large' | 'unknown';

const PATIENCE_MS = 15_000;
const ATTEMPT_MS = 5_000;
const OUTDATED_MS = 15_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/**
 * The client's answer to a call credential is `Append`, one call with a deadline for each append. Without one it multiplexes
 * all appends over a single `BatchAppend` call that has no deadline, and keeps its pending answers in one table for all
 * clients of the process: an error of one client would settle, wrongly, the appends of another. In clear text the client
 * sends no credentials, so these are never seen by a server.
 */
const NOBODY: Credentials = { username: 'nobody', password: '' };

/** A server or cluster, with the failures that pass told apart from those that do not. */
export class Connection {
  /** Tells the events that this process sends from the same events sent by another. */
  readonly writer = randomUUID();
  readonly endpoints: Endpoints;
  private readonly patienceMs: number;
  private readonly attemptMs: number;
  private readonly outdatedMs: number;
  private current: CountedClient;
  private readonly leaving: (() => void)[] = [];
  private closed = false;

  /** Throws `BadEventStoreUrl`. Nothing is connected before the first call. */
  constructor(
    private readonly url: string,
    { patienceMs = PATIENCE_MS, attemptMs = ATTEMPT_MS, outdatedMs = OUTDATED_MS }: ConnectionOptions = {},
  ) {
    this.endpoints = endpointsOf(url);
    this.current = new CountedClient(url);
    this.patienceMs = patienceMs;
    this.attemptMs = attemptMs;
    this.outdatedMs = outdatedMs;
  }

  /** Not to be kept: another takes its place when its node falls silent. */
  get client(): EventStoreDBClient {
    return this.current.client;
  }

  /** Hear that the client is left: what has no deadline must begin anew. */
  onLeft(listener: () => void): void {
    this.leaving.push(listener);
  }

  /** One attempt. Throws `LogUnavailable` for what does not pass by itself, such as a refused log-in. */
  async append(stream: string, events: readonly EventData[], expected: AppendExpectedRevision): Promise<Appended> {
    const { attemptMs: deadline, endpoints } = this;
    const credentials = endpoints.credentials ?? NOBODY;
    const options = { expectedRevision: expected, deadline, credentials, requiresLeader: true };
    try {
      await this.leavingSilence((client) => client.appendToStream(stream, [...events], options));
      return 'stored';
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return 'moved';
      if (error instanceof MaxAppendSizeExceededError) return 'too-large';
      if (isPassing(error)) return 'unknown';
      throw unavailable(error);
    }
  }

  /** An append that may be repeated, until it is known to be stored or to be in the way of another. */
  async appendPatiently(
    stream: string,
    events: readonly EventData[],
    expected: AppendExpectedRevision = ANY,
  ): Promise<'stored' | 'moved'> {
    const patience = this.newPatience();
    for (;;) {
      const appended = await this.append(stream, events, expected);
      if (appended === 'stored' || appended === 'moved') return appended;
      if (appended === 'too-large' || !(await patience.pause()))
        throw new LogUnavailable(`the event store could not take an event of stream ${stream}`);
    }
  }

  /** Up to `limit` events of the stream from a revision on; undefined when there is no such stream. */
  read(stream: string, from: bigint, limit: number): Promise<readonly ReceivedEvent[] | undefined> {
    return this.readPatiently(stream, { fromRevision: from, maxCount: limit });
  }

  /** The last event of the stream; undefined when there is none. */
  async readLast(stream: string): Promise<ReceivedEvent | undefined> {
    return (await this.readPatiently(stream, { fromRevision: END, direction: BACKWARDS, maxCount: 1 }))?.[0];
  }

  private readPatiently(stream: string, place: ReadStreamOptions): Promise<readonly ReceivedEvent[] | undefined> {
    return this.patiently(async () => {
      try {
        return await this.leavingSilence((client) => this.readOnce(client, stream, place));
      } catch (error) {
        if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) return undefined;
        throw error;
      }
    });
  }

  /** Try again what fails in passing, with growing pauses, until patience is over. Throws `LogUnavailable`. */
  async patiently<T>(attempt: () => Promise<T>): Promise<T> {
    const patience = this.newPatience();
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isPassing(error) || !(await patience.pause())) throw unavailable(error);
      }
    }
  }

  newPatience(): Patience {
    return this.patienceOf(this.patienceMs);
  }

  /** With a server that seems to have lost what was seen on it. */
  newPatienceWithTheOutdated(): Patience {
    return this.patienceOf(this.outdatedMs);
  }

  private patienceOf(milliseconds: number): Patience {
    return new Patience(performance.now() + milliseconds, () => this.closed);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.current.dispose();
  }

  /**
   * The client goes to another node when one refuses or breaks off, but stays with one that has fallen silent: a machine that is
   * paused, a network that swallows all. So whoever has waited in vain leaves, with everybody, and a new client looks for the leader.
   */
  private async leavingSilence<T>(attempt: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    const { current } = this;
    try {
      return await current.during(attempt);
    } catch (error) {
      if (error instanceof DeadlineExceededError && current === this.current && !this.closed) this.leave();
      throw error;
    }
  }

  /** Calls that are under way end by their own deadlines: a read that the client cancels would never end. */
  private leave(): void {
    const left = this.current;
    this.current = new CountedClient(this.url);
    for (const listener of this.leaving) listener();
    left.leave();
  }

  private async readOnce(
    client: EventStoreDBClient,
    stream: string,
    place: ReadStreamOptions,
  ): Promise<readonly ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    const reading = client.readStream(stream, { ...place, requiresLeader: true });
    // The client may report an error once more after the reader has left.
    reading.on('error', () => undefined);
    // The client takes no deadline for reads.
    const silence = setTimeout(() => {
      reading.cancel().catch(() => undefined);
      reading.destroy(new DeadlineExceededError(undefined, 'the node fell silent'));
    }, this.attemptMs);
    try {
      for await (const { event } of reading) {
        silence.refresh();
        if (event) events.push(event);
      }
      return events;
    } finally {
      clearTimeout(silence);
    }
  }
}

/** How much longer to try, by a clock that nobody sets. */
export class Patience {
  private next = FIRST_PAUSE_MS;

  constructor(
    private readonly until: number,
    private readonly isClosed: () => boolean,
  ) {}

  get isOver(): boolean {
    return this.isClosed() || performance.now() > this.until;
  }

  /** Wait a little, each time longer; false at once when there is no time left. */
  async pause(): Promise<boolean> {
    if (this.isClosed() || performance.now() + this.next > this.until) return false;
    const pauseMs = this.next * (1 + Math.random());
    this.next = Math.min(this.next * 2, LONGEST_PAUSE_MS);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return true;
  }
}

function unavailable(error: unknown): unknown {
  if (error instanceof LogUnavailable) return error;
  if (!(error instanceof Error)) return error;
  // The client ends some of its messages with a full stop, and a sentence of ours follows.
  return new LogUnavailable(`the event store: ${error.message.replace(/\.+$/, '')}`, { cause: error });
}
