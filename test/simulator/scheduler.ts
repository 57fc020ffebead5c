interface Due {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

/** Time that passes only when everything that could happen before has happened. Unit: simulated milliseconds. */
export class Scheduler {
  private readonly due: Due[] = [];
  private scheduled = 0;
  private current = 0;

  get now(): number {
    return this.current;
  }

  after(ms: number, action: () => void): void {
    const one = { at: this.current + ms, order: this.scheduled++, action };
    const place = this.due.findLastIndex(({ at }) => at <= one.at);
    this.due.splice(place + 1, 0, one);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Until nothing is due any more; `look` sees every moment when nothing moves. */
  async run(look: () => void): Promise<void> {
    for (let next = this.due.shift(); next !== undefined; next = this.due.shift()) {
      this.current = next.at;
      next.action();
      await everythingSettled();
      look();
    }
  }
}

/** The engine itself waits for nothing but promises, and those are all through before the loop turns. */
function everythingSettled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
