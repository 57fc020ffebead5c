import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatProof, TileTree, type SignerKey, type StoredBytes } from '@plenum/event-log';
import { type } from '../../apps/cli/src/typed.fixture';
import { keptTexts } from '../../apps/cli/src/verify/kept-text';
import { MAILED } from '../../apps/cli/src/verify/mailed.fixture';
import { headOf, logOf, signerOf, writeExport } from './support/exported';
import { RandomAssembly } from './support/random-assembly';
import { describeWithPython, NOTHING_BUT_THE_LIBRARY, python, run, saidByBoth, SECOND } from './support/verifiers';

const SEED = 1;
const MESSES = 40;
/** Bytes that the letters of Windows leave open: what stands for them decides nothing. */
const OPEN = /[\u0081\u008d\u008f\u0090\u009d]/g;

/** What the second program reads out of each of some files, as JSON. */
const KEPT = `
import json, sys
from base64 import b64decode, b64encode
sys.path.insert(0, sys.argv[1])
from log_verifier.kept import kept_texts
files = json.load(sys.stdin)
json.dump([[b64encode(one).decode() for one in kept_texts(b64decode(file))] for file in files], sys.stdout)
`;

describeWithPython('a receipt that went by mail, before two verifiers', () => {
  let room: string;
  let directory: string;
  let signer: SignerKey;
  let entries: readonly StoredBytes[];
  beforeAll(async () => {
    room = mkdtempSync(join(tmpdir(), 'plenum-mail-'));
    directory = join(room, 'export');
    const played = new RandomAssembly(SEED).play();
    const log = await logOf(played);
    entries = await log.readBytes(0, await log.head());
    signer = signerOf(played.assemblyId);
    await writeExport(directory, played.assemblyId, entries, signer);
  });
  afterAll(() => rmSync(room, { recursive: true }));

  const receiptOf = async (index: number, extra = entries[index]!.bytes) =>
    formatProof({ index, extra, path: await pathIn(entries, index) }, headOf(entries, signer));
  const kept = (text: string | Buffer) => {
    const file = join(room, 'vote.txt');
    writeFileSync(file, text);
    return ['--key', signer.verifier.toString(), '--head', file];
  };
  const bothSay = async (text: string | Buffer, exitCode: number, findings: readonly string[]) => {
    const { plenum, second } = await saidByBoth(directory, kept(text));
    expect([plenum.exitCode, plenum.findings]).toEqual([exitCode, findings]);
    expect([second.exitCode, second.findings]).toEqual([exitCode, findings]);
  };

  it.each(MAILED.filter((_way, at) => at % 7 === 0))(
    '%s, is as good as the one that was sent, and no better',
    async (_how, way) => {
      const index = entries.length >> 1;
      await bothSay(await way(await receiptOf(index)), 0, []);
      await bothSay(await way(await receiptOf(index, entries[index + 1]!.bytes)), 1, ['receipt-path']);
    },
  );

  it('two in one file are held to their events each', async () => {
    const [first, other] = [await receiptOf(3), await receiptOf(4, entries[3]!.bytes)];
    await bothSay(`Hola:\n> ${first}\n\n${await receiptOf(4)}`, 0, []);
    await bothSay(`Hola:\n> ${first}\n\n${other}\nAina`, 1, ['receipt-path']);
  });

  it.each([0.2, 0.6, 0.9, 0.99])('cut short after %d of it, it is said to be', async (share) => {
    const whole = await receiptOf(5);
    const args = [directory, ...kept(`Look:\n${whole.slice(0, whole.length * share)}`)];
    const second = await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, ...args]);
    const plenum = await type(['verify', ...args]);
    const words = /is cut short (after|in) line \d+: .*/.exec(second.err)?.[0];
    expect([second.exitCode, plenum.exitCode, words]).toEqual([3, 3, expect.any(String)]);
    expect(plenum.err).toContain(words);
  });

  it('whole or spoilt in any way, it is read alike by both', async () => {
    let state = SEED;
    const next = (below: number) => ((state = (state * 48_271) % 0x7fffffff) >>> 0) % below;
    const files: Buffer[] = [];
    const receipts = await Promise.all([0, 7, entries.length - 1].map((index) => receiptOf(index)));
    for (const [, way] of MAILED)
      for (let mess = 0; mess < MESSES; mess += 1)
        files.push(
          spoilt(Buffer.from(await way(receipts[next(receipts.length)]!)), mess === 0 ? 0 : 1 + next(3), next),
        );
    const input = JSON.stringify(files.map((file) => file.toString('base64')));
    const args = [NOTHING_BUT_THE_LIBRARY, '-c', KEPT, join(__dirname, '../../tools')];
    const read = execFileSync(python!, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    (JSON.parse(read) as string[][]).forEach((texts, at) => {
      const file = files[at]!;
      const byPlenum = keptTexts(file).map((text) => Buffer.from(text).toString().replace(OPEN, '\ufffd'));
      expect([
        file.toString(),
        texts.map((text) => Buffer.from(text, 'base64').toString().replace(OPEN, '\ufffd')),
      ]).toEqual([file.toString(), byPlenum]);
    });
  });
});

/** With so many things done to it: bytes changed, taken away, put in, or something of it said twice. */
function spoilt(file: Buffer, times: number, next: (below: number) => number): Buffer {
  let bytes = file;
  for (let left = times; left > 0; left -= 1) {
    const [at, length, deed] = [next(bytes.length), next(1 + next(90)), next(4)];
    const [before, some, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
    const odd = Buffer.from(
      ['\n', ' ', '>', '—', '=', '\\', '"', '\u00a0', 'index', 'extra 7', '<b>', '\t'][next(12)]!,
    );
    const parts = [
      [before, Buffer.from([next(256)]), after],
      [before, after],
      [before, odd, some, after],
      [before, some, some, after],
    ];
    bytes = Buffer.concat(parts[deed]!);
  }
  return bytes;
}

function pathIn(entries: readonly StoredBytes[], index: number): Promise<readonly Uint8Array[]> {
  const tree = new TileTree(async (first, count) =>
    Buffer.concat(entries.slice(first, first + count).map(({ leafHash }) => leafHash)),
  );
  for (const { leafHash } of entries) tree.add(leafHash);
  return tree.inclusionProof(index, entries.length);
}
