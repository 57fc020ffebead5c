import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKPOINT_FILE, KEY_FILE, signCheckpoint, type SignerKey, type StoredBytes } from '@plenum/event-log';
import { type } from '../../apps/cli/src/typed.fixture';
import { headOf, logOf, signerOf, writeExport } from './support/exported';
import { RandomAssembly } from './support/random-assembly';
import { describeWithPython, NOTHING_BUT_THE_LIBRARY, python, run, saidByBoth, SECOND } from './support/verifiers';

describeWithPython('what belongs elsewhere, before two verifiers', () => {
  let room: string;
  let directory: string;
  let signer: SignerKey;
  let entries: readonly StoredBytes[];
  beforeAll(async () => {
    room = mkdtempSync(join(tmpdir(), 'plenum-elsewhere-'));
    directory = join(room, 'export');
    const played = new RandomAssembly(1).play();
    const log = await logOf(played);
    entries = await log.readBytes(0, await log.head());
    signer = signerOf(played.assemblyId);
    await writeExport(directory, played.assemblyId, entries, signer);
  });
  afterAll(() => rmSync(room, { recursive: true }));

  const bothRefuse = async (args: readonly string[], said: string) => {
    const plenum = await type(['verify', ...args]);
    const second = await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, ...args]);
    const expected = { exitCode: 3, out: '', err: expect.stringContaining(said) as string };
    expect([plenum, second]).toEqual([expected, expected]);
  };

  it('a file that is given in the place of an export is called what it is', async () => {
    const place = (path: string, what: string) => bothRefuse([path], `${path} is ${what}`);
    const file = (name: string, text: string) => {
      writeFileSync(join(room, name), text);
      return join(room, name);
    };
    await place(join(directory, CHECKPOINT_FILE), 'the signed head of an export, and not the whole of it');
    await place(join(directory, KEY_FILE), 'a key, not a');
    await place(file('mine.checkpoint', headOf(entries, signer)), 'a signed head (checkpoint), not a');
    await place(
      file('vote.txt', `Hola:\n> c2sp.org/tlog-proof@v1\n> index 0\n>\n${headOf(entries, signer)}`),
      'a receipt, not a',
    );
  });

  it('a folder that is given for a head is taken for those in it', async () => {
    const [heads, none] = [join(room, 'heads'), join(room, 'none')];
    for (const folder of [heads, none]) mkdirSync(folder);
    writeFileSync(join(heads, 'first.checkpoint'), headOf(entries.slice(0, 3), signer));
    const args = ['--key', signer.verifier.toString(), '--head', heads];
    const good = await saidByBoth(directory, args);
    expect([good.plenum.exitCode, good.second.exitCode]).toEqual([0, 0]);
    cpSync(join(directory, CHECKPOINT_FILE), join(heads, 'checkpoint'));
    writeFileSync(
      join(heads, 'other.tlog-proof'),
      `c2sp.org/tlog-proof@v1\nindex 0\n\n${signCheckpoint({ size: 3, root: Buffer.alloc(32, 7) }, signer)}`,
    );
    const fork = await saidByBoth(directory, args);
    for (const { exitCode, findings } of [fork.plenum, fork.second])
      expect([exitCode, findings[0]]).toEqual([1, 'fork']);
    await bothRefuse(
      [directory, '--head', none],
      `${none} is a folder without heads: it has no checkpoint, *.checkpoint, *.checkpoints or *.tlog-proof`,
    );
  });
});
