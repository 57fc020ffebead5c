import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { Fault } from '@plenum/domain';
import { MemoryEventLogs, NO_STREAM, SqliteEventLogs, type EventLog, type NewEvent } from '@plenum/event-log';
import { asked, roof, type Fact } from '../bakers.fixture';
import { CountingThread } from './counting-thread';

const figures = { about: 'figures' } as const;

/** Each fact is a command on a stream of its own. Gives the position of the last. */
async function append(log: EventLog, facts: readonly (Fact | { type: string; data: object })[]): Promise<number> {
  const common = { commandDigest: 'a'.repeat(64), actor: 'role:chair', at: '2026-11-24T12:00:00.000Z' };
  for (const [index, fact] of facts.entries()) {
    const events = [{ ...fact, version: 1 } as NewEvent];
    await log.append({ stream: `s-${index}`, expectedRevision: NO_STREAM, events, commandId: `c-${index}`, ...common });
  }
  return log.head();
}

describe('a thread that counts', () => {
  let thread: CountingThread;
  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => thread.stop());

  it('says that it is gone, to whoever asked and whoever asks, when the log holds what it does not know', async () => {
    const log = await new MemoryEventLogs().create('bakers');
    const known = await append(log, asked('ordinary'));
    await log.append({
      stream: 'future',
      expectedRevision: NO_STREAM,
      events: [{ type: 'HouseMoved', version: 1, data: {} }],
      commandId: 'future',
      commandDigest: 'a'.repeat(64),
      actor: 'role:chair',
      at: '2026-11-24T12:00:00.000Z',
    });
    thread = new CountingThread(log);
    expect(await thread.ask(known, roof, figures)).toMatchObject({ members: 3 });
    const both = [thread.ask(known + 1, roof, figures), thread.ask(known, roof, figures)];
    for (const answer of await Promise.allSettled(both)) {
      expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(Fault) });
      expect(answer).toMatchObject({ reason: { message: expect.stringContaining('HouseMoved') } });
    }
    await expect(thread.ask(known, roof, figures)).rejects.toThrow(Fault);
  });

  it('passes on why the log could not be read, and answers what needs no reading', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'plenum-thread-'));
    const logs = new SqliteEventLogs(directory);
    const log = await logs.create('bakers');
    const known = await append(log, asked('ordinary'));
    thread = new CountingThread(log);
    expect(await thread.ask(known - 1, roof, figures)).toBeUndefined();
    await logs.close();
    await expect(thread.ask(known, roof, figures)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(await thread.ask(known - 1, roof, figures)).toBeUndefined();
    rmSync(directory, { recursive: true });
  });

  it('answers nothing more once it is stopped', async () => {
    const log = await new MemoryEventLogs().create('bakers');
    const known = await append(log, asked('ordinary'));
    thread = new CountingThread(log);
    const answer = expect(thread.ask(known, roof, figures)).rejects.toMatchObject({ code: 'COUNTING_STOPPED' });
    await thread.stop();
    await answer;
    await expect(thread.ask(known, roof, figures)).rejects.toMatchObject({ code: 'COUNTING_STOPPED' });
  });
});
