import { randomUUID } from 'node:crypto';
import {
  ANY,
  BACKWARDS,
  END,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  NotLeaderError,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
  streamNameFilter,
  type AppendExpectedRevision,
  type JSONEventData,
} from '@eventstore/db-client';
import { endpointsOf } from '../../../libs/event-log/src/eventstoredb/endpoints';
import { refusalOf } from '../../../libs/event-log/src/given.contract';
import { awaitUntil } from '../../journeys/support/await-until';
import { realServer } from '../support/event-store-place';
import { EventDatabase } from './event-database';
import { ProtocolNode } from './node';

const event = (word: string): JSONEventData => jsonEvent({ type: 'said', data: { word } });
/** With any credentials at all the client calls `Append`; in clear text no server sees them. */
const login = (realServer && endpointsOf(realServer).credentials) || { username: 'any', password: 'any' };

const wordsOf = (resolved: readonly { event?: { data: unknown } | undefined }[]) =>
  resolved.map((one) => (one.event!.data as { word: string }).word);

/**
 * What the vendor's client finds when it talks to the test server: the ground that the other tests here stand on. With EVENTSTORE_URL
 * set, the same is asked of the server it names, in streams of their own: what is said here is true of both.
 */
describe(realServer === undefined ? 'the protocol server' : 'a real server', () => {
  let node: ProtocolNode | undefined;
  let client: EventStoreDBClient;
  let talk: string;
  let silence: string;
  beforeEach(async () => {
    if (realServer === undefined) node = await new ProtocolNode(new EventDatabase(2048)).start();
    client = EventStoreDBClient.connectionString(realServer ?? node!.url);
    [talk, silence] = [`talk${randomUUID()}`, `silence${randomUUID()}`];
  });
  afterEach(async () => {
    await client.dispose();
    await node?.stop();
  });

  const ofTalk = () => ({ filter: streamNameFilter({ prefixes: [talk] }) });

  async function read(stream: string, options: Parameters<EventStoreDBClient['readStream']>[1] = {}) {
    const events = [];
    for await (const one of client.readStream(stream, options)) events.push(one);
    return events;
  }

  describe.each([
    ['BatchAppend', {}],
    ['Append', { credentials: login }],
  ])('over %s', (_, how) => {
    const append = (
      stream: string,
      events: JSONEventData | JSONEventData[],
      expectedRevision: AppendExpectedRevision,
    ) => client.appendToStream(stream, events, { ...how, expectedRevision });

    it('stores what meets its expectation, and says where', async () => {
      const first = await append(talk, event('one'), NO_STREAM);
      await append(talk, [event('two'), event('three')], 0n);
      await append(talk, event('four'), STREAM_EXISTS);
      const last = await append(talk, event('five'), ANY);

      expect([first.nextExpectedRevision, last.nextExpectedRevision]).toEqual([0n, 4n]);
      expect(last.position!.commit).toBeGreaterThan(first.position!.commit);
      expect(wordsOf(await read(talk))).toEqual(['one', 'two', 'three', 'four', 'five']);
    });

    it.each<[string, AppendExpectedRevision, () => string, bigint | 'no_stream']>([
      ['a stream that should not be there', NO_STREAM, () => talk, 0n],
      ['a revision that is not the last', 3n, () => talk, 0n],
      ['a revision of no stream', 0n, () => silence, 'no_stream'],
      ['a stream that should be there', STREAM_EXISTS, () => silence, 'no_stream'],
    ])('refuses %s, and says what there is', async (_what, expected, of, actual) => {
      await append(talk, event('one'), NO_STREAM);

      const refusal = await refusalOf(append(of(), event('two'), expected));

      expect(refusal).toBeInstanceOf(WrongExpectedVersionError);
      expect(refusal).toMatchObject({ streamName: of(), actualVersion: actual });
    });

    it('takes the same events at the same place for a repetition, and others, or part of them, for a conflict', async () => {
      const [one, two] = [event('one'), event('two')];
      await append(talk, [one, two], NO_STREAM);

      expect(await append(talk, [one, two], NO_STREAM)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await append(talk, two, 0n)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await refusalOf(append(talk, [one, event('other')], NO_STREAM))).toBeInstanceOf(WrongExpectedVersionError);
      expect(wordsOf(await read(talk))).toEqual(['one', 'two']);
    });

    it.each<AppendExpectedRevision>([ANY, STREAM_EXISTS])(
      'takes the same events at no place in particular (%s) for a repetition',
      async (anywhere) => {
        const [one, two] = [event('one'), event('two')];
        await append(talk, [one, two], NO_STREAM);
        await append(talk, event('three'), 1n);

        expect(await append(talk, one, anywhere)).toMatchObject({ nextExpectedRevision: 0n });
        expect(await append(talk, [one, two], anywhere)).toMatchObject({ nextExpectedRevision: 1n });
        expect(await refusalOf(append(talk, [two, event('other')], anywhere))).toBeInstanceOf(
          WrongExpectedVersionError,
        );
        expect(wordsOf(await read(talk))).toEqual(['one', 'two', 'three']);
      },
    );

    it('refuses more bytes than it takes, and events for a deleted stream', async () => {
      const megabyte = () => jsonEvent({ type: 'said', data: { word: 'x'.repeat(1024 * 1024) } });
      await append(talk, event('one'), NO_STREAM);
      await client.tombstoneStream(talk);

      const large = Array.from({ length: 17 }, megabyte);
      expect(await refusalOf(append(silence, large, ANY))).toBeInstanceOf(MaxAppendSizeExceededError);
      expect(await refusalOf(append(talk, event('two'), ANY))).toBeInstanceOf(StreamDeletedError);
      expect(await refusalOf(read(talk))).toBeInstanceOf(StreamDeletedError);
    });

    it('goes on behind the events of a stream that was deleted softly, whose revisions are not given twice', async () => {
      await append(talk, [event('one'), event('two')], NO_STREAM);
      await client.deleteStream(talk);

      expect(await refusalOf(read(talk))).toBeInstanceOf(StreamNotFoundError);
      expect(await append(talk, event('three'), NO_STREAM)).toMatchObject({ nextExpectedRevision: 2n });
      // The server writes the new beginning into the metadata after it has answered.
      await awaitUntil(
        'the new beginning',
        async () => (await client.getStreamMetadata(talk)).metadata?.truncateBefore === 2,
      );
      expect(wordsOf(await read(talk))).toEqual(['three']);
    });
  });

  it('reads from a place on, either way, so many at most', async () => {
    await client.appendToStream(talk, ['one', 'two', 'three', 'four'].map(event));

    expect(wordsOf(await read(talk, { fromRevision: 1n, maxCount: 2 }))).toEqual(['two', 'three']);
    expect(wordsOf(await read(talk, { fromRevision: END, direction: BACKWARDS, maxCount: 2 }))).toEqual([
      'four',
      'three',
    ]);
    expect(await read(talk, { fromRevision: 9n })).toEqual([]);
    expect(await refusalOf(read(silence))).toBeInstanceOf(StreamNotFoundError);
    expect(await refusalOf(read(`$$${talk}`, { fromRevision: END, direction: BACKWARDS }))).toBeInstanceOf(
      StreamNotFoundError,
    );
  });

  it('hides what the metadata of a stream tell it to forget', async () => {
    await client.appendToStream(talk, ['one', 'two', 'three'].map(event));
    await client.setStreamMetadata(talk, { maxCount: 2 });
    expect(wordsOf(await read(talk))).toEqual(['two', 'three']);

    await client.setStreamMetadata(talk, { truncateBefore: 2 });
    expect(wordsOf(await read(talk))).toEqual(['three']);

    await client.setStreamMetadata(talk, { truncateBefore: 9 });
    expect(await read(talk)).toEqual([]);
  });

  it('follows $all behind a position, filtered, and tells of places passed without a find', async () => {
    const before = await client.appendToStream(talk, event('before'));
    await client.appendToStream(talk, event('caught up'));
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: [talk],
      checkpointInterval: 1,
      checkpointReached: (_, { commit }) => void checkpoints.push(commit),
    });
    const subscription = client.subscribeToAll({ fromPosition: before.position!, filter });
    const heard: string[] = [];
    subscription.on('error', () => undefined);
    await new Promise<void>((resolve) =>
      subscription.on('caughtUp', resolve).on('data', (one) => heard.push(...wordsOf([one]))),
    );

    for (let burst = 0; burst < 5; burst += 1)
      await client.appendToStream(
        silence,
        Array.from({ length: 10 }, () => event('noise')),
      );
    const live = new Promise((resolve) => subscription.on('data', resolve));
    await client.appendToStream(talk, event('live'));
    await live;
    await subscription.unsubscribe();

    expect(heard).toEqual(['caught up', 'live']);
    expect(checkpoints.length).toBeGreaterThan(0);
  });

  it('follows $all from its end on', async () => {
    await client.appendToStream(talk, event('before'));
    const subscription = client.subscribeToAll({ fromPosition: END, ...ofTalk() });
    subscription.on('error', () => undefined);
    await new Promise((resolve) => subscription.on('confirmation', resolve));
    const live = new Promise<string[]>((resolve) => subscription.on('data', (one) => resolve(wordsOf([one]))));

    await client.appendToStream(talk, event('live'));

    expect(await live).toEqual(['live']);
    await subscription.unsubscribe();
  });

  it('refuses to follow $all behind a position where nothing stands', async () => {
    await client.appendToStream(talk, [event('before'), event('behind')]);
    const subscription = client.subscribeToAll({ fromPosition: { commit: 3n, prepare: 3n }, ...ofTalk() });

    const refusal = await new Promise((resolve) => subscription.on('error', resolve));

    expect(refusal).toMatchObject({ code: 3, message: expect.stringContaining('invalid position') });
  });

  it('is silent to whoever follows $all behind a position that it has not reached', async () => {
    const yonder = { commit: 1n << 40n, prepare: 1n << 40n };
    const deaf = client.subscribeToAll({ fromPosition: yonder, ...ofTalk() });
    const hearing = client.subscribeToAll({ fromPosition: END, ...ofTalk() });
    const heard: string[] = [];
    deaf.on('error', () => undefined).on('data', (one) => heard.push(...wordsOf([one])));
    hearing.on('error', () => undefined);
    await Promise.all([deaf, hearing].map((one) => new Promise((resolve) => one.on('confirmation', resolve))));
    const live = new Promise((resolve) => hearing.on('data', resolve));

    await client.appendToStream(talk, event('live'));
    await live;

    expect(heard).toEqual([]);
    await Promise.all([deaf.unsubscribe(), hearing.unsubscribe()]);
  });
});

describe('the protocol server in a cluster', () => {
  it('sends who needs the leader on to it', async () => {
    const node = await new ProtocolNode().start();
    const leader = await new ProtocolNode(node.database).start();
    node.members = () => [{ host: '127.0.0.1', port: leader.port, state: 'leader', alive: true }];
    const client = EventStoreDBClient.connectionString(node.url);
    const reading = client.readStream('talk', { requiresLeader: true });

    const refusal = await refusalOf(reading[Symbol.asyncIterator]().next());

    expect(refusal).toBeInstanceOf(NotLeaderError);
    expect(refusal).toMatchObject({ leader: { address: '127.0.0.1', port: leader.port } });
    await client.dispose();
    await Promise.all([node.stop(), leader.stop()]);
  });
});
