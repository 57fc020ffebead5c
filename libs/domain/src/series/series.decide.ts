import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { reasonGiven } from '../kernel/reason';
import { refuse, type Outcome } from '../kernel/refusal';
import { fitting } from '../kernel/text';
import { SeriesEnded, SeriesStarted, type SeriesEvent } from './series.events';
import type { SeriesState } from './series.evolve';

export interface StartSeries extends CommandHead {
  readonly seriesId: string;
  readonly title: string;
  /** RRULE of RFC 5545, without its name: `FREQ=WEEKLY;INTERVAL=2`. */
  readonly recurrence: string;
  /** Local date and time of the first meeting: `2026-12-03T19:00`. */
  readonly firstAt: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly place?: string;
}
export interface EndSeries extends CommandHead {
  readonly seriesId: string;
  readonly reason: string;
}

export interface RecurrenceFacts {
  /** Why the calendar cannot read the recurrence; undefined when it can. */
  readonly recurrenceFault: { readonly field: string; readonly reason: string } | undefined;
}

export function startSeries(
  command: StartSeries,
  state: SeriesState,
  { recurrenceFault }: RecurrenceFacts,
): Outcome<SeriesEvent, 'SeriesMustNotExist' | 'TextMustFit' | 'RecurrenceMustBeReadable'> {
  if (state.status !== 'none') return refuse('SeriesMustNotExist', 'seriesId');
  const title = fitting(command.title, 1, 200);
  if (title === undefined) return refuse('TextMustFit', 'title');
  const place = command.place === undefined ? undefined : fitting(command.place, 1, 300);
  if (command.place !== undefined && place === undefined) return refuse('TextMustFit', 'place');
  if (recurrenceFault !== undefined) {
    return refuse('RecurrenceMustBeReadable', recurrenceFault.field, recurrenceFault.reason);
  }
  const { seriesId, recurrence, firstAt, timeZone } = command;
  const plan = { seriesId, title, recurrence, firstAt, timeZone };
  return [fact(SeriesStarted, place === undefined ? plan : { ...plan, place })];
}

export function endSeries(
  command: EndSeries,
  state: SeriesState,
): Outcome<SeriesEvent, 'SeriesMustBeRunning' | 'ReasonMustBeGiven'> {
  if (state.status !== 'running') return refuse('SeriesMustBeRunning', 'seriesId');
  const reason = reasonGiven(command.reason);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(SeriesEnded, { seriesId: command.seriesId, reason })];
}
