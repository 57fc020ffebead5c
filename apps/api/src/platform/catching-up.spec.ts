import { emptyRecord } from '@plenum/domain';
import { MemoryEventLogs, NO_STREAM, type EventLog, type NewEvent } from '@plenum/event-log';
import { AssemblyView } from './assembly-view';
import { catchUp } from './catching-up';

const founded = (name: string): NewEvent => ({ type: 'AssemblyFounded', version: 1, data: { name } });

describe('a start over a long log', () => {
  let log: EventLog;
  beforeEach(async () => {
    log = await new MemoryEventLogs().create('spring');
    await log.append({
      ...{ stream: 'assembly', expectedRevision: NO_STREAM, commandId: 'long-ago', commandDigest: '0'.repeat(64) },
      ...{ actor: 'aina', at: '2026-03-14T10:00:00.000Z' },
      events: Array.from({ length: 2_000 }, () => founded('Spring Water')),
    });
  });

  /** Every look at the clock comes `step` milliseconds after the last. */
  async function started(step: number): Promise<{ view: AssemblyView; lines: string[] }> {
    const view = new AssemblyView(log, emptyRecord);
    const lines: string[] = [];
    let time = 0;
    await catchUp(
      view,
      2_000,
      (line) => lines.push(line),
      () => (time += step),
    );
    return { view, lines };
  }

  it('tells every two seconds how far it is, and nothing once it is there', async () => {
    const { view, lines } = await started(1_000);
    expect(view.record.position).toBe(2_000);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(line).toMatch(/^Spring Water: reading the log, event [\d,]+ of 2,000, about \d+ s left$/);
    expect(lines.join('\n')).not.toContain('event 2,000 of');
  });

  it('says nothing when it is over in two seconds', async () => {
    expect((await started(10)).lines).toEqual([]);
  });
});
