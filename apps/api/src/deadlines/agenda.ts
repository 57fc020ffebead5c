import type { Clock } from '../platform/clock';

const LONGEST_TIMER_MS = 2_147_483_647;
const RETRY_MS = 1_000;

interface Item {
  readonly due: string;
  readonly run: () => Promise<void>;
}

/** What falls due when, with one timer for the earliest. An item stays until it is taken off, and is tried again meanwhile. */
export class Agenda {
  private readonly items = new Map<string, Item>();
  private timer: NodeJS.Timeout | undefined;
  private settling: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly failed: (reason: unknown) => void,
  ) {}

  /** Note an item, move it, or, without a date, take it off. */
  put(key: string, due: string | undefined, run: () => Promise<void>): void {
    if (due === undefined) this.items.delete(key);
    else this.items.set(key, { due, run });
    this.arm();
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

  private async runDue(): Promise<void> {
    const now = this.clock.instant();
    let failures = 0;
    for (const { due, run } of [...this.items.values()]) {
      if (due > now || this.stopped) continue;
      await run().catch((reason: unknown) => {
        failures += 1;
        this.failed(reason);
      });
    }
    this.arm(failures > 0 ? RETRY_MS : 1);
  }

  private arm(leastMs = 1): void {
    clearTimeout(this.timer);
    if (this.items.size === 0 || this.stopped) return;
    let earliest = Infinity;
    for (const { due } of this.items.values()) earliest = Math.min(earliest, Date.parse(due));
    const wait = Math.max(earliest - this.clock.now().getTime(), leastMs);
    this.timer = setTimeout(() => void this.settle(), Math.min(wait, LONGEST_TIMER_MS));
  }
}
