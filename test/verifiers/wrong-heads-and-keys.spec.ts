import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BETWEEN_NOTES,
  CHECKPOINT_FILE,
  EMPTY_ROOT,
  formatProof,
  KEY_FILE,
  KeyKind,
  signCheckpoint,
  SignerKey,
  TileTree,
  type StoredBytes,
} from '@plenum/event-log';
import { headOf, logOf, renumbered, signerOf, writeExport } from './support/exported';
import { type } from '../../apps/cli/src/typed.fixture';
import { RandomAssembly } from './support/random-assembly';
import {
  describeWithPython,
  NOTHING_BUT_THE_LIBRARY,
  python,
  run,
  saidByBoth,
  saidBySecond,
  SECOND,
} from './support/verifiers';

const SEED = 1;

describeWithPython('one log, with keys and heads of every kind, before two verifiers', () => {
  let room: string;
  let directory: string;
  let signer: SignerKey;
  let entries: readonly StoredBytes[];
  beforeEach(async () => {
    room = mkdtempSync(join(tmpdir(), 'plenum-heads-'));
    directory = join(room, 'export');
    const played = new RandomAssembly(SEED).play();
    const log = await logOf(played);
    entries = await log.readBytes(0, await log.head());
    signer = signerOf(played.assemblyId);
    await writeExport(directory, played.assemblyId, entries, signer);
  });
  afterEach(() => rmSync(room, { recursive: true }));

  const kept = (name: string, text: string) => {
    const file = join(room, name);
    writeFileSync(file, text);
    return file;
  };
  const key = () => ['--key', signer.verifier.toString()];

  /** The first finding of each begins so. */
  async function bothSay(args: readonly string[], exitCode: number, finding?: string) {
    const { plenum, second } = await saidByBoth(directory, args);
    const beginning = (findings: readonly string[]) => findings[0]?.slice(0, finding?.length);
    expect([plenum.exitCode, beginning(plenum.findings)]).toEqual([exitCode, finding]);
    expect([second.exitCode, beginning(second.findings)]).toEqual([exitCode, finding]);
  }

  /** In their reports for people; answers with both. */
  async function bothPrint(args: readonly string[], ...words: readonly string[]) {
    const told = [
      await type(['verify', directory, ...args]),
      await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, directory, ...args]),
    ].map(({ out }) => out);
    for (const out of told) for (const one of words) expect(out).toMatch(new RegExp(one));
    return told;
  }

  it('the export’s own head, given once more, is no earlier one', async () => {
    const own = join(directory, CHECKPOINT_FILE);
    await bothPrint([...key(), '--head', own], 'cannot exclude truncation');
    const copy = kept('copy', readFileSync(own, 'utf8'));
    for (const out of await bothPrint([...key(), '--head', copy], 'VALID'))
      expect(out).not.toContain('cannot exclude truncation');
  });

  it('the key may be given as a file, but the one in the export decides nothing while nobody gives it', async () => {
    await bothSay(['--key', join(directory, KEY_FILE)], 0);
    await bothSay([], 2);
  });

  it('the key may stand in a file as people keep it: with a comment, empty lines and the marks of another system', async () => {
    const text = `\ufeff# From the agenda of 24 November\r\n\r\n  ${signer.verifier.toString()}\r\n`;
    await bothSay(['--key', kept('agenda.txt', text)], 0);
  });

  it('without any key nothing is decided', async () => {
    rmSync(join(directory, KEY_FILE));
    await bothSay([], 2);
  });

  it('without a head nothing is decided', async () => {
    rmSync(join(directory, CHECKPOINT_FILE));
    expect((await type(['verify', directory, ...key()])).exitCode).toBe(2);
    expect((await saidBySecond(directory, key())).exitCode).toBe(2);
  });

  it('a key of that name that is not the log’s has not signed it', async () => {
    const other = SignerKey.generate(signer.verifier.name, KeyKind.note);
    await bothSay(['--key', other.verifier.toString()], 1, 'head-signature');
  });

  it('a receipt is as good as a head', async () => {
    const index = entries.length >> 1;
    const path = await treeOf(entries).inclusionProof(index, entries.length);
    const receipt = formatProof({ index, extra: entries[index]!.bytes, path }, headOf(entries, signer));
    await bothSay([...key(), '--head', kept('vote.tlog-proof', receipt)], 0);
    const otherRoot = receipt.replace(/\n(\d+)\n[^\n]+\n\n/, `\n$1\n${'A'.repeat(43)}=\n\n`);
    for (const saved of [
      (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`,
      (text: string) => JSON.stringify({ data: { receiptProof: { text, qr: '<svg a="b">' } } }, null, 2),
      (text: string) => JSON.stringify(text).slice(1, -1),
    ]) {
      await bothSay([...key(), '--head', kept('saved', saved(receipt))], 0);
      await bothSay([...key(), '--head', kept('changed', saved(otherRoot))], 1, 'head-signature');
    }
  });

  it('a receipt with another event in it, or another place, is not what was given out, though its head is', async () => {
    const index = entries.length >> 1;
    const path = await treeOf(entries).inclusionProof(index, entries.length);
    const [event, next] = [entries[index]!.bytes, entries[index + 1]!.bytes];
    const receipt = (extra: Uint8Array, place: number) =>
      kept('kept.tlog-proof', formatProof({ index: place, extra, path }, headOf(entries, signer)));

    await bothSay([...key(), '--head', receipt(event, index)], 0);
    await bothSay([...key(), '--head', receipt(next, index)], 1, 'receipt-path');
    await bothSay([...key(), '--head', receipt(event, index - 1)], 1, 'receipt-path');
    rmSync(join(directory, KEY_FILE));
    await bothSay(['--head', receipt(next, index)], 1, 'receipt-path');
  });

  it('a file of every head that was ever signed agrees, until one of them does not', async () => {
    const history = [3, 8, entries.length].map((size) => headOf(entries.slice(0, size), signer)).join(BETWEEN_NOTES);
    const file = kept('log.checkpoints', history);
    await bothSay([...key(), '--head', file], 0);
    const forked = signCheckpoint({ size: 8, root: Buffer.alloc(32, 7) }, signer);
    appendFileSync(file, `${BETWEEN_NOTES}${forked}`);
    await bothSay([...key(), '--head', file], 1, 'fork');
  });

  it('a server’s list whose last head was cut short by a crash is as good as the heads before it', async () => {
    const [first, second] = [3, entries.length].map((size) => headOf(entries.slice(0, size), signer)) as [
      string,
      string,
    ];
    for (const end of [1, 30, 90, second.length - 30, second.length - 1]) {
      const file = kept('torn.checkpoints', `${first}${BETWEEN_NOTES}${second.slice(0, end)}`);
      await bothSay([...key(), '--head', file], 0);
    }
    const forked = signCheckpoint({ size: 3, root: Buffer.alloc(32, 7) }, signer);
    const file = kept('torn.checkpoints', `${forked}${BETWEEN_NOTES}${second.slice(0, 30)}`);
    await bothSay([...key(), '--head', file], 1, 'head-root');
  });

  it.each(['', 'plenum.test/a\n3\n', 'all of the last line end'])(
    'a list without one whole head is wrong use, and not passed over: %j',
    async (text) => {
      const whole = headOf(entries.slice(0, 3), signer);
      const file = kept('torn.checkpoints', text.startsWith('all') ? whole.slice(0, -1) : text);
      expect(await type(['verify', directory, ...key(), '--head', file])).toMatchObject({
        exitCode: 3,
        err: expect.stringMatching(/^HEAD_MALFORMED: /) as string,
      });
      const second = await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, directory, ...key(), '--head', file]);
      expect(second.exitCode).toBe(3);
    },
  );

  it('of a list that is longer than is read, the end is, and from its first whole head on', async () => {
    const file = kept('long.checkpoints', '');
    truncateSync(file, 64 * 1024 * 1024);
    const heads = [3, 8].map((size) => headOf(entries.slice(0, size), signer)).join(BETWEEN_NOTES);
    appendFileSync(file, `\n${BETWEEN_NOTES}${heads}`);
    await bothSay([...key(), '--head', file], 0);
  });

  it.each([
    ['head', 9 * 1024 * 1024],
    ['head', 3 * 1024 ** 3],
    ['key', 3 * 1024 ** 3],
  ])('a file that is too large for a %s is refused unread: %d bytes', async (what, size) => {
    const file = kept('huge', '');
    truncateSync(file, size);
    const args = [directory, ...key(), `--${what}`, file];
    for (const said of [
      await type(['verify', ...args]),
      await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, ...args]),
    ]) {
      expect(said).toMatchObject({ exitCode: 3, out: '' });
      expect(said.err).toContain(
        `${file} has ${size.toLocaleString('en-US')} bytes, and what was asked for has no more than`,
      );
    }
  });

  it('of heads in one file none is passed over, the last neither, though an editor took its line end away', async () => {
    const longer = signCheckpoint({ size: entries.length + 1, root: Buffer.alloc(32, 7) }, signer);
    const mine = [headOf(entries.slice(0, 3), signer), headOf(entries.slice(0, 8), signer), longer].join(BETWEEN_NOTES);
    await bothSay([...key(), '--head', kept('mine.txt', mine)], 1, 'log-complete');
    await bothSay([...key(), '--head', kept('mine.txt', mine.trimEnd())], 1, 'log-complete');
    expect((await type(['verify', directory, ...key(), '--head', kept('mine.txt', mine.slice(0, -10))])).err).toMatch(
      /^HEAD_MALFORMED: /,
    );
  });

  it('a head that is larger than the log says that the end is missing', async () => {
    const longer = signCheckpoint({ size: entries.length + 1, root: Buffer.alloc(32, 7) }, signer);
    const args = [...key(), '--head', kept('longer', longer)];
    await bothSay(args, 1, 'log-complete');
    await bothPrint(
      args,
      'what now perhaps this copy of the log is older than that head: get a fresh one and verify that. If it is still shorter,',
    );
  });

  it('a log that ends before its own head is not called an old one', async () => {
    writeFileSync(
      join(directory, CHECKPOINT_FILE),
      signCheckpoint({ size: 10_000, root: Buffer.alloc(32, 7) }, signer),
    );
    await bothPrint(key(), 'what now the log.s own head covers more than could be read: this copy is not whole');
  });

  it('a head of no events has one root and no other', async () => {
    const none = (root: Uint8Array) => signCheckpoint({ size: 0, root }, signer);
    await bothSay([...key(), '--head', kept('none', none(EMPTY_ROOT))], 0);
    const wrong = await saidByBoth(directory, [...key(), '--head', kept('none', none(Buffer.alloc(32, 9)))]);
    // Of no event: neither the first nor the one before it.
    expect([wrong.plenum.findings, wrong.second.findings]).toEqual([['head-root'], ['head-root']]);
  });

  it.each([
    '2026-99-99T99:99:99.999Z',
    '2026-02-30T00:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '2026-01-01T24:00:00.000Z',
  ])('no event is of a moment that no calendar has, such as %s', async (at) => {
    const [position, stranger] = [entries.length, signerOf('other')];
    const events = entries.map(({ bytes }, index) =>
      index + 1 === position
        ? Buffer.from(
            Buffer.from(bytes)
              .toString()
              .replace(/"at":"[^"]+"/, `"at":"${at}"`),
          )
        : bytes,
    );
    await writeExport(join(room, 'at'), 'other', renumbered(events), stranger);
    const { plenum, second } = await saidByBoth(join(room, 'at'), ['--key', stranger.verifier.toString()]);
    expect(plenum.findings).toContain(`envelope ${position}`);
    expect(second.findings).toContain(`envelope ${position}`);
  });

  it('an earlier head over other events says between which heads the change lies', async () => {
    const other = signCheckpoint({ size: 8, root: Buffer.alloc(32, 7) }, signer);
    const first = kept('first', headOf(entries.slice(0, 3), signer));
    await bothSay([...key(), '--head', first, '--head', kept('other', other)], 1, 'head-root 4-8');
    const args = [...key(), '--head', first, '--head', join(room, 'other')];
    const told = await bothPrint(
      args,
      'events 4 to 8: rule head-root',
      'what now which of these events differs, .* .plenum compare A B., or give',
    );
    for (const out of told) expect(out).not.toContain('it says');
    const { plenum, second } = await saidByBoth(directory, [
      ...key(),
      '--head',
      kept('seven', headOf(entries.slice(0, 7), signer)),
      ...args.slice(-2),
    ]);
    expect([plenum.findings, second.findings]).toEqual([['head-root 8'], ['head-root 8']]);
  });

  it('a log of another assembly is not what the head speaks of', async () => {
    const stranger = signerOf('stranger');
    await writeExport(join(room, 'other'), 'stranger', entries, stranger);
    const { plenum, second } = await saidByBoth(join(room, 'other'), ['--key', stranger.verifier.toString()]);
    expect([plenum.exitCode, second.exitCode]).toEqual([1, 1]);
    expect([plenum.findings[0], second.findings[0]]).toEqual(['origin 1', 'origin']);
  });
});

function treeOf(entries: readonly StoredBytes[]): TileTree {
  const tree = new TileTree(async (first, count) =>
    Buffer.concat(entries.slice(first, first + count).map(({ leafHash }) => leafHash)),
  );
  for (const { leafHash } of entries) tree.add(leafHash);
  return tree;
}
