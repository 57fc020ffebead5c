import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Choices } from './choices';
import { Outbox } from './outbox';
import { openOutboxFile } from './outbox-file';

const MOMENT = { at: '2026-03-06T09:00:00.000Z', hoursBeforeClose: 48 };
const LATER = { at: '2026-03-08T03:00:00.000Z', hoursBeforeClose: 6 };
const NOW = '2026-03-06T09:00:01.000Z';
const LEASE_ENDS = '2026-03-06T09:05:01.000Z';

describe('the outbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-outbox-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  let name = 0;
  let opened: Outbox[] = [];
  beforeEach(() => (name += 1));
  afterEach(() => {
    for (const outbox of opened) outbox.close();
    opened = [];
  });

  /** The same file, as another process or a later start sees it. */
  const open = () => {
    const db = openOutboxFile(folder, `assembly-${name}`);
    const outbox = new Outbox(db);
    opened.push(outbox);
    return { outbox, choices: new Choices(db) };
  };
  const crash = () => opened.splice(0).forEach((outbox) => outbox.close());

  const promise = (outbox: Outbox, memberIds: readonly string[]) => {
    outbox.promise('a-well', MOMENT, memberIds);
    outbox.attend('a-well', MOMENT, []);
  };

  it('promises a member one reminder for each moment, whoever promises it and however often', () => {
    const [one, another] = [open().outbox, open().outbox];
    one.promise('a-well', MOMENT, ['ada', 'bruno']);
    another.promise('a-well', MOMENT, ['ada', 'bruno', 'carla']);
    one.promise('a-well', LATER, ['ada']);
    one.attend('a-well', MOMENT, []);
    another.attend('a-well', MOMENT, []);
    one.attend('a-well', LATER, []);
    expect(another.figures('a-well')).toEqual([
      { ...MOMENT, due: 3, waiting: 3, sent: 0, failed: 0, dropped: 0 },
      { ...LATER, due: 1, waiting: 1, sent: 0, failed: 0, dropped: 0 },
    ]);
    expect(one.attended('a-well')).toEqual(new Set([MOMENT.at, LATER.at]));
  });

  it('goes on where a process died among its promises, and keeps those that were made', () => {
    const { outbox } = open();
    outbox.promise('a-well', MOMENT, ['ada']);
    const [kept] = outbox.claim(NOW, LEASE_ENDS, 4);
    crash();
    const restarted = open().outbox;
    expect(restarted.attended('a-well')).toEqual(new Set());
    restarted.promise('a-well', MOMENT, ['ada', 'bruno']);
    restarted.attend('a-well', MOMENT, []);
    expect(restarted.figures('a-well')).toMatchObject([{ due: 2 }]);
    expect(restarted.claim(LEASE_ENDS, LEASE_ENDS, 4)).toContainEqual(kept);
  });

  it('says of a moment that was missed only that it is over', () => {
    const { outbox } = open();
    outbox.promise('a-well', LATER, ['ada']);
    outbox.attend('a-well', LATER, [MOMENT]);
    expect(outbox.attended('a-well')).toEqual(new Set([MOMENT.at, LATER.at]));
    expect(outbox.figures('a-well')).toMatchObject([{ at: LATER.at, due: 1 }]);
  });

  it('gives a message to one process at a time', () => {
    const [one, another] = [open().outbox, open().outbox];
    promise(one, ['ada', 'bruno', 'carla']);
    const taken = [one.claim(NOW, LEASE_ENDS, 2), another.claim(NOW, LEASE_ENDS, 2), one.claim(NOW, LEASE_ENDS, 2)];
    expect(taken.map(({ length }) => length)).toEqual([2, 1, 0]);
    expect(
      taken
        .flat()
        .map(({ memberId }) => memberId)
        .sort(),
    ).toEqual(['ada', 'bruno', 'carla']);
  });

  it('gives a message that was taken and never noted again, after the lease, under the same id', () => {
    const { outbox } = open();
    promise(outbox, ['ada']);
    const [taken] = outbox.claim(NOW, LEASE_ENDS, 4);
    crash();
    const restarted = open().outbox;
    expect(restarted.claim(NOW, LEASE_ENDS, 4)).toEqual([]);
    expect(restarted.nextAt()).toBe(LEASE_ENDS);
    expect(restarted.claim(LEASE_ENDS, '2026-03-06T09:10:00.000Z', 4)).toEqual([taken]);
  });

  it.each(['sent', 'failed', 'dropped'] as const)('takes a message that was %s up no more', (state) => {
    const { outbox } = open();
    promise(outbox, ['ada']);
    const [taken] = outbox.claim(NOW, LEASE_ENDS, 4);
    outbox.conclude(taken!.messageId, state);
    outbox.tryAgain(taken!.messageId, NOW, '451');
    crash();
    const restarted = open().outbox;
    expect(restarted.nextAt()).toBeUndefined();
    expect(restarted.claim(LEASE_ENDS, LEASE_ENDS, 4)).toEqual([]);
    expect(restarted.figures('a-well')).toMatchObject([{ due: 1, waiting: 0, [state]: 1 }]);
  });

  it('counts attempts in vain, and calls them a failure once the proposal is over', () => {
    const { outbox } = open();
    promise(outbox, ['ada', 'bruno']);
    const [first] = outbox.claim(MOMENT.at, LEASE_ENDS, 1);
    outbox.tryAgain(first!.messageId, NOW, '451');
    expect(outbox.claim(NOW, LEASE_ENDS, 2)).toContainEqual({ ...first, attempts: 1 });
    expect([outbox.settle('a-well', 1), outbox.settle('a-well', 5), outbox.settle('a-well', 5)]).toEqual([1, 1, 0]);
    expect(outbox.figures('a-well')).toMatchObject([{ due: 2, failed: 1, dropped: 1, waiting: 0 }]);
    expect(outbox.memberIds()).toEqual([]);
  });

  it('knows a first deadline since the opening, and a later one since it was first met', () => {
    const { outbox } = open();
    const [first, second] = ['2026-03-08T09:00:00.000Z', '2026-03-09T09:00:00.000Z'];
    expect(outbox.knownSince('a-well', first, '2026-03-01T09:00:00.000Z', NOW)).toBe('2026-03-01T09:00:00.000Z');
    expect(outbox.knownSince('a-well', second, '2026-03-01T09:00:00.000Z', NOW)).toBe(NOW);
    crash();
    expect(open().outbox.knownSince('a-well', second, '2026-03-01T09:00:00.000Z', LEASE_ENDS)).toBe(NOW);
  });

  it('forgets a person: choice, commands and messages, of which only the count stays', () => {
    const { outbox, choices } = open();
    choices.choose('c1', 'ada', { accepts: true, language: 'catalan' });
    promise(outbox, ['ada', 'bruno']);
    outbox.forget(['ada']);
    expect(outbox.memberIds()).toEqual(['bruno']);
    expect(choices.of('ada')).toEqual({ accepts: true });
    expect(outbox.figures('a-well')).toMatchObject([{ due: 2, waiting: 1, dropped: 1 }]);
  });

  it('keeps a language through declining, and refuses a command id for another choice', () => {
    const { choices } = open();
    choices.choose('c1', 'ada', { accepts: true, language: 'catalan' });
    expect(choices.choose('c2', 'ada', { accepts: false })).toEqual({ accepts: false, language: 'catalan' });
    expect(choices.choose('c1', 'ada', { accepts: true, language: 'catalan' })).toMatchObject({ accepts: false });
    expect(choices.choose('c1', 'ada', { accepts: true, language: 'spanish' })).toMatchObject({
      refusal: 'CommandIdMustBeFresh',
    });
  });
});
