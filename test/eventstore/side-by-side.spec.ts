import { randomUUID } from 'node:crypto';
import type { EventLog } from '@plenum/event-log';
import { CommandIdReused } from '@plenum/event-log';
import { ballotOf, casting, castMany, positionsOf, refusalOf } from '../../libs/event-log/src/given.contract';
import type { EventStoreLogs } from '../../libs/event-log/src/eventstoredb/event-store-logs';
import type { ProposedEvent } from './server/event-database';
import { anyEventStorePlace, type EventStorePlace, eventStorePlace } from './support/event-store-place';

const LATER = '2026-11-24T12:00:05.000Z';

/** Two processes with copies of their own, on one server. */
describe('two processes side by side', () => {
  let place: EventStorePlace;
  let here: EventLog;
  let there: EventLog;
  let logsThere: EventStoreLogs;

  beforeEach(async () => {
    place = await anyEventStorePlace();
    here = await place.logs().create('co-op');
    logsThere = place.logs();
    there = await logsThere.open('co-op');
  });

  it('give every event one place, without gaps, and agree on all of them to the byte', async () => {
    const one = (log: EventLog, member: string) => log.append(casting(member));
    const results = await Promise.all(
      Array.from({ length: 400 }, (_, index) => one(index % 2 === 0 ? here : there, `member-${index}`)),
    );

    const stored = await here.readBytes(0, 1000);
    expect(positionsOf(stored)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
    expect(await there.readBytes(0, 1000)).toEqual(stored);
    const all = await there.readAll(0, 1000);
    for (const { commandId, lastPosition } of results) expect(all[lastPosition - 1]!.commandId).toBe(commandId);
    expect(new Set(results.map(({ lastPosition }) => lastPosition)).size).toBe(400);
  });

  it('let neither starve while the other writes without pause', async () => {
    let stop = false;
    const flood = (async () => {
      for (let round = 0; !stop; round += 1) await castMany(here, 20, round * 20);
    })();

    for (const member of ['ada', 'bo', 'chi', 'dora', 'emil']) await there.append(casting(member));
    stop = true;
    await flood;

    expect(await here.readStream('ballots-emil')).toHaveLength(1);
  });

  it('store a command once that reaches both at the same time, at two times of day', async () => {
    const [first, second] = await Promise.all([
      here.append(casting('ada')),
      there.append(casting('ada', { at: LATER })),
    ]);

    expect([first.repeated, second.repeated].sort()).toEqual([false, true]);
    expect({ ...first, repeated: true }).toEqual({ ...second, repeated: true });
    expect(await there.readBytes(0, 10)).toEqual(await here.readBytes(0, 10));
  });

  it('know at once what the other has stored', async () => {
    const { lastPosition } = await here.append(casting('ada'));

    expect(await there.receiptOf('command-of-ada')).toMatchObject({ lastPosition });
    expect(await there.head()).toBe(1);
    const again = casting('ada', { events: [ballotOf('no')] });
    expect(await refusalOf(there.append(again))).toBeInstanceOf(CommandIdReused);
  });

  it('let exactly one of two decisions on one stream through', async () => {
    const race = await Promise.allSettled([
      here.append(casting('ada', { commandId: 'from her phone' })),
      there.append(casting('ada', { commandId: 'from the hall' })),
    ]);

    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(race.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'REVISION_CONFLICT' } });
    expect(await there.readAll(0, 10)).toHaveLength(1);
  });

  it('put no ballot behind the close that it was guarded against', async () => {
    const proposal = { stream: 'proposal-roof', events: [{ type: 'VotingOpened', version: 1, data: {} }] };
    await here.append(casting('chair', proposal));
    await there.head();
    const guards = [{ stream: 'proposal-roof', revision: 0 }];
    const closing = there.append(casting('chair', { ...proposal, expectedRevision: 0, commandId: 'close' }));
    const ballots = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        (index % 2 === 0 ? here : there).append(casting(`member-${index}`, { guards })),
      ),
    );

    const close = (await closing).lastPosition;
    const counted = ballots.flatMap((ballot) => (ballot.status === 'fulfilled' ? [ballot.value.lastPosition] : []));
    for (const position of counted) expect(position).toBeLessThan(close);
    expect(await here.head()).toBe(2 + counted.length);
  });

  it('tell each other’s followers, in the log’s order', async () => {
    const seen: number[] = [];
    const subscription = there.subscribe(0, (events) => void seen.push(...positionsOf(events)));

    await castMany(here, 300);
    await castMany(there, 5, 300);
    await castMany(here, 5, 305);
    await subscription.caughtUp();

    expect(seen).toEqual(Array.from({ length: 310 }, (_, index) => index + 1));
  });

  it('hear of logs that the other begins', async () => {
    const guild = new Promise<void>((resolve) => logsThere.onBegun((id) => id === 'guild' && resolve()));

    await place.logs().create('guild');
    await guild;

    expect(await logsThere.list()).toEqual(['co-op', 'guild']);
  });
});

describe('a process that hears of an event before the leader shows it', () => {
  it('takes that for a delay and not for another past', async () => {
    const place = await eventStorePlace();
    const log = await place.logs().create('co-op');
    await log.append(casting('ada'));
    place.node.readsBehind = 1;

    const head = log.head();
    const late = new Promise((resolve) => setTimeout(resolve, 100)).then(() => (place.node.readsBehind = 0));

    expect(await head).toBe(1);
    await late;
  });

  const longerThanItsPatience = async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  };
  const theClockIsSetOn = async () => {
    const { now } = Date;
    Date.now = () => now() + 3_600_000;
    putBack = () => (Date.now = now);
  };
  let putBack: () => void = () => undefined;
  afterEach(() => putBack());

  it.each([
    ['had to wait for the leader before', 1, longerThanItsPatience],
    ['has its clock set on by an hour meanwhile', 2, theClockIsSetOn],
  ])('still does so when it %s', async (_, readInterrupted, meanwhile) => {
    const place = await eventStorePlace();
    const log = await place.logs({ patienceMs: 1_000 }).create('co-op');
    await log.append(casting('ada'));
    let reads = 0;
    place.node.readsBehind = 1;
    place.node.beforeRead = async (stream) => {
      if (stream !== place.streamOf('co-op')) return;
      reads += 1;
      if (reads === readInterrupted) await meanwhile();
      if (reads === 3) place.node.readsBehind = 0;
    };

    expect(await log.head()).toBe(1);
    expect(reads).toBeGreaterThanOrEqual(3);
  });
});

describe('a process whose node was cut off', () => {
  it('hears of what others store by looking now and then', async () => {
    const place = await eventStorePlace();
    const log = await place.logs().create('co-op');
    const deaf = await place.logs({ lookEveryMs: 50 }).open('co-op');
    const third = new Promise<void>((resolve) =>
      deaf.subscribe(0, (events) => (positionsOf(events).includes(3) ? resolve() : undefined)),
    );

    place.node.cutOff = true;
    for (const member of ['ada', 'bo', 'chi']) await log.append(casting(member));

    await third;
  });
});

describe('a process that was cut off', () => {
  it('hears of the logs that were begun meanwhile', async () => {
    const place = await eventStorePlace();
    const logs = place.logs();
    await logs.list();
    const guild = new Promise<void>((resolve) => logs.onBegun((id) => id === 'guild' && resolve()));

    await place.node.stop();
    place.database.append('plenum-assemblies', 'any', [registrationOf('guild')]);
    place.database.append('plenum-log-guild', 'any', [registrationOf('guild')]);
    await place.node.start();

    await guild;
  });

  it('hears on, though all lies elsewhere in $all since the server was restored', async () => {
    const place = await eventStorePlace();
    const log = await place.logs().create('co-op');
    const other = await place.logs().open('co-op');
    await castMany(log, 50);
    const fiftyFirst = new Promise<void>((resolve) =>
      other.subscribe(50, (events) => (positionsOf(events).includes(51) ? resolve() : undefined)),
    );

    await place.node.stop();
    place.database.relocate();
    await place.node.start();
    await log.append(casting('ada'));

    await fiftyFirst;
  });
});

/** As another process, with another server of the cluster, would leave it. */
function registrationOf(assemblyId: string): ProposedEvent {
  const data = Buffer.from(JSON.stringify({ assemblyId }));
  return { id: randomUUID(), type: 'AssemblyRegistered', contentType: 'application/json', data, metadata: Buffer.of() };
}

describe('a process that starts again', () => {
  it('goes on from its own copy, and reads only what is new', async () => {
    const place = await anyEventStorePlace();
    const before = place.logs({}, 'mine');
    await castMany(await before.create('co-op'), 500);
    await before.close();
    await castMany(await place.logs().open('co-op'), 3, 500);

    const log = await place.logs({}, 'mine').open('co-op');

    expect(await log.head()).toBe(503);
    expect(await log.receiptOf('command-of-member-7')).toMatchObject({ lastPosition: 8 });
  });

  it('does not share its copies with another that runs beside it', async () => {
    const place = await anyEventStorePlace();
    const one = await place.logs({}, 'both').create('co-op');
    const two = await place.logs({}, 'both').open('co-op');

    await castMany(one, 10);
    await castMany(two, 10, 10);

    expect(await two.readBytes(0, 100)).toEqual(await one.readBytes(0, 100));
  });
});
