import { MemoryEventLogs, NO_STREAM } from '@plenum/event-log';
import { eventsOf, pageOf } from './pages';

const about = { commandId: 'c-1', commandDigest: 'a'.repeat(64), actor: 'role:chair', at: '2026-11-24T12:00:00.000Z' };

describe('a page of the log on its way to another thread', () => {
  it('holds what the log says, event by event, from any place on', async () => {
    const log = await new MemoryEventLogs().create('bakers');
    const events = ['Núria', 'a "quoted" word', ''].map((word) => ({ type: 'Said', version: 1, data: { word } }));
    await log.append({ stream: 's', expectedRevision: NO_STREAM, events, ...about });
    for (const [after, limit] of [
      [0, 10],
      [1, 1],
      [2, 10],
      [3, 10],
    ] as const) {
      const wanted = (await log.readAll(after, limit)).map(({ leafHash: _, ...event }) => event);
      expect(eventsOf(pageOf(await log.readBytes(after, limit)), after)).toEqual(wanted);
    }
  });
});
