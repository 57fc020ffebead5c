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
import { refusalOf } from '../../../libs/event-log/src/given.contract';
import { EventDatabase } from './event-database';
import { ProtocolNode } from './node';

const event = (word: string): JSONEventData => jsonEvent({ type: 'said', data: { word } });
const wordsOf = (resolved: readonly { event?: { data: unknown } | undefined }[]) =>
  resolved.map((one) => (one.event!.data as { word: string }).word);

/** What the vendor's client finds when it talks to the test server: the ground that the other tests here stand on. */
describe('the protocol server', () => {
  let node: ProtocolNode;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    node = await new ProtocolNode(new EventDatabase(2048)).start();
    client = EventStoreDBClient.connectionString(node.url);
  });
  afterEach(async () => {
    await client.dispose();
    await node.stop();
  });

  async function read(stream: string, options: Parameters<EventStoreDBClient['readStream']>[1] = {}) {
    const events = [];
    for await (const one of client.readStream(stream, options)) events.push(one);
    return events;
  }

  describe.each([
    ['BatchAppend', {}],
    ['Append', { credentials: { username: 'any', password: 'any' } }],
  ])('over %s', (_, how) => {
    const append = (
      stream: string,
      events: JSONEventData | JSONEventData[],
      expectedRevision: AppendExpectedRevision,
    ) => client.appendToStream(stream, events, { ...how, expectedRevision });

    it('stores what meets its expectation, and says where', async () => {
      const first = await append('talk', event('one'), NO_STREAM);
      await append('talk', [event('two'), event('three')], 0n);
      await append('talk', event('four'), STREAM_EXISTS);
      const last = await append('talk', event('five'), ANY);

      expect([first.nextExpectedRevision, last.nextExpectedRevision]).toEqual([0n, 4n]);
      expect(last.position!.commit).toBeGreaterThan(first.position!.commit);
      expect(wordsOf(await read('talk'))).toEqual(['one', 'two', 'three', 'four', 'five']);
    });

    it.each<[string, AppendExpectedRevision, string, bigint | 'no_stream']>([
      ['a stream that should not be there', NO_STREAM, 'talk', 0n],
      ['a revision that is not the last', 3n, 'talk', 0n],
      ['a revision of no stream', 0n, 'silence', 'no_stream'],
      ['a stream that should be there', STREAM_EXISTS, 'silence', 'no_stream'],
    ])('refuses %s, and says what there is', async (_what, expected, stream, actual) => {
      await append('talk', event('one'), NO_STREAM);

      const refusal = await refusalOf(append(stream, event('two'), expected));

      expect(refusal).toBeInstanceOf(WrongExpectedVersionError);
      expect(refusal).toMatchObject({ streamName: stream, actualVersion: actual });
    });

    it('takes the same events at the same place for a repetition, and others, or part of them, for a conflict', async () => {
      const [one, two] = [event('one'), event('two')];
      await append('talk', [one, two], NO_STREAM);

      expect(await append('talk', [one, two], NO_STREAM)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await append('talk', two, 0n)).toMatchObject({ nextExpectedRevision: 1n });
      expect(await refusalOf(append('talk', [one, event('other')], NO_STREAM))).toBeInstanceOf(
        WrongExpectedVersionError,
      );
      expect(wordsOf(await read('talk'))).toEqual(['one', 'two']);
    });

    it('refuses more bytes than it takes, and events for a deleted stream', async () => {
      const large = jsonEvent({ type: 'said', data: { word: 'x'.repeat(3000) } });
      await append('gone', event('one'), NO_STREAM);
      await client.tombstoneStream('gone');

      expect(await refusalOf(append('talk', large, ANY))).toBeInstanceOf(MaxAppendSizeExceededError);
      expect(await refusalOf(append('gone', event('two'), ANY))).toBeInstanceOf(StreamDeletedError);
    });
  });

  it('reads from a place on, either way, so many at most', async () => {
    await client.appendToStream('talk', ['one', 'two', 'three', 'four'].map(event));

    expect(wordsOf(await read('talk', { fromRevision: 1n, maxCount: 2 }))).toEqual(['two', 'three']);
    expect(wordsOf(await read('talk', { fromRevision: END, direction: BACKWARDS, maxCount: 2 }))).toEqual([
      'four',
      'three',
    ]);
    expect(await read('talk', { fromRevision: 9n })).toEqual([]);
    expect(await refusalOf(read('silence'))).toBeInstanceOf(StreamNotFoundError);
  });

  it('hides what the metadata of a stream tell it to forget', async () => {
    await client.appendToStream('talk', ['one', 'two', 'three'].map(event));
    await client.setStreamMetadata('talk', { maxCount: 2 });
    expect(wordsOf(await read('talk'))).toEqual(['two', 'three']);

    await client.setStreamMetadata('talk', { truncateBefore: 2 });
    expect(wordsOf(await read('talk'))).toEqual(['three']);
  });

  it('follows $all behind a position, filtered, and tells of places passed without a find', async () => {
    const before = await client.appendToStream('talk', event('before'));
    await client.appendToStream('talk', event('caught up'));
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: ['talk'],
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
        'noise',
        Array.from({ length: 10 }, () => event('noise')),
      );
    const live = new Promise((resolve) => subscription.on('data', resolve));
    await client.appendToStream('talk', event('live'));
    await live;
    await subscription.unsubscribe();

    expect(heard).toEqual(['caught up', 'live']);
    expect(checkpoints.length).toBeGreaterThan(0);
  });

  it('sends who needs the leader on to it', async () => {
    const leader = await new ProtocolNode(node.database).start();
    node.members = () => [{ host: '127.0.0.1', port: leader.port, leads: true, alive: true }];

    const refusal = await refusalOf(read('talk', { requiresLeader: true }));

    expect(refusal).toBeInstanceOf(NotLeaderError);
    expect(refusal).toMatchObject({ leader: { address: '127.0.0.1', port: leader.port } });
    await leader.stop();
  });
});
