import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BETWEEN_NOTES,
  CHECKPOINT_FILE,
  KeyKind,
  signCheckpoint,
  SignerKey,
  type StoredBytes,
} from '@plenum/event-log';
import { type } from '../../apps/cli/src/typed.fixture';
import { headOf, logOf, renumbered, signerOf, writeExport } from './support/exported';
import { RandomAssembly } from './support/random-assembly';
import { describeWithPython, NOTHING_BUT_THE_LIBRARY, python, run, SECOND } from './support/verifiers';

const SEED = 3;

describeWithPython('papers of another log than the one that is looked at, before two verifiers', () => {
  let room: string;
  let directory: string;
  let assemblyId: string;
  let signer: SignerKey;
  let entries: readonly StoredBytes[];
  const stranger = signerOf('another');
  beforeAll(async () => {
    room = mkdtempSync(join(tmpdir(), 'plenum-another-'));
    directory = join(room, 'export');
    const played = new RandomAssembly(SEED).play();
    ({ assemblyId } = played);
    const log = await logOf(played);
    entries = await log.readBytes(0, await log.head());
    signer = signerOf(assemblyId);
    await writeExport(directory, assemblyId, entries, signer);
  });
  afterAll(() => rmSync(room, { recursive: true }));

  const kept = (name: string, text: string) => {
    writeFileSync(join(room, name), text);
    return ['--head', join(room, name)];
  };
  const key = (of = signer) => ['--key', of.verifier.toString()];
  const ownHead = () => kept('own', headOf(entries.slice(0, 3), signer));
  const strangeHead = () => kept('strange', signCheckpoint({ size: 5, root: Buffer.alloc(32, 7) }, stranger));
  /** The same events as if they were of the stranger's assembly; of all of them, or only of the first so many. */
  const renamed = (first = entries.length) =>
    renumbered(
      entries.map(({ bytes }, index) =>
        index < first ? Buffer.from(Buffer.from(bytes).toString().replaceAll(assemblyId, 'another')) : bytes,
      ),
    );

  const bothOf = async (path: string, args: readonly string[]) =>
    Promise.all([type(['verify', path, ...args]), run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, path, ...args])]);

  /** No verdict, and in both the same words. */
  async function bothRefuse(path: string, args: readonly string[], ...words: readonly string[]) {
    for (const { exitCode, out, err } of await bothOf(path, args)) {
      expect({ exitCode, out, err }).toEqual({ exitCode: 3, out: '', err: expect.any(String) as unknown });
      for (const one of words) expect(err).toContain(one);
      expect(err).toContain('either the wrong file was given, or the log is not the one that it is given out for');
    }
  }

  async function bothFind(path: string, args: readonly string[], rule: string) {
    for (const { exitCode, out } of await bothOf(path, args)) {
      expect({ exitCode, out }).toEqual({ exitCode: 1, out: expect.stringContaining(`rule ${rule}`) as unknown });
    }
  }

  it('a head is not of this log, which is accused of nothing', async () => {
    const words = ['strange is of plenum.test/another', `is of plenum.test/${assemblyId}`];
    await bothRefuse(directory, [...key(), ...strangeHead()], ...words);
    await bothRefuse(directory, [...key(), ...ownHead(), ...strangeHead()], ...words);
    await bothRefuse(directory, strangeHead(), ...words);
  });

  it('a key is not of this log, alone or beside the right one', async () => {
    const words = ['plenum.test/another+', `is of plenum.test/${assemblyId}`];
    await bothRefuse(directory, key(stranger), ...words);
    await bothRefuse(directory, [...key(), ...key(stranger)], ...words);
  });

  it('a log that changed its own name, whole and signed, is no more than refused, and never good', async () => {
    const forged = join(room, 'forged');
    await writeExport(forged, 'another', renamed(), stranger);
    await bothRefuse(
      forged,
      [...key(), ...ownHead()],
      `own is of plenum.test/${assemblyId}`,
      'is of plenum.test/another',
    );
    await bothRefuse(forged, key());
    await bothRefuse(forged, ownHead());
    await bothRefuse(forged, [...key(stranger), ...ownHead()]);
  });

  it('a log that changed its name in one place only is accused as before', async () => {
    const halfForged = join(room, 'half');
    await writeExport(halfForged, 'another', entries, stranger);
    await bothFind(halfForged, key(), 'head-signature');
    await bothFind(halfForged, ownHead(), 'head-signature');
    const otherHalf = join(room, 'other-half');
    await writeExport(otherHalf, assemblyId, renamed(1), signer);
    await bothFind(otherHalf, key(stranger), 'head-signature');
    await bothFind(otherHalf, [...key(), ...strangeHead()], 'head-signature');
  });

  it('a head of the same assembly under another name is no wrong paper', async () => {
    const renamedKey = SignerKey.generate(`elsewhere.test/${assemblyId}`, KeyKind.note);
    await bothFind(directory, key(renamedKey), 'head-signature');
    await bothFind(
      directory,
      [...key(), ...kept('renamed', headOf(entries.slice(0, 3), renamedKey))],
      'head-signature',
    );
  });

  it('a log whose own head cannot be read, or whose first event, is accused whatever paper is beside it', async () => {
    const headless = join(room, 'headless');
    await writeExport(headless, assemblyId, entries, signer);
    writeFileSync(join(headless, CHECKPOINT_FILE), 'Once upon a time');
    await bothFind(headless, key(stranger), 'head-form');
    const beheaded = join(room, 'beheaded');
    await writeExport(beheaded, assemblyId, entries, signer);
    rmSync(join(beheaded, 'tile/entries'), { recursive: true });
    await bothFind(beheaded, key(stranger), 'bundle-form');
  });

  it('of many wrong heads in one file it is said once', async () => {
    const many = [3, 4, 5].map((size) => signCheckpoint({ size, root: Buffer.alloc(32, 7) }, stranger));
    for (const { err } of await bothOf(directory, [...key(), ...kept('many', many.join(BETWEEN_NOTES))]))
      expect(err.match(/many is of plenum.test\/another/g)).toHaveLength(1);
  });
});
