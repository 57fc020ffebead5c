import { plainText, widthOf } from './painting';
import { picture } from './picture';
import type { Scene } from './scene';

const scene: Scene = {
  assembly: 'Riu Clar',
  proposal: {
    id: 'p',
    title: 'A shared van',
    status: 'OPEN',
    closesAt: '2026-11-24T20:01:42.000Z',
    closedBy: null,
    result: null,
  },
  tally: {
    position: 640,
    outcome: 'adopted',
    entitled: '232',
    valid: '116',
    own: '40',
    carried: '76',
    undelivered: { total: '116', cycle: '3', deadEnd: '113' },
    scores: [
      { option: 'yes', score: '63' },
      { option: 'no', score: '93/2' },
      { option: 'abstain', score: '13/2' },
    ],
    conditions: [
      { kind: 'quorum', asks: 'at least 1/5 of entitled-weight', have: '116', of: '232', needs: '232/5', held: true },
      { kind: 'threshold', asks: 'more than 1/2 of yes-no', have: '63', of: '219/2', needs: '219/4', held: true },
    ],
    byClass: [{ group: 'workers', entitled: '48', valid: '24', scores: [{ option: 'yes', score: '24' }] }],
  },
  voice: {
    fate: 'CARRIED',
    path: ['Aina Roca', 'Tomàs Vidal', 'Núria Serra'].map((name) => ({ id: name, name })),
    voter: { id: 'Núria Serra', name: 'Núria Serra' },
    choice: 'yes',
    skipped: [],
  },
  carrying: { weight: '23', delegators: 23 },
  events: [{ position: 640, type: 'BallotCast', summary: 'Núria Serra votes yes' }],
};
const now = Date.parse('2026-11-24T20:00:00.000Z');
const size = { columns: 80, rows: 24 };
const drawn = (seen: Scene, said = 'Núria votes.') => picture(seen, said, now, size).map(plainText);

describe('the picture', () => {
  it.each([
    [80, 24],
    [100, 30],
    [120, 50],
  ])('fills %p by %p exactly', (columns, rows) => {
    const lines = picture(scene, 'said '.repeat(60), now, { columns, rows });
    expect(lines).toHaveLength(rows);
    for (const line of lines) expect(widthOf(line)).toBe(columns);
  });

  it('shows the figures of the server, exactly', () => {
    const text = drawn(scene).join('\n');
    expect(text).toMatch(/^ yes .*█+.* 63 +$/m);
    expect(text).toMatch(/^ no .* 93\/2 +$/m);
    expect(text).toContain('voted 40 · carried 76 · undelivered 116 (circle 3, dead end 113)');
    expect(text).toContain('✓ at least 1/5 of entitled-weight: 116 of 232, needs 232/5');
    expect(text).toContain('✓ more than 1/2 of yes-no: 63 of 219/2, needs more than 219/4');
    expect(text).toContain('voting open, 1:42 left');
    expect(text).toContain('so far: adopted');
  });

  it('draws bars on the scale of the electorate, with the quorum marked', () => {
    const turnout = drawn(scene).find((line) => line.startsWith(' turnout'))!;
    const bar = [...turnout].slice(11, 11 + 47).join('');
    expect(bar.indexOf('┃')).toBe(Math.floor(47 / 5));
    expect(bar.replace('┃', '█').replace(/[ ▌]*$/, '')).toHaveLength(23);
  });

  it('shows where one voice goes, and what goes with it', () => {
    expect(drawn(scene).join('\n')).toMatch(/^ Aina → Tomàs → Núria: yes +carrying 23 for 23 others $/m);
  });

  it.each([
    ['UNDELIVERED_CYCLE', 'Aina ⇢ Tomàs: goes in a circle'],
    ['UNDELIVERED_DEAD_END', 'Aina ⇢ Tomàs: nobody there has voted yet'],
  ])('says why a voice is silent: %s', (fate, words) => {
    const [aina, tomas] = scene.voice.path;
    const voice = { fate, path: [aina!], voter: null, choice: null, skipped: [{ delegate: tomas! }] };
    expect(drawn({ ...scene, voice }).join('\n')).toContain(words);
  });

  it('ends with a banner', () => {
    const result = { outcome: 'adopted', countDigest: '00' };
    const certified = drawn({ ...scene, proposal: { ...scene.proposal, status: 'CERTIFIED', result } });
    expect(certified.join('\n')).toContain('ADOPTED · certified');
  });
});
