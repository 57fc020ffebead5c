import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BETWEEN_NOTES,
  canonicalJson,
  parseCheckpoint,
  signCheckpoint,
  signRotation,
  type SignerKey,
  type StoredBytes,
} from '@plenum/event-log';
import { headOf, renumbered, rotatedLogOf, signerOf, writeExport } from './support/exported';
import { RandomAssembly } from './support/random-assembly';
import { describeWithPython, saidByBoth } from './support/verifiers';

const SEED = 2;

describeWithPython('one log that had three keys, before two verifiers', () => {
  let room: string;
  let directory: string;
  let assemblyId: string;
  let [first, second, third]: SignerKey[] = [];
  let entries: readonly StoredBytes[];
  /** Positions of the two rotations. */
  let [n, m]: number[] = [];
  beforeEach(async () => {
    room = mkdtempSync(join(tmpdir(), 'plenum-rotated-'));
    directory = join(room, 'export');
    const played = new RandomAssembly(SEED).play();
    assemblyId = played.assemblyId;
    [first, second, third] = [1, 2, 3].map(() => signerOf(assemblyId));
    const part = Math.floor(played.commands.length / 3);
    const log = await rotatedLogOf(played, [part, 2 * part], [first!, second!, third!]);
    entries = await log.readBytes(0, await log.head());
    [n, m] = entries.flatMap(({ bytes, position }) => (Buffer.from(bytes).includes('"LogKeyRotated"') ? position : []));
    await writeExport(directory, assemblyId, entries, third!);
  });
  afterEach(() => rmSync(room, { recursive: true }));

  const keys = (...signers: readonly (SignerKey | undefined)[]) =>
    signers.flatMap((one) => ['--key', one!.verifier.toString()]);
  const head = (name: string, text: string) => {
    writeFileSync(join(room, name), text);
    return ['--head', join(room, name)];
  };
  const over = (size: number, signer: SignerKey | undefined) => headOf(entries.slice(0, size), signer!);

  async function bothSay(args: readonly string[], ...findings: readonly string[]) {
    const { plenum, second: other } = await saidByBoth(directory, args);
    expect(plenum).toMatchObject({ exitCode: findings.length === 0 ? 0 : 1, findings });
    expect(other).toMatchObject({ exitCode: findings.length === 0 ? 0 : 1, findings });
  }

  /** The log with one event changed, and every hash and the newest head made anew by whoever has the last key. */
  async function rewritten(position: number, change: (event: string) => string) {
    const events = entries.map((one) => {
      const text = Buffer.from(one.bytes).toString();
      if (one.position === position) expect(change(text)).not.toBe(text);
      return one.position === position ? Buffer.from(change(text)) : one.bytes;
    });
    rmSync(directory, { recursive: true });
    await writeExport(directory, assemblyId, renumbered(events), third!);
  }

  it('any one of its keys will do, and all of them together', async () => {
    for (const some of [[first], [second], [third], [first, third], [third, second, first]])
      await bothSay(keys(...some));
  });

  it('every head is to be signed by the key of its time', async () => {
    const history = [
      ...[over(3, first), over(n! - 1, first), over(n!, second), over(m! - 1, second), over(m!, third)],
      over(entries.length, third),
    ];
    const args = head('log.checkpoints', history.join(BETWEEN_NOTES));
    for (const one of [first, second, third]) await bothSay([...keys(one), ...args]);
    for (const wrong of [over(n! - 1, second), over(n!, first), over(m!, second), over(m! - 1, third)]) {
      appendFileSync(join(room, 'log.checkpoints'), `${BETWEEN_NOTES}${wrong}`);
      await bothSay([...keys(first), ...args], 'head-signature');
      writeFileSync(join(room, 'log.checkpoints'), history.join(BETWEEN_NOTES));
    }
  });

  it('a thief with the first key signs in vain, whatever he signs over', async () => {
    await bothSay(
      [
        ...keys(first),
        ...head('longer', signCheckpoint({ size: entries.length + 5, root: Buffer.alloc(32, 7) }, first!)),
      ],
      'head-signature',
    );
    const fork = head('fork', signCheckpoint({ size: n! - 1, root: Buffer.alloc(32, 7) }, first!));
    for (const some of [[first], [second], [third], [second, third], [first, third]])
      await bothSay([...keys(...some), ...fork], `head-root 1-${n! - 1}`);
    rmSync(directory, { recursive: true });
    await writeExport(directory, assemblyId, entries, first!);
    await bothSay(keys(first), 'head-signature');
    await bothSay(keys(third), 'head-signature');
  });

  it('a fork that goes on from before a rotation is found by whoever has only the key after it', async () => {
    const alsoTrue = [over(3, first), over(n! - 1, first), over(n!, second), over(m! - 1, second)];
    const fork = signCheckpoint({ size: m! - 1, root: Buffer.alloc(32, 7) }, second!);
    const list = (...notes: readonly string[]) => head('log.checkpoints', notes.join(BETWEEN_NOTES));
    await bothSay([...keys(third), ...list(...alsoTrue)]);
    await bothSay([...keys(third), ...list(...alsoTrue.slice(0, 3), fork)], `head-root ${n! + 1}-${m! - 1}`);
    await bothSay([...keys(second), ...list(...alsoTrue.slice(0, 3), fork)], `head-root ${n! + 1}-${m! - 1}`);
  });

  it('a log without its rotations is not that of whoever has the keys before and after', async () => {
    const plain = await rotatedLogOf(new RandomAssembly(SEED).play(), [], []);
    rmSync(directory, { recursive: true });
    await writeExport(directory, assemblyId, await plain.readBytes(0, await plain.head()), first!);
    await bothSay(keys(first));
    const end = (await plain.head()) + 1;
    await bothSay(keys(first, third), `key-rotation ${end}`);
    await bothSay(keys(third), 'head-signature');
  });

  it('a key that it never had is none of its keys', async () => {
    const stranger = signerOf(assemblyId);
    await bothSay(keys(first, stranger), `key-rotation ${n}`);
    await bothSay(keys(stranger), 'head-signature', `key-rotation ${n}`);
  });

  it.each<[string, (event: string) => string]>([
    [
      'names another new key',
      (event) => event.replace(/"newKey":"[^"]+"/, `"newKey":"${signerOf(assemblyId).verifier.toString()}"`),
    ],
    [
      'names another old key',
      (event) => event.replace(/"oldKey":"[^"]+"/, `"oldKey":"${signerOf(assemblyId).verifier.toString()}"`),
    ],
    ['states another root', (event) => event.replace(/"root":"[^"]+"/, `"root":"${'A'.repeat(43)}="`)],
    ['is signed otherwise', (event) => event.replace(/"endorsement":"[^"]+"/, `"endorsement":"${'A'.repeat(86)}=="`)],
  ])('a last rotation that %s is found, and makes nobody the log’s signer', async (_what, change) => {
    await rewritten(m!, change);
    await bothSay(keys(first), 'head-signature', `key-rotation ${m}`);
    await bothSay(keys(third), `key-rotation ${m}`, `key-rotation ${n}`);
  });

  it('a thief with the first key cannot hand the log over once another key has it', async () => {
    const before = parseCheckpoint(Buffer.from(over(m! - 1, second)));
    const data = signRotation(first!, signerOf(assemblyId).verifier, before);
    await rewritten(m!, (event) => event.replace(/"data":\{[^}]*\}/, `"data":${canonicalJson({ ...data })}`));
    await bothSay(keys(first), 'head-signature', `key-rotation ${m}`);
  });

  it('what stood before a rotation cannot be changed by whoever has only the key after it', async () => {
    const commandOf = ({ bytes }: StoredBytes) => /"command":"[^"]+"/.exec(Buffer.from(bytes).toString())![0];
    const alone = entries.find(
      (one, index) =>
        index > 0 && [entries[index - 1]!, entries[index + 1]!].every((beside) => commandOf(beside) !== commandOf(one)),
    )!;
    expect(alone.position).toBeLessThan(n!);
    await rewritten(alone.position, (event) => event.replace(/"at":"2026/, '"at":"2025'));
    await bothSay(keys(third), `key-rotation ${n}`, `key-rotation ${m}`);
  });
});
