import { join } from 'node:path';
import { MemoryEventLog, openSqliteLogReadOnly, sqliteLogFileOf } from '@plenum/event-log';
import { openHall, type Hall } from '../../apps/cli/src/hall.fixture';
import { moveLog } from '../../apps/cli/src/migrate-log/move-log';
import { type } from '../../apps/cli/src/typed.fixture';
import { casting, castMany, refusalOf } from '../../libs/event-log/src/given.contract';
import { EventStorePlace } from './support/event-store-place';

/** From a file to the event store and back, as an operator types it. */
describe('plenum migrate-log to an event store and back', () => {
  let place: EventStorePlace;
  let hall: Hall;
  let back: string;
  beforeEach(async () => {
    place = await EventStorePlace.begin();
    hall = await openHall();
    back = join(hall.folder, 'back');
  });
  afterEach(async () => {
    await hall.end();
    await place.end();
  });

  const rootIn = (out: string) => /both roots are (\S+)/.exec(out)?.[1];

  it('comes home with every byte and the same root', async () => {
    await castMany(hall.log, 700);
    await hall.log.close();

    const there = await type(['migrate-log', hall.folder, place.node.url]);
    const home = await type(['migrate-log', place.node.url, back]);

    expect([there.exitCode, home.exitCode]).toEqual([0, 0]);
    expect(there.out).toContain('hall: 706 events in esdb://127.0.0.1');
    expect(rootIn(home.out)).toBe(rootIn(there.out));
    const [before, after] = [hall.folder, back].map((folder) =>
      openSqliteLogReadOnly(sqliteLogFileOf(folder, 'hall')!),
    );
    expect(await after!.readBytes(0, 1000)).toEqual(await before!.readBytes(0, 1000));
    await Promise.all([before!.close(), after!.close()]);
  });

  it('leaves every process a copy that the reading commands read, while it is written', async () => {
    const log = await place.logs({}, 'reader').create('hall');
    await castMany(log, 3);

    const { exitCode, out } = await type(['export', '--data', place.copiesOf('reader')]);

    expect(exitCode).toBe(0);
    expect(out.match(/"leafHash":"(\w+)"/g)).toEqual(
      (await log.readAll(0, 10)).map(({ leafHash }) => `"leafHash":"${Buffer.from(leafHash).toString('hex')}"`),
    );
  });

  it('takes a process’s copy for a log, should the cluster be lost', async () => {
    const logs = place.logs({}, 'survivor');
    await castMany(await logs.create('hall'), 20);
    await logs.close();
    await place.node.stop();

    const { out } = await type(['migrate-log', place.copiesOf('survivor'), back]);

    expect(out).toContain('hall: 20 events');
  });

  it('does not count a source that is still written as moved, and goes on when it rests', async () => {
    const [from, to] = [new MemoryEventLog('hall'), await place.logs().create('hall')];
    await castMany(from, 10);
    const { signal } = new AbortController();
    let writing = true;
    const write = () => void (writing && from.append(casting('late')));

    const refusal = await refusalOf(moveLog(from, to, signal, write));
    writing = false;
    const moved = await moveLog(from, to, signal, write);

    expect(refusal).toMatchObject({ code: 'LOG_STILL_WRITTEN' });
    expect(moved).toMatchObject({ size: 11, before: 10 });
  });

  it('never shows the password of a connection string', async () => {
    const { out, err } = await type([
      'migrate-log',
      'esdb://plenum:s3cret@127.0.0.1:1?tls=false&throwOnAppendFailure=false',
      back,
    ]);

    expect(out + err).not.toContain('s3cret');
  });
});
