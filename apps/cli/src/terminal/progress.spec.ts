import { Paper, terminalOn } from '../typed.fixture';
import { progressLine, ProgressLine } from './progress';

describe('a line of progress', () => {
  it('shows how much is done, of how much, and how fast', () => {
    const line = progressLine({ done: 1_500, total: 3_000, unit: 'events', seconds: 2 });
    expect(line).toBe('████████████               1,500 of 3,000 events   750 events/s');
  });

  it('shows what is done while nobody knows how much there is', () => {
    expect(progressLine({ done: 12, unit: 'people', seconds: 0 })).toBe('12 people');
  });

  it('is whole when there was nothing to do', () => {
    expect(progressLine({ done: 0, total: 0, unit: 'events', seconds: 0 })).toContain('█'.repeat(24));
  });

  it('is drawn over itself on a terminal, and taken away at the end', () => {
    const paper = new Paper(80, 24);
    const line = new ProgressLine(paper, terminalOn(paper, paper), 'events');
    line.show(1, 1);
    line.clear();
    expect(paper.text).toMatch(/^\r█.*1 of 1 events.*\x1b\[K\r\x1b\[K$/);
  });

  it.each([
    ['in a pipe', new Paper(), {}],
    ['with NO_COLOR', new Paper(80, 24), { NO_COLOR: '1' }],
    ['on a dumb terminal', new Paper(80, 24), { TERM: 'dumb' }],
  ])('is a plain line every ten seconds %s, and none for what is done sooner', (_where, paper, env) => {
    let now = 0;
    const line = new ProgressLine(paper, { ...terminalOn(paper, paper), env }, 'events', () => now);
    for (; now <= 25_000; now += 2_500) line.show(now / 10, 10_000);
    line.clear();
    expect(paper.text).toBe('1,000 of 10,000 events   100 events/s\n2,000 of 10,000 events   100 events/s\n');
    const short = new ProgressLine(paper, { ...terminalOn(paper, paper), env }, 'events', () => now);
    short.show(1, 1);
    expect(paper.text.split('\n')).toHaveLength(3);
  });
});
