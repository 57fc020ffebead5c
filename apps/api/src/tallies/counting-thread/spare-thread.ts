import { Fault } from '@plenum/domain';
import type { EventLog } from '@plenum/event-log';
import type { AnswerTo, Question } from '../question';
import { CountingStopped, CountingThread } from './counting-thread';

/** How long a thread waits for another question: it holds a whole record of its own. Unit: milliseconds. */
const IDLE_MS = 60_000;
/** Most questions of one assembly at once. */
const MOST_WAITING = 100;

/** More is asked than one thread can answer in good time. */
export class TooMuchSupposed extends Error {
  override readonly name = 'TooMuchSupposed';
  readonly code = 'TOO_MUCH_SUPPOSED';
  readonly advice = 'Ask again in a minute.';
  constructor() {
    super(`${MOST_WAITING} questions about what was or could be are waiting for their answer`);
  }
}

/** A thread for what can wait, so that nobody's tally waits for it: begun when something is asked, and ended when nothing was for a while. */
export class SpareThread {
  private thread: CountingThread | undefined;
  private waiting = 0;
  private idle: NodeJS.Timeout | undefined;
  private stopped = false;
  private failed = false;

  constructor(
    private readonly log: Pick<EventLog, 'assemblyId' | 'readBytes'>,
    private readonly idleMs = IDLE_MS,
  ) {}

  get isRunning(): boolean {
    return this.thread !== undefined;
  }

  /** As of a `CountingThread`. Throws `TooMuchSupposed` when too many are waiting. */
  async ask<Asked extends Question>(position: number, proposalId: string, question: Asked): Promise<AnswerTo<Asked>> {
    if (this.stopped) throw new CountingStopped();
    if (this.waiting >= MOST_WAITING) throw new TooMuchSupposed();
    clearTimeout(this.idle);
    this.thread ??= new CountingThread(this.log);
    this.waiting += 1;
    try {
      return await this.thread.ask(position, proposalId, question);
    } catch (error) {
      if (error instanceof Fault) this.failed = true;
      throw error;
    } finally {
      this.waiting -= 1;
      if (this.waiting === 0) this.restSoon();
    }
  }

  /** Idempotent. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.idle);
    await this.thread?.stop();
  }

  /** One that failed is kept: a count that failed once is not tried again. */
  private restSoon(): void {
    if (this.stopped || this.failed) return;
    this.idle = setTimeout(() => {
      void this.thread?.stop();
      this.thread = undefined;
    }, this.idleMs).unref();
  }
}
