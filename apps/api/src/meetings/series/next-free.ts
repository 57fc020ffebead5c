import type { AssemblyRecord } from '@plenum/domain';
import { datesAfter, type Recurrence } from './recurrence';

/** Far enough to find a date that nobody has taken yet. */
const AHEAD = 60;

/** The next date of a series that has no meeting; undefined where the series has come to its end. */
export function nextFree(record: AssemblyRecord, seriesId: string, plan: Recurrence, now: string): string | undefined {
  const taken = new Set(
    record.meetings
      .valueSeq()
      .filter(({ state }) => state.seriesId === seriesId && state.status !== 'cancelled')
      .map(({ state }) => state.startsAt),
  );
  return datesAfter(plan, now, AHEAD).find((date) => !taken.has(date));
}
