import { Logger } from '@nestjs/common';
import { recordFold, upcast, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import type { EventLog, LogSubscription, RecordedEvent } from '@plenum/event-log';

const logger = new Logger('AssemblyView');

/** The record after a batch of events, and the events that led there from the record before. */
export interface Step {
  readonly before: AssemblyRecord;
  readonly after: AssemblyRecord;
  readonly events: readonly StoredEvent[];
}

type Listener = (step: Step) => void;

/**
 * Follows one assembly's log and holds its record: what every query is answered from. It hears of new events from the
 * log alone, in the log's order, and tells its listeners only after it has applied them.
 */
export class AssemblyView {
  private readonly listeners = new Set<Listener>();
  private readonly waiting: { position: number; resolve: () => void; reject: (reason: unknown) => void }[] = [];
  private subscription: LogSubscription | undefined;
  private failure: unknown;

  constructor(
    private readonly log: EventLog,
    private current: AssemblyRecord,
  ) {}

  /** Throws what ended the view: one that cannot apply an event must not go on answering as if it had. */
  get record(): AssemblyRecord {
    if (this.failure !== undefined) throw this.failure;
    return this.current;
  }

  get failed(): boolean {
    return this.failure !== undefined;
  }

  /** Begin to follow; resolves when the view shows all that stood in the log at the call. */
  async follow(): Promise<void> {
    this.subscription = this.log.subscribe(this.current.position, (events) => this.apply(events));
    this.subscription.finished.catch((reason: unknown) => this.fail(reason));
    await this.subscription.caughtUp();
  }

  /** Resolves when the view shows the event at `position`: how a client reads its own write. */
  reached(position: number): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.current.position >= position) return Promise.resolve();
    return new Promise((resolve, reject) => this.waiting.push({ position, resolve, reject }));
  }

  /** Hear of every later step, until the returned function is called. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async stop(): Promise<void> {
    await this.subscription?.stop();
  }

  private apply(recorded: readonly RecordedEvent[]): void {
    const before = this.current;
    const events = recorded.map((event) => upcast(event) as StoredEvent);
    let after = before;
    for (const event of events) after = recordFold.evolve(after, event);
    this.current = after;
    for (const listener of [...this.listeners]) listener({ before, after, events });
    this.release();
  }

  private release(): void {
    for (let index = this.waiting.length - 1; index >= 0; index -= 1) {
      const one = this.waiting[index]!;
      if (one.position > this.current.position) continue;
      this.waiting.splice(index, 1);
      one.resolve();
    }
  }

  private fail(reason: unknown): void {
    logger.error(
      `assembly ${this.log.assemblyId} stops answering at position ${this.current.position}: ${String(reason)}`,
    );
    this.failure = reason;
    for (const one of this.waiting.splice(0)) one.reject(reason);
  }
}
