import { plainText, widthOf } from '../painting';
import { agenda } from './agenda';
import { hallPicture } from './picture';
import type { HallScene, TallySeen } from './scene';

const tally: TallySeen = {
  ...{ position: 4242, final: false, outcome: 'adopted', entitled: '2500' },
  ...{ own: '1219', carried: '274', handCount: '400', undelivered: { total: '607' } },
  scores: [
    { option: 'yes', score: '1250' },
    { option: 'no', score: '600' },
    { option: 'abstain', score: '43' },
  ],
  byChannel: [
    { group: 'in-person', valid: '900' },
    { group: 'online', valid: '993' },
  ],
};

const scene: HallScene = {
  ...{ assembly: 'Vall Alta', status: 'in session', position: 4242, hall: 500, present: 250, guests: 2 },
  items: agenda.map(({ title, way }, index) => ({ title, way, ...(index === 0 ? { outcome: 'adopted', tally } : {}) })),
  ...{ current: 1, tally, phones: { ballots: 5231, perSecond: 480, p99Ms: 41.7 } },
};

const drawn = (seen: HallScene, columns = 80, rows = 24) =>
  hallPicture(seen, 'Item 2: The accounts of the year (hall and online, with their phones), which is a long line.', {
    columns,
    rows,
  });

it.each([
  [80, 24],
  [120, 40],
])('fills a window of %d by %d exactly', (columns, rows) => {
  for (const seen of [scene, { ...scene, status: 'convened' as const, tally: undefined as never }]) {
    const picture = drawn(seen, columns, rows);
    expect(picture.map(widthOf)).toEqual(Array.from({ length: rows }, () => columns));
  }
});

it('shows the hall, the ten items, and where every voice is', () => {
  const text = drawn(scene).map(plainText).join('\n');
  for (const words of [
    'in session · log position 4242',
    '250 of 500, 2 guests',
    'adopted 1250 : 600',
    'being decided',
    ' 10 The fee for next year',
    'voted 1219 + hands 400 + carried 274 + undelivered 607 = 2500 ✓',
    'in the hall 900 · online 993',
    '5,231 ballots recorded · 480/s · 99 of 100 within 42 ms',
    'is a long line.',
  ])
    expect(text).toContain(words);
});

it('marks a tally in which a voice is lost', () => {
  const unsound = { ...tally, own: '1218' };
  expect(
    drawn({ ...scene, tally: unsound })
      .map(plainText)
      .join('\n'),
  ).toContain('= 2500 ✗');
});
