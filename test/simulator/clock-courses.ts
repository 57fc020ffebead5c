import type { Dice } from '../faults/support/dice';
import { CALM_MS, DEADLINE_MS } from './evening';
import type { Scheduler } from './scheduler';
import type { SimulatedClock } from './simulated-clock';

/** What somebody, or the time service, does to the machine's clock in one evening. */
export type ClockCourse = (clock: SimulatedClock, scheduler: Scheduler, dice: Dice) => void;

/** Unit: milliseconds. */
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const JUMPS = [0, SECOND, -SECOND, HOUR, -HOUR, DAY, -DAY];
const SMEAR_MS = 2_000;
const SMEAR_STEP_MS = 20;

export const anyJumps: ClockCourse = (clock, scheduler, dice) => {
  for (let jump = dice.below(4); jump > 0; jump -= 1)
    scheduler.after(dice.below(CALM_MS), () => (clock.skewMs = dice.pick(JUMPS)));
};

const jumpAnywhere =
  (byMs: number): ClockCourse =>
  (clock, scheduler, dice) =>
    scheduler.after(dice.below(CALM_MS), () => (clock.skewMs += byMs));

/** In the very moment in which the deadline passes, or just after. */
const jumpAtDeadline =
  (byMs: number): ClockCourse =>
  (clock, scheduler, dice) =>
    scheduler.after(DEADLINE_MS + dice.below(3), () => (clock.skewMs += byMs));

/** The clock runs too slowly until it has lost the second that was put in before the deadline. */
const smeared: ClockCourse = (clock, scheduler) => {
  for (let at = DEADLINE_MS - SMEAR_MS; at < DEADLINE_MS; at += SMEAR_STEP_MS)
    scheduler.after(at, () => (clock.skewMs -= (SECOND * SMEAR_STEP_MS) / SMEAR_MS));
};

/** Set to and fro all evening, by whatever it is. */
const restless: ClockCourse = (clock, scheduler, dice) => {
  for (let at = 0; at < CALM_MS; at += 1 + dice.below(200))
    scheduler.after(at, () => (clock.skewMs = dice.pick(JUMPS)));
};

export const clockCourses: readonly (readonly [what: string, course: ClockCourse])[] = [
  ['jumps forward by a second', jumpAnywhere(SECOND)],
  ['jumps back by a second', jumpAnywhere(-SECOND)],
  ['jumps forward by an hour', jumpAnywhere(HOUR)],
  ['jumps back by an hour', jumpAnywhere(-HOUR)],
  ['jumps forward by a day', jumpAnywhere(DAY)],
  ['jumps back by a day', jumpAnywhere(-DAY)],
  ['has the last second before the deadline twice, as with a leap second', jumpAtDeadline(-SECOND)],
  ['loses a second little by little before the deadline, as with a smeared leap second', smeared],
  ['goes back by an hour at the deadline', jumpAtDeadline(-HOUR)],
  ['goes back by a day at the deadline', jumpAtDeadline(-DAY)],
  ['is set to and fro all evening', restless],
];
