import { Clock } from '../../apps/api/src/platform/clock';
import type { Scheduler } from './scheduler';

export const NOON_MS = Date.parse('2026-11-24T12:00:00.000Z');

/** The machine's clock, which somebody may set forward or back. */
export class SimulatedClock extends Clock {
  /** Unit: milliseconds ahead of the true time. */
  skewMs = 0;

  constructor(private readonly scheduler: Scheduler) {
    super();
  }

  override now(): Date {
    return new Date(NOON_MS + this.scheduler.now + this.skewMs);
  }
}
