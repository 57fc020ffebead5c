import { canonicalJson } from '../../canonical-json';
import { leafHashOf } from '../../envelope';
import { casting, castMany } from '../../given.contract';
import { MemoryEventLog } from '../../memory/memory-event-log';
import type { LogJson, StoredBytes } from '../../event-log';
import { Frontier } from '../merkle/frontier';
import type { TreeHead } from '../merkle/verify';
import type { Finding } from './finding';
import { LogAudit } from './log-audit';

describe('the audit of a log, event by event', () => {
  let events: readonly StoredBytes[];
  beforeAll(async () => {
    const log = new MemoryEventLog('co-op');
    await castMany(log, 5);
    await log.append(casting('ada', { events: [yes, yes] }));
    await log.append(casting('ada', { expectedRevision: 1, commandId: 'again' }));
    events = await log.readBytes(0, 100);
  });
  const yes = casting('ada').events[0]!;

  const headOf = (size: number): TreeHead => {
    const frontier = new Frontier();
    for (const { leafHash } of events.slice(0, size)) frontier.add(leafHash);
    return frontier.head;
  };
  const audit = (entries: readonly StoredBytes[], heads: readonly TreeHead[] = []): readonly Finding[] => {
    const log = new LogAudit(heads);
    const found = entries.flatMap((entry) => log.take(entry).findings);
    return [...found, ...log.finish()];
  };
  const entry = (position: number, bytes: Buffer): StoredBytes => ({ position, bytes, leafHash: leafHashOf(bytes) });
  /** A careful forger: other keys in the event at `position`, in canonical form and with the right hash. */
  const forged = (position: number, change: { readonly [key: string]: LogJson | undefined }) => {
    const known = JSON.parse(Buffer.from(events[position - 1]!.bytes).toString()) as { [key: string]: LogJson };
    const bytes = Buffer.from(canonicalJson(JSON.parse(JSON.stringify({ ...known, ...change })) as LogJson));
    return events.with(position - 1, entry(position, bytes));
  };
  const rulesOf = (findings: readonly Finding[]) => findings.map(({ rule, position }) => [rule, position]);

  it('finds nothing in a log as it was written, and its head at the end', () => {
    const log = new LogAudit([headOf(3), headOf(8)]);
    expect(events.flatMap((one) => log.take(one).findings)).toEqual([]);
    expect(log.finish()).toEqual([]);
    expect(log.head).toEqual(headOf(8));
  });

  const moments: readonly (readonly [at: string, exists: boolean])[] = [
    ['0001-01-01T00:00:00.000Z', true],
    ['0000-12-31T00:00:00.000Z', false],
    ['1900-02-29T12:00:00.000Z', false],
    ['2000-02-29T12:00:00.000Z', true],
    ['2028-02-29T23:59:59.999Z', true],
    ['2026-02-29T00:00:00.000Z', false],
    ['2026-04-31T00:00:00.000Z', false],
    ['2026-12-31T00:00:00.000Z', true],
    ['2026-12-32T00:00:00.000Z', false],
    ['2026-13-01T00:00:00.000Z', false],
    ['2026-00-10T00:00:00.000Z', false],
    ['2026-06-00T00:00:00.000Z', false],
    ['2026-06-30T24:00:00.000Z', false],
    ['2026-06-30T23:60:00.000Z', false],
    ['2026-06-30T23:59:60.000Z', false],
  ];

  it.each(moments)('knows of the moment %s whether it exists: %s', (at, exists) => {
    expect(rulesOf(audit(forged(1, { at })))).toEqual(exists ? [] : [['envelope', 1]]);
  });

  it('finds nothing in an empty log', () => {
    expect(audit([], [{ size: 0, root: new Frontier().root }])).toEqual([]);
  });

  it.each<[string, () => readonly StoredBytes[], unknown]>([
    ['an event left out', () => events.toSpliced(3, 1), [['no-gap', 4]]],
    [
      'two events in each other’s place',
      () => events.with(1, events[2]!).with(2, events[1]!),
      [
        ['no-gap', 2],
        ['no-gap', 4],
        ['no-gap', 3],
      ],
    ],
    ['an event of another assembly', () => forged(4, { assembly: 'elsewhere' }), [['one-assembly', 4]]],
    ['a revision that is too high', () => forged(8, { revision: 7 }), [['stream-revision', 8]]],
    [
      'a revision that stands twice',
      () => forged(7, { revision: 0 }),
      [
        ['stream-revision', 7],
        ['stream-revision', 8],
      ],
    ],
    ['a revision beyond all bounds', () => forged(8, { revision: 2 ** 53 - 1 }), [['stream-revision', 8]]],
    ['a command in two pieces', () => forged(8, { command: 'command-of-member-1' }), [['whole-command', 8]]],
    ['a command of two actors', () => forged(7, { actor: 'bo' }), [['whole-command', 7]]],
    ['a command of two moments', () => forged(7, { at: '2026-11-24T12:00:00.001Z' }), [['whole-command', 7]]],
    [
      'a command of two streams',
      () => forged(7, { stream: 'elsewhere', revision: 0 }),
      [
        ['whole-command', 7],
        ['stream-revision', 8],
      ],
    ],
    ['a command of two digests', () => forged(7, { commandDigest: 'f'.repeat(64) }), [['whole-command', 7]]],
    ['a key that is missing', () => forged(2, { at: undefined }), [['envelope', 2]]],
    ['a key too many', () => forged(2, { note: 'x' }), [['envelope', 2]]],
    ['a key called __proto__', () => events.with(1, entry(2, Buffer.from('{"__proto__":1}'))), [['envelope', 2]]],
    ['a time that is none', () => forged(2, { at: 'yesterday' }), [['envelope', 2]]],
    ['a digest in capitals', () => forged(2, { commandDigest: 'F'.repeat(64) }), [['envelope', 2]]],
    ['a digest with a letter past f', () => forged(2, { commandDigest: 'g'.padEnd(64, '0') }), [['envelope', 2]]],
    ['a digest that is short', () => forged(2, { commandDigest: '0'.repeat(63) }), [['envelope', 2]]],
    ['a digest that is a number', () => forged(2, { commandDigest: 64 }), [['envelope', 2]]],
    ['a revision that is text', () => forged(2, { revision: '0' }), [['envelope', 2]]],
    ['a version below 1', () => forged(2, { version: 0 }), [['envelope', 2]]],
    ['data that is a list', () => forged(2, { data: [] }), [['envelope', 2]]],
    ['bytes that are no JSON', () => events.with(1, entry(2, Buffer.from('yes'))), [['canonical-bytes', 2]]],
    ['bytes that are no text', () => events.with(1, entry(2, Buffer.of(0xff))), [['canonical-bytes', 2]]],
    [
      'bytes with a space',
      () => events.with(1, entry(2, Buffer.concat([Buffer.from(' '), events[1]!.bytes]))),
      [['canonical-bytes', 2]],
    ],
    [
      'a hundred thousand brackets',
      () => events.with(1, entry(2, Buffer.from('['.repeat(100_000)))),
      [['canonical-bytes', 2]],
    ],
    ['more than a mebibyte', () => events.with(1, entry(2, Buffer.alloc(1024 * 1024 + 1, 0x20))), [['event-size', 2]]],
    [
      'a hash that is another',
      () => events.with(1, { ...events[1]!, leafHash: events[0]!.leafHash }),
      [['leaf-hash', 2]],
    ],
    [
      'a hash that is too long',
      () => events.with(1, { ...events[1]!, leafHash: Buffer.alloc(64) }),
      [['leaf-hash', 2]],
    ],
  ])('finds %s', (_what, entries, expected) => {
    expect(rulesOf(audit(entries()))).toEqual(expected);
  });

  describe('against heads that were kept', () => {
    it('says of an event only that it was changed, when its kept hash is the one that was signed', () => {
      const changed = events.with(3, {
        ...events[3]!,
        bytes: Buffer.from(Buffer.from(events[3]!.bytes).toString().replace('yes', 'no')),
      });
      expect(rulesOf(audit(changed, [headOf(2), headOf(6), headOf(8)]))).toEqual([['leaf-hash', 4]]);
      const twice = changed.with(6, {
        ...events[6]!,
        bytes: Buffer.from(Buffer.from(events[6]!.bytes).toString().replace('yes', 'no')),
      });
      expect(rulesOf(audit(twice, [headOf(6), headOf(8)]))).toEqual([
        ['leaf-hash', 4],
        ['leaf-hash', 7],
      ]);
    });

    it('says between which events the change lies, when the hash was changed too', () => {
      const changed = forged(4, { at: '2026-11-24T12:00:00.001Z' });
      expect(audit(changed, [headOf(8), headOf(6), headOf(2)])).toEqual([
        expect.objectContaining({ rule: 'head-root', between: [3, 6], where: 'head of size 6' }),
      ]);
      expect(audit(changed, [headOf(3), headOf(4), headOf(8)])).toEqual([
        expect.objectContaining({ rule: 'head-root', position: 4 }),
      ]);
    });

    it('says between which events the change lies, although another head of that size has the log as it is', () => {
      const changed = forged(4, { at: '2026-11-24T12:00:00.001Z' });
      const forgers = new Frontier();
      for (const { leafHash } of changed) forgers.add(leafHash);
      for (const heads of [
        [headOf(2), forgers.head, headOf(8)],
        [headOf(2), headOf(8), forgers.head],
      ])
        expect(audit(changed, heads)).toEqual([expect.objectContaining({ rule: 'head-root', between: [3, 8] })]);
    });

    it('does not take a head that only the kept hashes come to for one that the events come to', () => {
      const changed = forged(5, { at: '2026-11-24T12:00:00.001Z' }).with(1, {
        ...events[1]!,
        bytes: Buffer.from(Buffer.from(events[1]!.bytes).toString().replace('yes', 'no')),
      });
      expect(audit(changed, [headOf(3), headOf(8)])).toEqual([
        expect.objectContaining({ rule: 'leaf-hash', position: 2 }),
        expect.objectContaining({ rule: 'head-root', between: [1, 8] }),
      ]);
    });

    it('comes to the root of the bytes as they are, not of the hashes that are kept beside them', () => {
      const bytes = Buffer.from(Buffer.from(events[3]!.bytes).toString().replace('yes', 'no'));
      const log = new LogAudit([]);
      for (const one of events.with(3, { ...events[3]!, bytes })) log.take(one);
      const ofBytes = new Frontier();
      for (const { leafHash } of events.with(3, entry(4, bytes))) ofBytes.add(leafHash);
      expect(log.head).toEqual(ofBytes.head);
    });

    it('holds no log against a head that nobody signed, and each against one whose signer was replaced since', () => {
      const [none, wrong] = [
        { size: 0, root: events[0]!.leafHash },
        { ...headOf(6), root: events[0]!.leafHash },
      ];
      const beyond = { size: 9, root: events[0]!.leafHash };
      const claimed = (head: TreeHead, signer?: string) => ({ ...head, isSigned: () => false, signer: () => signer });
      expect(
        audit(
          events,
          [none, wrong, beyond].map((head) => claimed(head)),
        ),
      ).toEqual([]);
      const found = [
        { rule: 'head-root', where: 'head of size 0', expected: expect.anything(), found: expect.anything() },
      ];
      expect(audit(events, [claimed(none, 'an old key')])).toEqual(found);
      expect(audit(events, [claimed(headOf(3), 'an old key'), claimed(wrong, 'an old key')])).toEqual([
        expect.objectContaining({ rule: 'head-root', between: [4, 6], where: 'head of size 6, an old key' }),
      ]);
    });

    it('says both when one event has another hash and another was forged with care', () => {
      const changed = forged(6, { actor: 'bo', data: { choice: 'no', proposal: 'new-roof' } }).with(2, {
        ...events[2]!,
        leafHash: events[1]!.leafHash,
      });
      const found = audit(changed, [headOf(8)]).map(({ rule }) => rule);
      expect(found).toEqual(expect.arrayContaining(['leaf-hash', 'head-root']));
    });

    it('says that a log is cut, by the largest head alone', () => {
      expect(audit(events.slice(0, 5), [headOf(4), headOf(6), headOf(8)])).toEqual([
        { rule: 'log-complete', position: 6, expected: 'at least the 8 events of a signed head', found: '5 events' },
      ]);
    });
  });
});
