import { LogUnavailable, type AppendRequest, type AppendResult, type EventLog } from '@plenum/event-log';
import type { Dice } from '../faults/support/dice';
import type { Scheduler } from './scheduler';

/** How often an append meets a fault, once in so many. */
const FAULT_BEFORE = 25;
const FAULT_AFTER = 25;
const SLOWEST_MS = 12;

/**
 * The log as one process sees it: each question takes its time, an append may fail before it is stored or after, and when the process
 * dies, nothing that is under way is ever answered. The facts themselves outlive it.
 */
export class SimulatedDisk {
  isCalm = false;
  private isCut = false;

  constructor(
    private readonly kept: EventLog,
    private readonly scheduler: Scheduler,
    private readonly dice: Dice,
  ) {}

  get log(): EventLog {
    const { kept } = this;
    const slow =
      <Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) =>
      async (...asked: Asked): Promise<Answer> => {
        await this.turn();
        const answer = await ask(...asked);
        await this.turn();
        return answer;
      };
    return {
      assemblyId: kept.assemblyId,
      append: slow((request) => this.append(request)),
      receiptOf: slow((commandId) => kept.receiptOf(commandId)),
      readStream: slow((stream, fromRevision) => kept.readStream(stream, fromRevision)),
      readAll: slow((after, limit) => kept.readAll(after, limit)),
      readBytes: slow((after, limit) => kept.readBytes(after, limit)),
      head: slow(() => kept.head()),
      subscribe: (after, deliver) => kept.subscribe(after, (events) => this.delivered(() => deliver(events))),
      close: () => Promise.resolve(),
    };
  }

  /** The process is gone. */
  cut(): void {
    this.isCut = true;
  }

  private async append(request: AppendRequest): Promise<AppendResult> {
    if (!this.isCalm && this.dice.oneIn(FAULT_BEFORE)) throw new LogUnavailable('the disk failed before it stored');
    const result = await this.kept.append(request);
    if (!this.isCalm && this.dice.oneIn(FAULT_AFTER)) throw new LogUnavailable('the disk failed after it stored');
    return result;
  }

  private async delivered(deliver: () => void | Promise<void>): Promise<void> {
    await this.turn();
    await deliver();
  }

  /** Most answers are there at once, some take long. */
  private async turn(): Promise<void> {
    await this.scheduler.sleep(this.dice.oneIn(3) ? this.dice.below(SLOWEST_MS) : 0);
    if (this.isCut) await new Promise(() => undefined);
  }
}
