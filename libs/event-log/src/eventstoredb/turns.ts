/** How long after a lost race others are believed to be writing. Unit: milliseconds. */
const REMEMBERED_MS = 2_000;

/** Unit: round trips; a process that has lost a race needs one to hear of it and one to send again. */
const LONGEST_PAUSE = 3;

/**
 * Fairness between processes that write one log. Whoever has just been first knows the end of the log before the others do, and
 * would be first again and again. So, while others are known to write, it lets a random moment go by before its next group, in
 * which more appends gather: nothing is lost but the advantage.
 */
export class Turns {
  private lostAt = -Infinity;
  private roundTripMs = 1;

  /** Another process was first. */
  lost(): void {
    this.lostAt = performance.now();
  }

  async timed<T>(call: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await call();
    this.roundTripMs = (this.roundTripMs + performance.now() - began) / 2;
    return result;
  }

  async giveWay(): Promise<void> {
    if (performance.now() - this.lostAt > REMEMBERED_MS) return;
    const pauseMs = Math.random() * LONGEST_PAUSE * this.roundTripMs;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
