import { EventStoreLogs, type EventLog, type RecordedEvent } from '@plenum/event-log';
import { awaitUntil } from '../journeys/support/await-until';
import { casting, castMany, NOON, positionsOf, refusalOf } from '../../libs/event-log/src/given.contract';
import type { Fate } from './server/node';
import { Cluster } from './support/cluster';
import { type EventStorePlace, eventStorePlace } from './support/event-store-place';
import { numbersFrom } from './support/numbers-from';

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('an answer that is lost on the way', () => {
  let place: EventStorePlace;
  let log: EventLog;

  beforeEach(async () => {
    place = await eventStorePlace();
    log = await place.logs().create('co-op');
  });

  /** The next appends meet these fates; later ones go through. */
  function fates(...next: Fate[]): void {
    place.node.fateOf = () => next.shift() ?? 'goes-through';
  }

  it.each<[string, Fate[]]>([
    ['after the event was stored', ['answer-is-lost']],
    ['before it arrived', ['never-arrives']],
    ['time after time', ['never-arrives', 'answer-is-lost', 'answer-is-lost', 'never-arrives']],
  ])('%s leads to one event and its first receipt', async (_, lost) => {
    fates(...lost);

    const { events, repeated } = await log.append(casting('ada'));

    expect(repeated).toBe(false);
    expect(await log.readAll(0, 10)).toEqual(events);
    expect(await log.append(casting('ada'))).toMatchObject({ events, repeated: true });
  });

  it('that never comes, on a connection that stands, is not waited for', async () => {
    const hasty = await place.logs({ attemptMs: 150 }).open('co-op');
    fates('is-never-answered', 'is-never-answered');

    const { events, repeated } = await hasty.append(casting('ada'));

    expect(repeated).toBe(false);
    expect(await log.readAll(0, 10)).toEqual(events);
  });

  it('is found again behind events that another process stored meanwhile', async () => {
    const other = await place.logs().open('co-op');
    let others: Promise<unknown> | undefined;
    place.node.fateOf = () => {
      if (others) return 'goes-through';
      others = castMany(other, 3);
      return 'answer-is-lost';
    };

    const ada = await log.append(casting('ada'));
    await others;

    expect(ada).toMatchObject({ firstPosition: 1, repeated: false });
    expect(await log.head()).toBe(4);
  });

  it('comes in the end as "not known", and the same command later is stored once', async () => {
    const impatient = await place.logs({ patienceMs: 100 }).open('co-op');
    place.node.fateOf = () => {
      void place.node.stop();
      return 'answer-is-lost';
    };
    const refusal = await refusalOf(impatient.append(casting('ada')));
    fates();
    await place.node.start();

    // On a busy machine a hundred milliseconds can pass before it has read what another wrote: sent until it is answered, as people do.
    const command = casting('ada', { at: '2026-11-24T12:01:00.000Z' });
    const again = await awaitUntil('an answer', () => impatient.append(command).catch(() => false as const));

    expect(refusal).toMatchObject({ code: 'LOG_UNAVAILABLE', advice: expect.stringContaining('recorded once') });
    expect(again).toMatchObject({ firstPosition: 1, repeated: true, events: [{ at: NOON }] });
    expect(await log.head()).toBe(1);
  });
});

describe('a server that goes away', () => {
  it('is waited for: commands are stored when it is back, and followers miss nothing', async () => {
    const place = await eventStorePlace();
    const log = await place.logs().create('co-op');
    const other = await place.logs().open('co-op');
    const seen: RecordedEvent[] = [];
    const subscription = other.subscribe(0, (events) => void seen.push(...events));
    await castMany(log, 10);

    await place.node.stop();
    const meanwhile = castMany(log, 10, 10);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await place.node.start();
    await meanwhile;
    await castMany(log, 10, 20);
    await subscription.caughtUp();

    expect(positionsOf(seen)).toEqual(upTo(30));
  });

  it('is said to be away when it does not come back in time, and what is known can still be read', async () => {
    const place = await eventStorePlace();
    const log = await place.logs({ patienceMs: 200 }).create('co-op');
    const { lastPosition } = await log.append(casting('ada'));

    await place.node.stop();

    expect(await refusalOf(log.append(casting('bo')))).toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(await refusalOf(log.head())).toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(await log.receiptOf('command-of-ada')).toMatchObject({ lastPosition });
    expect(await log.readAll(0, 1)).toHaveLength(1);
    await place.node.start();
    expect(await log.append(casting('bo'))).toMatchObject({ firstPosition: 2 });
  });

  it('is looked for in vain at the first call, and found at a later one', async () => {
    const place = await eventStorePlace();
    await (await place.logs().create('co-op')).append(casting('ada'));
    await place.node.stop();
    const logs = place.logs({ patienceMs: 300 });

    for (let call = 0; call < 5; call += 1)
      expect(await refusalOf(logs.open('co-op'))).toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await place.node.start();

    expect(await (await logs.open('co-op')).head()).toBe(1);
  });
});

describe('a cluster whose leader dies', () => {
  it('is followed to the next leader, and loses nothing that was acknowledged', async () => {
    const cluster = await Cluster.of(3);
    const [here, there] = [await cluster.logs().create('co-op'), await cluster.logs().open('co-op')];
    const receipts = [...(await castMany(here, 10))];

    for (let round = 1; round <= 4; round += 1) {
      const writing = [castMany(here, 15, round * 100), castMany(there, 15, round * 100 + 50)];
      await cluster.failOver();
      receipts.push(...(await Promise.all(writing)).flat());
    }

    const all = await there.readAll(0, 1000);
    expect(positionsOf(all)).toEqual(upTo(130));
    for (const { position, commandId } of receipts) expect(all[position - 1]!.commandId).toBe(commandId);
    expect(await here.readBytes(0, 1000)).toEqual(await there.readBytes(0, 1000));
    await cluster.end();
  });
});

describe('a cluster that is not there', () => {
  it('is named as the reason, in a sentence that another can follow', async () => {
    const gone = await Cluster.of(3);
    await gone.end();
    const place = await eventStorePlace();
    const logs = new EventStoreLogs(gone.url, { copies: place.pathOf('gone'), patienceMs: 200 });

    expect(await refusalOf(logs.open('co-op'))).toMatchObject({
      message: expect.stringMatching(/^the event log is not available: the event store: Failed to discover .*[^.]$/),
    });
    await logs.close();
  });
});

describe('a cluster whose leader falls silent', () => {
  it('is left for the next leader, by those who write and by those who follow', async () => {
    const cluster = await Cluster.of(3);
    const hasty = { attemptMs: 200, patienceMs: 5_000 };
    const [here, there] = [await cluster.logs(hasty).create('co-op'), await cluster.logs(hasty).open('co-op')];
    const seen: RecordedEvent[] = [];
    const subscription = there.subscribe(0, (events) => void seen.push(...events));
    await castMany(here, 10);

    cluster.silenceLeader();
    await castMany(here, 10, 10);
    await there.head();
    await castMany(here, 10, 20);
    await subscription.caughtUp();

    expect(positionsOf(seen)).toEqual(upTo(30));
    await cluster.end();
  });
});

const ROUNDS = process.env['PLENUM_LONG'] ? 1_000 : 5;

/** Each round: three processes write, with what the seed decides going wrong on the way. */
describe(`${ROUNDS} rounds of faults under three sequencers`, () => {
  it('never give one place to two events, never lose one, never store one twice', async () => {
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const place = await eventStorePlace();
      const next = numbersFrom(seed);
      const first = await place.logs().create('co-op');
      const logs = [first, await place.logs().open('co-op'), await place.logs().open('co-op')];
      place.node.fateOf = () => (['answer-is-lost', 'never-arrives'] as const)[next(6)] ?? 'goes-through';

      const commands = Array.from({ length: 30 }, () => casting(`member-${next(20)}`));
      const receipts = await Promise.all(commands.map((command) => logs[next(3)]!.append(command)));

      const all = await first.readAll(0, 100);
      expect({ seed, positions: positionsOf(all) }).toEqual({
        seed,
        positions: upTo(new Set(commands.map(({ commandId }) => commandId)).size),
      });
      for (const { commandId, events, lastPosition } of receipts) {
        expect(all[lastPosition - 1]).toMatchObject({ commandId });
        expect(events).toEqual([all[lastPosition - 1]]);
      }
      for (const log of logs) expect(await log.readBytes(0, 100)).toEqual(await first.readBytes(0, 100));
      await place.end();
    }
  }, 3_600_000);
});
