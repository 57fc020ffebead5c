import { parseCanonicalJson } from './canonical-json';
import { leafHashOf } from './envelope';
import { CommandIdReused, LogExists, LogNotFound, LogUnavailable, RevisionConflict, UnstorableEvent } from './errors';
import { type EventLog, type EventLogs, type LogJson, NO_STREAM } from './event-log';
import { ballotOf, casting, castMany, NOON, positionsOf, refusalOf } from './given.contract';
import { subscriptionContract } from './subscriptions.contract';

/** What every store promises. `makeLogs` gives an empty place for logs; whatever it holds is closed after each test. */
export function eventLogContract(store: string, makeLogs: () => Promise<EventLogs>): void {
  describe(`${store} keeps the event log's contract:`, () => {
    let logs: EventLogs;
    let log: EventLog;

    beforeEach(async () => {
      logs = await makeLogs();
      log = await logs.create('co-op');
    });
    afterEach(() => logs.close());

    describe('appending', () => appendContract(() => log));
    describe('expected revisions', () => revisionContract(() => log));
    describe('command ids', () => commandIdContract(() => log));
    describe('reading', () => readContract(() => log));
    describe('assemblies', () => assembliesContract(() => logs));
    describe('following', () => subscriptionContract(() => log));
  });
}

function appendContract(log: () => EventLog): void {
  it('numbers positions from 1 without gaps, and revisions from 0 in each stream', async () => {
    const ada = await log().append(casting('ada', { events: [ballotOf('yes'), ballotOf('no')] }));
    const bo = await log().append(casting('bo'));

    expect(ada.events.map(({ position, revision }) => [position, revision])).toEqual([
      [1, 0],
      [2, 1],
    ]);
    expect(bo.events.map(({ position, revision }) => [position, revision])).toEqual([[3, 0]]);
    expect(ada).toMatchObject({ firstPosition: 1, lastPosition: 2, repeated: false });
  });

  it('answers with the events as they are read later', async () => {
    const { events } = await log().append(casting('ada', { events: [ballotOf('sí, però més tard — 是')] }));

    expect(await log().readAll(0, 10)).toEqual(events);
    expect(events).toMatchObject([{ stream: 'ballots-ada', type: 'BallotCast', version: 1, actor: 'ada', at: NOON }]);
  });

  it('keeps thousands of events of one command together', async () => {
    const roll = Array.from({ length: 5000 }, (_, seat) => ({ type: 'MemberEnrolled', version: 1, data: { seat } }));

    const { events } = await log().append(casting('registrar', { events: roll }));

    expect(positionsOf(events)).toEqual(roll.map((_, index) => index + 1));
    expect(await log().head()).toBe(5000);
    expect(await log().readAll(0, 9999)).toEqual(events);
  });

  it('stores nothing of a command of which one event cannot be stored, and names the place', async () => {
    const events = [ballotOf('yes'), { type: 'BallotCast', version: 1, data: { marks: [1, 0.5] } }];

    const refusal = await refusalOf(log().append(casting('ada', { events })));

    expect(refusal).toBeInstanceOf(UnstorableEvent);
    expect(refusal).toMatchObject({ code: 'UNSTORABLE_EVENT', path: '$.events[1].data.marks[1]' });
    expect(await log().head()).toBe(0);
    expect(await log().receiptOf('command-of-ada')).toBeUndefined();
  });

  it.each<[string, LogJson | null | undefined]>([
    ['null', null],
    ['undefined', undefined],
    ['a fraction', 1 / 3],
    ['text that is not NFC', 'e\u0301'],
    ['half a surrogate pair', '\ud800'],
  ])('refuses %s', async (_, value) => {
    const events = [{ type: 'BallotCast', version: 1, data: { value: value as LogJson } }];

    expect(await refusalOf(log().append(casting('ada', { events })))).toMatchObject({ path: '$.events[0].data.value' });
  });

  it.each([
    ['no event at all', { events: [] }, '$.events'],
    ['a digest that is none', { commandDigest: 'abc' }, '$.commandDigest'],
    ['a local time', { at: '2026-11-24T12:00:00+01:00' }, '$.at'],
    ['a stream name that is not NFC', { stream: 'e\u0301' }, '$.stream'],
    ['schema version 0', { events: [{ type: 'BallotCast', version: 0, data: {} }] }, '$.events[0].version'],
  ])('refuses %s', async (_, said, path) => {
    expect(await refusalOf(log().append(casting('ada', said)))).toMatchObject({ code: 'UNSTORABLE_EVENT', path });
  });

  it('takes no more once it is closed', async () => {
    await log().append(casting('ada'));

    await log().close();
    await log().close();

    expect(await refusalOf(log().append(casting('bo')))).toBeInstanceOf(LogUnavailable);
  });

  it('finishes what it had accepted before it closes', async () => {
    const accepted = log().append(casting('ada'));

    await log().close();

    expect(await accepted).toMatchObject({ firstPosition: 1, repeated: false });
  });
}

function revisionContract(log: () => EventLog): void {
  it('refuses a decision that was made on an older stream', async () => {
    await log().append(casting('ada'));

    const refusal = await refusalOf(log().append(casting('ada', { commandId: 'second thoughts' })));

    expect(refusal).toBeInstanceOf(RevisionConflict);
    expect(refusal).toMatchObject({ stream: 'ballots-ada', expected: NO_STREAM, actual: 0 });
    expect(await log().head()).toBe(1);
  });

  it('refuses a decision that expects more than there is', async () => {
    expect(await refusalOf(log().append(casting('ada', { expectedRevision: 4 })))).toMatchObject({ actual: NO_STREAM });
  });

  it('lets exactly one of two racing decisions on a stream through', async () => {
    const race = await Promise.allSettled([
      log().append(casting('ada', { commandId: 'from her phone' })),
      log().append(casting('ada', { commandId: 'from the hall' })),
    ]);

    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await log().readStream('ballots-ada')).toHaveLength(1);
  });

  it('does not let a conflict touch the appends around it', async () => {
    await log().append(casting('bo'));

    const results = await Promise.allSettled([
      log().append(casting('ada')),
      log().append(casting('bo', { commandId: 'too late' })),
      log().append(casting('chi')),
    ]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await log().readAll(0, 10)).map(({ actor }) => actor)).toEqual(['bo', 'ada', 'chi']);
  });

  it('refuses when a stream the decision relied on has moved', async () => {
    const guards = [{ stream: 'proposal-new-roof', revision: 0 }];
    const proposal = { stream: 'proposal-new-roof', events: [{ type: 'VotingOpened', version: 1, data: {} }] };
    await log().append(casting('chair', proposal));

    const inTime = await log().append(casting('ada', { guards }));
    const closing = { ...proposal, expectedRevision: 0, commandId: 'close', guards: [] };
    const [, late] = await Promise.allSettled([
      log().append(casting('chair', closing)),
      log().append(casting('bo', { guards })),
    ]);

    expect(inTime.repeated).toBe(false);
    expect(late).toMatchObject({ status: 'rejected', reason: { code: 'REVISION_CONFLICT', expected: 0, actual: 1 } });
  });
}

function commandIdContract(log: () => EventLog): void {
  it('answers a repeated command with its first receipt and events', async () => {
    const first = await log().append(casting('ada', { events: [ballotOf('yes'), ballotOf('no')] }));
    await castMany(log(), 3);

    const again = await log().append(casting('ada', { events: [ballotOf('yes'), ballotOf('no')] }));

    expect(again).toEqual({ ...first, repeated: true });
    expect(await log().head()).toBe(5);
  });

  it('stores one of two identical commands that arrive together', async () => {
    const [first, second] = await Promise.all([log().append(casting('ada')), log().append(casting('ada'))]);

    expect([first.repeated, second.repeated]).toEqual([false, true]);
    expect(second).toEqual({ ...first, repeated: true });
    expect(await log().head()).toBe(1);
  });

  it('refuses a known command id with another content', async () => {
    await log().append(casting('ada'));

    const refusal = await refusalOf(log().append(casting('ada', { events: [ballotOf('no')] })));

    expect(refusal).toBeInstanceOf(CommandIdReused);
    expect(await log().head()).toBe(1);
  });

  it('remembers every receipt, and none for what was refused', async () => {
    await castMany(log(), 2);
    await refusalOf(log().append(casting('ada', { expectedRevision: 7 })));

    const { commandDigest } = casting('member-1');
    const receipt = { commandId: 'command-of-member-1', commandDigest, firstPosition: 2, lastPosition: 2 };
    expect(await log().receiptOf('command-of-member-1')).toEqual(receipt);
    expect(await log().receiptOf('command-of-ada')).toBeUndefined();
  });
}

function readContract(log: () => EventLog): void {
  it('reads a stream from any revision, and nothing from a stream that is not there', async () => {
    await castMany(log(), 4);
    await log().append(casting('ada', { events: [ballotOf('yes'), ballotOf('no')] }));
    await castMany(log(), 4, 4);
    await log().append(casting('ada', { expectedRevision: 1, commandId: 'again', events: [ballotOf('maybe')] }));

    expect(positionsOf(await log().readStream('ballots-ada'))).toEqual([5, 6, 11]);
    expect(positionsOf(await log().readStream('ballots-ada', 1))).toEqual([6, 11]);
    expect(await log().readStream('ballots-ada', 3)).toEqual([]);
    expect(await log().readStream('ballots-nobody')).toEqual([]);
  });

  it('reads all events by pages', async () => {
    const events = await castMany(log(), 10);

    expect(await log().readAll(0, 4)).toEqual(events.slice(0, 4));
    expect(await log().readAll(8, 4)).toEqual(events.slice(8));
    expect(await log().readAll(10, 4)).toEqual([]);
    expect(await log().head()).toBe(10);
  });

  it('shows the exact bytes that were hashed: canonical, complete and bound to the assembly', async () => {
    const { events } = await log().append(casting('ada'));

    const [stored] = await log().readBytes(0, 1);

    expect(leafHashOf(stored!.bytes)).toEqual(Buffer.from(events[0]!.leafHash));
    expect(parseCanonicalJson(stored!.bytes)).toEqual({
      actor: 'ada',
      assembly: 'co-op',
      at: NOON,
      command: 'command-of-ada',
      commandDigest: casting('ada').commandDigest,
      data: { choice: 'yes', proposal: 'new-roof' },
      revision: 0,
      stream: 'ballots-ada',
      type: 'BallotCast',
      version: 1,
    });
  });
}

function assembliesContract(logs: () => EventLogs): void {
  it('keeps two assemblies apart, down to the hashes', async () => {
    const [coop, guild] = [await logs().open('co-op'), await logs().create('guild')];

    const inCoop = await coop.append(casting('ada'));
    const inGuild = await guild.append(casting('ada'));

    expect([inCoop.repeated, inGuild.repeated]).toEqual([false, false]);
    expect(await guild.head()).toBe(1);
    expect(inGuild.events[0]!.leafHash).not.toEqual(inCoop.events[0]!.leafHash);
  });

  it('lists them, opens each once, and says which are missing or there already', async () => {
    const guild = await logs().create('guild');

    expect(await logs().list()).toEqual(['co-op', 'guild']);
    expect(await logs().open('guild')).toBe(guild);
    expect(await refusalOf(logs().open('nowhere'))).toBeInstanceOf(LogNotFound);
    expect(await refusalOf(logs().create('guild'))).toBeInstanceOf(LogExists);
  });
}
