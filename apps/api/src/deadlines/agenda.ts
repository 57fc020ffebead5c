import type { Clock } from '../platform/clock';

/** Timers go on evenly when the clock is set, and stand still while the machine sleeps: so the clock is looked at again and again. */
const LOOK_AGAIN_MS = 2_000;
const RETRY_MS = 1_000;

interface Item {
  readonly due: string;
  readonly run: () => Promise<void>;
}

/** What falls due when, with one timer for the earliest. An item stays until it is taken off, and is tried again meanwhile. */
export class Agenda {
  private readonly items = new Map<string, Item>();
  private timer: NodeJS.Timeout | undefined;
  /** Unix milliseconds the timer is set for; a later item needs no other timer. */
  private armedFor = Infinity;
  private settling: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly failed: (reason: unknown) => void,
  ) {}

  /** Note an item, move it, or, without a date, take it off. */
  put(key: string, due: string | undefined, run: () => Promise<void>): void {
    if (due === undefined) this.take(key);
    else this.items.set(key, { due, run });
    if (due !== undefined && Date.parse(due) < this.armedFor) this.arm();
  }

  /** Take an item off that is done with. */
  take(key: string): void {
    this.items.delete(key);
  }

  /** Do all that is due now. */
  async settle(): Promise<void> {
    this.settling ??= this.runDue().finally(() => (this.settling = undefined));
    await this.settling;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** An item that is still here after its turn was refused or failed: it is tried again, but not at once. */
  private async runDue(): Promise<void> {
    const now = this.clock.instant();
    const due = [...this.items].filter(([, item]) => item.due <= now);
    for (const [, { run }] of due) {
      if (this.stopped) return;
      await run().catch((reason: unknown) => this.failed(reason));
    }
    const stuck = due.some(([key, item]) => this.items.get(key) === item);
    this.arm(stuck ? RETRY_MS : 1);
  }

  private arm(leastMs = 1): void {
    clearTimeout(this.timer);
    this.armedFor = Infinity;
    if (this.items.size === 0 || this.stopped) return;
    for (const { due } of this.items.values()) this.armedFor = Math.min(this.armedFor, Date.parse(due));
    this.wait(leastMs);
  }

  private wait(leastMs: number): void {
    const left = Math.max(this.armedFor - this.clock.now().getTime(), leastMs);
    const then = () => (left <= LOOK_AGAIN_MS ? void this.settle() : this.wait(1));
    this.timer = setTimeout(then, Math.min(left, LOOK_AGAIN_MS));
  }
}
