import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, binaryEvent, type StreamMetadata } from '@eventstore/db-client';
import {
  type EventLog,
  type EventStoreLogs,
  leafHashOf,
  LogUnreadable,
  UnsafeStore,
  UnstorableEvent,
} from '@plenum/event-log';
import { casting, castMany, refusalOf } from '../../libs/event-log/src/given.contract';
import type { ProposedEvent } from './server/event-database';
import { anyEventStorePlace, type EventStorePlace, eventStorePlace } from './support/event-store-place';

const STREAM = 'plenum-log-co-op';

/** What an administrator of the server may do beside us. */
async function asAdministrator(place: EventStorePlace, deed: (client: EventStoreDBClient) => Promise<unknown>) {
  const client = EventStoreDBClient.connectionString(place.url);
  await deed(client);
  await client.dispose();
}

const setMetadata = (place: EventStorePlace, metadata: StreamMetadata) =>
  asAdministrator(place, (client) => client.setStreamMetadata(place.streamOf('co-op'), metadata));

describe('a server that would not keep what it acknowledges', () => {
  it.each(['MemDb', 'UnsafeDisableFlushToDisk'])('is refused for its setting %s', async (setting) => {
    const place = await eventStorePlace({ settings: { [setting]: 'True' } });

    const refusal = await refusalOf(place.logs().create('co-op'));

    expect(refusal).toBeInstanceOf(UnsafeStore);
    expect(refusal).toMatchObject({ code: 'STORE_UNSAFE', message: expect.stringContaining(setting) });
    expect(place.database.all).toEqual([]);
  });

  it('is named when it does not tell its settings', async () => {
    const place = await eventStorePlace({ settingsShown: false });
    const unchecked: string[] = [];

    await place.logs({ onUnchecked: (hosts) => unchecked.push(...hosts) }).create('co-op');

    expect(unchecked).toEqual([`127.0.0.1:${place.node.port}`]);
  });
});

describe('an account without rights to $all', () => {
  it('is refused at the start, or it would never hear of what other servers record', async () => {
    const place = await eventStorePlace({ allShown: false });

    const refusal = await refusalOf(place.logs().create('co-op'));

    expect(refusal).toMatchObject({ code: 'LOG_UNAVAILABLE', message: expect.stringContaining('follow $all') });
  });

  it('finds its log as soon as it is given them, and hears of what others record', async () => {
    const place = await eventStorePlace();
    await place.logs().create('co-op');
    place.node.allShown = false;
    const logs = place.logs();
    expect(await refusalOf(logs.open('co-op'))).toMatchObject({ message: expect.stringContaining('follow $all') });
    expect(await refusalOf(logs.open('co-op'))).toMatchObject({ message: expect.stringContaining('follow $all') });

    place.node.allShown = true;
    const log = await untilOpened(logs);
    const heard = new Promise((resolve) => log.subscribe(0, ([first]) => resolve(first?.position)));
    await castMany(await place.logs().open('co-op'), 1);

    expect(await heard).toBe(1);
  });
});

describe('a stream that is told to forget', () => {
  it.each<[string, StreamMetadata]>([
    ['$maxAge', { maxAge: 3600 }],
    ['$maxCount', { maxCount: 5 }],
    ['$tb', { truncateBefore: 1 }],
  ])('by %s is not opened', async (key, metadata) => {
    const place = await anyEventStorePlace();
    await place.logs().create('co-op');
    await setMetadata(place, metadata);

    const refusal = await refusalOf(place.logs().open('co-op'));

    expect(refusal).toMatchObject({ code: 'STORE_UNSAFE', message: expect.stringContaining(key) });
  });

  it('while it is open takes no more ballots', async () => {
    const place = await anyEventStorePlace();
    const log = await place.logs().create('co-op');
    await castMany(log, 3);
    await setMetadata(place, { maxCount: 2 });

    const refusal = await untilRefused((round) => log.append(casting(`late-${round}`)));

    expect(refusal).toBeInstanceOf(UnsafeStore);
  });

  it('while a process was cut off takes no more of its ballots', async () => {
    const place = await eventStorePlace();
    const log = await place.logs().create('co-op');
    await castMany(log, 3);

    await place.node.stop();
    place.database.append(`$$${STREAM}`, 'any', [metadataOf({ $maxCount: 2 })]);
    await place.node.start();

    expect(await untilRefused((round) => log.append(casting(`late-${round}`)))).toBeInstanceOf(UnsafeStore);
  });

  it('may not be the list of the assemblies either', async () => {
    const place = await anyEventStorePlace();
    await place.logs().create('co-op');
    await asAdministrator(place, (client) =>
      client.setStreamMetadata(`${place.namespace}-assemblies`, { maxCount: 1 }),
    );

    expect(await refusalOf(place.logs().list())).toBeInstanceOf(UnsafeStore);
  });

  it('may have metadata that forget nothing', async () => {
    const place = await anyEventStorePlace();
    await place.logs().create('co-op');
    await setMetadata(place, { acl: { readRoles: ['$admins'] } });

    expect(await (await place.logs().open('co-op')).head()).toBe(0);
  });
});

describe('a server with another past than this process has seen', () => {
  let place: EventStorePlace;

  beforeEach(async () => {
    place = await eventStorePlace();
    const logs = place.logs({}, 'mine');
    await castMany(await logs.create('co-op'), 10);
    await logs.close();
  });

  const reopened = () => place.logs({ patienceMs: 100, outdatedMs: 100 }, 'mine').open('co-op');

  it('by an old backup is refused', async () => {
    place.database.rollBack(STREAM, 8);

    expect(await refusalOf(reopened())).toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringContaining('event 10'),
    });
  });

  it('by an old backup that has grown again is refused, with the place where it differs', async () => {
    place.database.rollBack(STREAM, 8);
    await castMany(await place.logs({}, 'fresh').open('co-op'), 5, 50);

    expect(await refusalOf(reopened())).toMatchObject({ message: expect.stringContaining('event 10') });
  });

  it('by a deleted stream is refused', async () => {
    await asAdministrator(place, (client) => client.tombstoneStream(STREAM));

    expect(await refusalOf(reopened())).toMatchObject({ code: 'LOG_NOT_FOUND' });
  });

  it('by a softly deleted stream is refused, and no new log is begun behind the hidden past', async () => {
    await asAdministrator(place, (client) => client.deleteStream(STREAM));
    const before = place.database.all.length;

    expect(await refusalOf(reopened())).toMatchObject({ code: 'LOG_NOT_FOUND' });
    expect(await refusalOf(place.logs().create('co-op'))).toBeInstanceOf(UnsafeStore);
    expect(place.database.all).toHaveLength(before);
  });

  it('only for a while, as a leader that was paused, stops nothing, however soon a caller gives up', async () => {
    const log = await place.logs({ patienceMs: 50 }, 'mine').open('co-op');
    const bringBack = place.database.rollBack(STREAM, 8);
    const head = log.head();
    await new Promise((resolve) => setTimeout(resolve, 200));
    bringBack();

    expect(await head).toBe(10);
    expect(await log.append(casting('ada'))).toMatchObject({ lastPosition: 11 });
  });

  it('while the log is open stops it, and nothing is stored on top', async () => {
    const log = await reopened();
    const { finished } = log.subscribe(10, () => undefined);
    const ended = refusalOf(finished);
    place.database.rollBack(STREAM, 8);
    const before = place.database.all.length;

    expect(await refusalOf(log.append(casting('ada')))).toBeInstanceOf(LogUnreadable);
    expect(await refusalOf(log.append(casting('bo')))).toBeInstanceOf(LogUnreadable);
    expect(place.database.all).toHaveLength(before);
    expect(await ended).toBeInstanceOf(LogUnreadable);
  });
});

describe('an event that Plenum did not write', () => {
  it('does not match its hash: the log is not opened by whoever has not seen it before', async () => {
    const place = await eventStorePlace();
    await castMany(await place.logs().create('co-op'), 5);
    const forged = Buffer.from(place.database.all.at(-1)!.data).toString().replace('"yes"', '"no"');
    place.database.falsify(STREAM, 5, Buffer.from(forged));

    expect(await refusalOf(place.logs().open('co-op'))).toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringContaining('event 5 does not match its hash'),
    });
  });

  it('in the middle of a log stops it', async () => {
    const place = await anyEventStorePlace();
    const log = await place.logs().create('co-op');
    await castMany(log, 2);
    await asAdministrator(place, (client) =>
      client.appendToStream(place.streamOf('co-op'), binaryEvent({ type: 'BallotCast', data: Buffer.from('{}') })),
    );

    const refusal = await untilRefused((round) => log.append(casting(`late-${round}`)));

    expect(refusal).toBeInstanceOf(LogUnreadable);
  });

  it.each([
    ['of a newer release', { assembly: 'co-op', format: 2 }, 'LOG_FROM_NEWER_RELEASE'],
    ['of another assembly', { assembly: 'guild', format: 1 }, 'LOG_UNREADABLE'],
  ])('at the head of a log, %s, keeps it closed', async (_, header, code) => {
    const place = await anyEventStorePlace();
    const bytes = Buffer.from(JSON.stringify(header));
    const leafHash = Buffer.from(leafHashOf(bytes)).toString('hex');
    const event = binaryEvent({ type: 'LogBegun', data: bytes, metadata: { leafHash } });
    await asAdministrator(place, (client) => client.appendToStream(place.streamOf('co-op'), event));

    expect(await refusalOf(place.logs().open('co-op'))).toMatchObject({ code });
  });
});

describe('a command with more than the server takes at once', () => {
  const roll = Array.from({ length: 2000 }, (_, seat) => ({ type: 'MemberEnrolled', version: 1, data: { seat } }));

  it('is refused with what to do, and does not touch the commands around it', async () => {
    const place = await eventStorePlace({ maxAppendBytes: 256 * 1024 });
    const log = await place.logs().create('co-op');

    const [ada, tooMuch, bo] = await Promise.allSettled([
      log.append(casting('ada')),
      log.append(casting('registrar', { events: roll })),
      log.append(casting('bo')),
    ]);

    expect([ada.status, bo.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(tooMuch).toMatchObject({ reason: { code: 'UNSTORABLE_EVENT', path: '$.events' } });
    expect((tooMuch as PromiseRejectedResult).reason).toBeInstanceOf(UnstorableEvent);
    expect(await log.head()).toBe(2);
  });

  it('may be many commands: together too large, they are stored one by one', async () => {
    const place = await eventStorePlace({ maxAppendBytes: 64 * 1024 });
    const log = await place.logs().create('co-op');

    await castMany(log, 400);

    expect(await log.head()).toBe(400);
  });
});

function metadataOf(metadata: object): ProposedEvent {
  const data = Buffer.from(JSON.stringify(metadata));
  return { id: randomUUID(), type: '$metadata', contentType: 'application/json', data, metadata: Buffer.of() };
}

/** The subscription is tried again in a while of its own. */
async function untilOpened(logs: EventStoreLogs): Promise<EventLog> {
  for (let round = 0; round < 500; round += 1) {
    const log = await logs.open('co-op').catch(() => undefined);
    if (log !== undefined) return log;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the log is refused for ever');
}

/** What ends the attempts, each a little later than the one before: the news has to travel first. */
async function untilRefused(attempt: (round: number) => Promise<unknown>): Promise<unknown> {
  for (let round = 0; round < 200; round += 1) {
    try {
      await attempt(round);
    } catch (reason) {
      return reason;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return expect('it to be refused').toBe('accepted for ever');
}
