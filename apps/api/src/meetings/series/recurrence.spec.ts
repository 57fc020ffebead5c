import { datesAfter, recurrenceFault, type Recurrence } from './recurrence';

const biweekly: Recurrence = {
  recurrence: 'FREQ=WEEKLY;INTERVAL=2',
  firstAt: '2026-10-15T19:00',
  timeZone: 'Europe/Madrid',
};

describe('when meetings recur', () => {
  it('keeps seven in the evening across the end of summer time', () => {
    expect(datesAfter(biweekly, '2026-10-01T00:00:00.000Z', 3)).toEqual([
      '2026-10-15T17:00:00.000Z',
      '2026-10-29T18:00:00.000Z',
      '2026-11-12T18:00:00.000Z',
    ]);
  });

  it('begins after the given moment, and never at it', () => {
    expect(datesAfter(biweekly, '2026-10-29T18:00:00.000Z', 1)).toEqual(['2026-11-12T18:00:00.000Z']);
  });

  it('ends where the rule ends', () => {
    const twice = { ...biweekly, recurrence: 'FREQ=MONTHLY;BYDAY=1TH;COUNT=2' };
    expect(datesAfter(twice, '2026-10-01T00:00:00.000Z', 9)).toEqual([
      '2026-11-05T18:00:00.000Z',
      '2026-12-03T18:00:00.000Z',
    ]);
  });

  it.each([
    ['timeZone', { timeZone: 'Europe/Atlantis' }, /no time zone "Europe\/Atlantis"/],
    ['firstAt', { firstAt: '2026-13-15T19:00' }, /2026-12-03T19:00/],
    ['firstAt', { firstAt: 'tomorrow' }, /2026-12-03T19:00/],
    ['firstAt', { firstAt: '2027-03-28T02:30' }, /clocks are put forward/],
    ['recurrence', { recurrence: 'whenever' }, /needs FREQ=/],
    ['recurrence', { recurrence: 'FREQ=SECONDLY' }, /needs FREQ=/],
    ['recurrence', { recurrence: 'FREQ=WEEKLY;BYDAY=QQ' }, /cannot be read|names no date/],
    ['recurrence', { recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, /names no date/],
  ])('names the %s at fault in %j', (field, change, reason) => {
    const fault = recurrenceFault({ ...biweekly, ...change });
    expect(fault?.field).toBe(field);
    expect(fault?.reason).toMatch(reason);
  });

  it('finds no fault in what it can read', () => {
    expect(recurrenceFault(biweekly)).toBeUndefined();
  });
});
