import { Clock } from '../../../apps/api/src/platform/clock';

/** The real time, moved: lets a story go on next week. */
export class MovableClock extends Clock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  advance(ms: number): void {
    this.aheadMs += ms;
  }

  /** ISO 8601 UTC with milliseconds: so far from now. */
  in(ms: number): string {
    return new Date(this.now().getTime() + ms).toISOString();
  }
}

export const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;
export const DAY = 24 * HOUR;
