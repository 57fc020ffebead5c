import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import { ada, founded } from '../record/people.contract';
import { uuid, type Story } from '../record/story.contract';
import { endSeries, startSeries, type RecurrenceFacts, type StartSeries } from './series.decide';
import { SeriesEnded, SeriesStarted } from './series.events';
import { seriesFold } from './series.evolve';

const seriesId = uuid('biweekly');
const plan = {
  ...{ seriesId, title: 'Biweekly assembly', recurrence: 'FREQ=WEEKLY;INTERVAL=2' },
  ...{ firstAt: '2026-12-03T19:00', timeZone: 'Europe/Madrid' },
};
const started = fact(SeriesStarted, plan);
const ended = fact(SeriesEnded, { seriesId, reason: 'Merged' });

const series = (story: Story) => story.record.series.get(seriesId) ?? seriesFold.initial;
const start =
  (more: Partial<StartSeries> = {}, facts: RecurrenceFacts = { recurrenceFault: undefined }) =>
  (story: Story) =>
    startSeries({ ...story.by(ada), ...plan, ...more }, series(story), facts);
const end = (reason: string) => (story: Story) => endSeries({ ...story.by(ada), seriesId, reason }, series(story));

describe('a series of meetings', () => {
  it('starts with its recurrence in local time', () => {
    given(...founded())
      .when(start())
      .then(started);
    given(...founded(), started)
      .when(start())
      .thenRefused('SeriesMustNotExist', 'seriesId');
  });

  it('has a title, and a place that is not empty', () => {
    given(...founded())
      .when(start({ title: '' }))
      .thenRefused('TextMustFit', 'title');
    given(...founded())
      .when(start({ place: ' ' }))
      .thenRefused('TextMustFit', 'place');
  });

  it('is refused when the calendar cannot read it, in the words of the calendar', () => {
    const recurrenceFault = { field: 'timeZone', reason: 'There is no time zone "Europe/Atlantis".' };
    given(...founded())
      .when(start({}, { recurrenceFault }))
      .thenRefusedSaying('RecurrenceMustBeReadable', 'timeZone', recurrenceFault.reason);
  });

  it('ends once, for a reason', () => {
    given(...founded(), started)
      .when(end('Merged'))
      .then(ended);
    given(...founded(), started, ended)
      .when(end('Merged'))
      .thenRefused('SeriesMustBeRunning', 'seriesId');
    given(...founded(), started)
      .when(end(''))
      .thenRefused('ReasonMustBeGiven', 'reason');
    given(...founded())
      .when(end('Merged'))
      .thenRefused('SeriesMustBeRunning', 'seriesId');
  });
});
