import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Fault } from '@plenum/domain';
import { MemoryEventLogs, NO_STREAM, type NewEvent } from '@plenum/event-log';
import { openSpring, type Spring } from '../../roll/spring.fixture';
import { ada, asked, bo, cast, closed, cy, delegated, record, roof } from '../bakers.fixture';
import { SpareThread } from './spare-thread';

const story = { about: 'turning-points' } as const;

describe('a thread for what can wait', () => {
  let spring: Spring;
  let spare: SpareThread;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    spring = await openSpring();
    await record(spring.assembly, ...asked('ordinary'), cast(ada, 'yes'), delegated(bo, cy), cast(cy, 'no'));
  });
  afterEach(async () => {
    await spare.stop();
    await spring.end();
  });

  const ask = () => spare.ask(spring.assembly.view.record.position, roof, story);
  const outcomes = async () => (await ask()).points.map(({ memberId, after }) => [memberId, after.outcome]);

  it('tells the events that turned the outcome, up to the position that is asked for', async () => {
    spare = new SpareThread(spring.assembly.log);
    const found = [
      [undefined, 'no-quorum'],
      [ada, 'adopted'],
      [cy, 'rejected'],
    ];
    expect(await outcomes()).toEqual(found);
    const past = await spare.ask(spring.assembly.view.record.position - 1, roof, story);
    expect(past).toMatchObject({ points: [{ type: 'VotingOpened' }, { memberId: ada }], isComplete: true });
    await record(spring.assembly, closed, cast(bo, 'yes'));
    expect(await outcomes()).toEqual(found);
  });

  it('ends when nothing was asked for a while, and begins anew with the next question', async () => {
    spare = new SpareThread(spring.assembly.log, 0);
    const first = await ask();
    while (spare.isRunning) await nextTurn();
    expect(await ask()).toEqual(first);
  });

  it('takes a hundred questions at once, and tells the next one to ask again', async () => {
    spare = new SpareThread(spring.assembly.log);
    const waiting = Array.from({ length: 100 }, ask);
    await expect(ask()).rejects.toMatchObject({ code: 'TOO_MUCH_SUPPOSED', advice: 'Ask again in a minute.' });
    for (const { points } of await Promise.all(waiting)) expect(points).toHaveLength(3);
    expect((await ask()).points).toHaveLength(3);
  });

  it('stays as it is once it failed: a count that failed is not tried again', async () => {
    const log = await new MemoryEventLogs().create('bakers');
    const moved = { type: 'HouseMoved', version: 1, data: {} } as NewEvent;
    const command = {
      commandId: 'c',
      commandDigest: 'a'.repeat(64),
      actor: 'role:chair',
      at: '2026-11-24T12:00:00.000Z',
    };
    await log.append({ stream: 'future', expectedRevision: NO_STREAM, events: [moved], ...command });
    spare = new SpareThread(log, 0);
    await expect(spare.ask(1, roof, story)).rejects.toThrow(Fault);
    await nextTurn();
    expect(spare.isRunning).toBe(true);
    await expect(spare.ask(1, roof, story)).rejects.toThrow(Fault);
  });

  it('answers nothing once the server is on its way down', async () => {
    spare = new SpareThread(spring.assembly.log);
    const answer = expect(ask()).rejects.toMatchObject({ code: 'COUNTING_STOPPED' });
    await spare.stop();
    await answer;
    await expect(ask()).rejects.toMatchObject({ code: 'COUNTING_STOPPED' });
  });
});
