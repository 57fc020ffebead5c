import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** When meetings recur: an RRULE of RFC 5545 without its name, and where it counts from, in local time. */
export interface Recurrence {
  readonly recurrence: string;
  readonly firstAt: string;
  readonly timeZone: string;
}

/** Meetings every few minutes are no meetings, and would keep the calendar busy. */
const FREQUENCIES = /(?:^|;)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)/;
/** A rule that names no date is found out after so many periods. */
const MOST_PERIODS = 1_000;

/** Why the calendar cannot read the recurrence, or undefined when it gives at least one date. */
export function recurrenceFault(plan: Recurrence): { readonly field: string; readonly reason: string } | undefined {
  if (!isTimeZone(plan.timeZone)) {
    return { field: 'timeZone', reason: `There is no time zone "${plan.timeZone}". Give one such as Europe/Madrid.` };
  }
  if (!isLocalTime(plan.firstAt)) {
    return { field: 'firstAt', reason: 'Give the local date and time of the first meeting, such as 2026-12-03T19:00.' };
  }
  if (isSkipped(plan)) {
    return { field: 'firstAt', reason: 'There is no such time on that day: the clocks are put forward over it.' };
  }
  if (!FREQUENCIES.test(plan.recurrence)) {
    return { field: 'recurrence', reason: 'The recurrence needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.' };
  }
  const noDate = `The recurrence "${plan.recurrence}" names no date.`;
  try {
    const isGood = datesOf(plan).all((_date, index) => index < 1).length > 0;
    return isGood ? undefined : { field: 'recurrence', reason: noDate };
  } catch (error) {
    const { message } = error as Error;
    const isEndless = message.startsWith('Maximum iterations');
    return { field: 'recurrence', reason: isEndless ? noDate : `The recurrence cannot be read: ${message}.` };
  }
}

/** The dates after `after` (both ISO 8601 UTC with milliseconds), earliest first, at most `most`. */
export function datesAfter(plan: Recurrence, after: string, most: number): string[] {
  const dates: string[] = [];
  const rule = datesOf(plan);
  let from = new Date(after);
  while (dates.length < most) {
    const next = rule.next(from);
    if (next === null) break;
    from = new Date(next.epochMilliseconds);
    dates.push(from.toISOString());
  }
  return dates;
}

function datesOf({ recurrence, firstAt, timeZone }: Recurrence) {
  const dtstart = Temporal.PlainDateTime.from(firstAt).toZonedDateTime(timeZone);
  return new RRuleTemporal({
    rruleString: recurrence,
    dtstart,
    strict: true,
    temporal: Temporal,
    maxIterations: MOST_PERIODS,
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isLocalTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDateTime.from(text);
    return true;
  } catch {
    return false;
  }
}

/** A local time that the start of summer time leaps over would pull every later date along. */
function isSkipped({ firstAt, timeZone }: Recurrence): boolean {
  const local = Temporal.PlainDateTime.from(firstAt);
  return !local.toZonedDateTime(timeZone).toPlainDateTime().equals(local);
}
