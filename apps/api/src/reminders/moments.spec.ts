import { momentsOf, type Deadline } from './moments';
import { pauseAfter } from './pauses';

const deadline: Deadline = {
  proposalId: 'a-well',
  openedAt: '2026-03-01T09:00:00.000Z',
  closesAt: '2026-03-08T09:00:00.000Z',
  hoursBeforeClose: [6, 48],
};

describe('the moments of a deadline', () => {
  it('are the policy’s hours before the close, the earliest first', () => {
    expect(momentsOf(deadline, deadline.openedAt)).toEqual([
      { at: '2026-03-06T09:00:00.000Z', hoursBeforeClose: 48 },
      { at: '2026-03-08T03:00:00.000Z', hoursBeforeClose: 6 },
    ]);
  });

  it('begin after the deadline is known: a vote of one day knows no two days before its end', () => {
    const hours = (knownSince: string) => momentsOf(deadline, knownSince).map((one) => one.hoursBeforeClose);
    expect(hours('2026-03-06T08:59:59.999Z')).toEqual([48, 6]);
    expect(hours('2026-03-06T09:00:00.000Z')).toEqual([6]);
    expect(hours('2026-03-08T03:00:00.000Z')).toEqual([]);
  });
});

describe('the pause after an attempt in vain', () => {
  it('doubles from a minute up to four hours', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1000].map((attempts) => pauseAfter(attempts) / 60_000);
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240]);
  });
});
