import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyKind, parseCheckpoint, signCheckpoint, SignerKey } from '@plenum/event-log';
import { openHall, type Hall } from '../hall.fixture';
import { type } from '../typed.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../verify/assembly.fixture';

describe('plenum compare', () => {
  let kept: KeptAssembly;
  beforeAll(async () => (kept = await keptAssembly()));
  afterAll(() => kept.end());

  const compare = (a: string, b: string, ...args: readonly string[]) =>
    type(['compare', a, b, '--heads', join(kept.folder, 'heads'), ...args]);
  const head = () => join(kept.exported, 'checkpoint');
  const key = () => join(kept.exported, 'key');
  /** A head of our own making, signed by the assembly's key, as somebody with the key could make one. */
  const signedHead = (name: string, size: number, root: Uint8Array) => {
    const signer = SignerKey.parse(readFileSync(join(kept.folder, `${kept.assemblyId}.signing.key`), 'utf8').trim());
    const file = join(kept.folder, name);
    writeFileSync(file, signCheckpoint({ size, root }, signer));
    return file;
  };

  it('finds an export and the log it was made from equal', async () => {
    const { exitCode, out } = await compare(kept.exported, kept.folder);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: expect.stringContaining('EQUAL: the same ') as string });
  });

  it('finds an older log to be the beginning of a newer one, either way round', async () => {
    const older = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, `DELETE FROM events WHERE position > ${kept.events.length - 7}`),
    );
    const heads = join(older, 'no-heads');
    mkdirSync(heads);
    for (const [a, b, short] of [
      [older, kept.exported, 'A'],
      [kept.exported, older, 'B'],
    ] as const) {
      const { out } = await type(['compare', a, b, '--heads', heads]);
      expect(out).toContain(`PREFIX: ${short} is the beginning of `);
      expect(out).toMatch(/has 7 more\./);
    }
  });

  it('prints the first event that differs as both have it', async () => {
    const place = kept.placeOf('"choice":"yes"');
    const other = Buffer.from(kept.events[place - 1]!.bytes)
      .toString()
      .replace('"choice":"yes"', '"choice":"no"');
    const copy = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(place, Buffer.from(other), true)),
    );
    const { exitCode, out } = await compare(kept.exported, copy);
    expect(exitCode).toBe(1);
    expect(out).toContain(`FORK: the logs part at event ${place}; the ${place - 1} before it are the same.`);
    expect(out).toMatch(/ {2}A: BallotCast .*"choice":"yes"/);
    expect(out).toMatch(/ {2}B: BallotCast .*"choice":"no"/);
    expect(out).toContain('wrong in B by itself:');
  });

  it.each<[string, string, () => string]>([
    [
      'an event whose kept hash is another',
      'wrong in B by itself:\n  event 5: rule leaf-hash',
      () =>
        kept.copy('folder', (folder) =>
          editDatabase(folder, kept.assemblyId, 'UPDATE events SET leaf_hash = zeroblob(32) WHERE position = 5'),
        ),
    ],
    [
      'a head that its key did not sign',
      'wrong in their heads:\n  log: rule head-signature',
      () =>
        kept.copy('exported', (directory) => {
          const { origin, ...top } = parseCheckpoint(readFileSync(head()));
          writeFileSync(join(directory, 'checkpoint'), signCheckpoint(top, SignerKey.generate(origin, KeyKind.note)));
        }),
    ],
    [
      'a key that is none',
      'wrong beside B:\n  log: rule key-form',
      () => kept.copy('exported', (directory) => writeFileSync(join(directory, 'key'), 'mine')),
    ],
  ])('does not call two logs of the same events good where one has %s', async (_what, wrong, spoilt) => {
    const { exitCode, out } = await compare(kept.exported, spoilt(), '--key', key());
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: expect.stringContaining('EQUAL: the same ') as string });
    expect(out).toContain(wrong);
  });

  it('does not call the beginning of a log good that has lost its end, nor an export whose file was cut', async () => {
    const cut = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, `DELETE FROM events WHERE position > ${kept.events.length - 7}`),
    );
    const ofCut = await compare(cut, kept.exported, '--key', key());
    expect(ofCut.exitCode).toBe(1);
    expect(ofCut.out).toContain('wrong in A by itself:');
    expect(ofCut.out).toContain('rule log-complete');
    const ofExport = await compare(shortened(), kept.exported, '--key', key());
    expect(ofExport.exitCode).toBe(1);
    expect(ofExport.out).toContain('rule bundle-form');
  });

  /** An export whose first bundle lacks its last byte. */
  const shortened = () =>
    kept.copy('exported', (directory) => {
      const bundle = join(directory, 'tile/entries/000');
      truncateSync(bundle, statSync(bundle).size - 1);
    });

  describe('with a head that somebody kept', () => {
    it('cannot decide of a log whose file was cut before it', async () => {
      const { exitCode, out } = await compare(head(), shortened(), '--key', key());
      expect({ exitCode, out }).toEqual({
        exitCode: 2,
        out: expect.stringMatching(/^UNDECIDED: the log has /) as string,
      });
    });

    it('sees that the log goes through it', async () => {
      const { exitCode, out } = await compare(head(), kept.folder, '--key', key());
      expect({ exitCode, out }).toEqual({ exitCode: 0, out: expect.stringMatching(/^EQUAL: /) as string });
    });

    it('proves a fork by two signed heads of one size, without a log', async () => {
      const { size } = parseCheckpoint(readFileSync(head()));
      const forged = signedHead('forged.checkpoint', size, Buffer.alloc(32, 7));
      const alone = await compare(head(), forged, '--key', key());
      expect(alone.exitCode).toBe(1);
      expect(alone.out).toContain('rule fork');
      const withLog = await compare(forged, kept.exported, '--key', key());
      expect({ exitCode: withLog.exitCode, out: withLog.out }).toEqual({
        exitCode: 1,
        out: expect.stringMatching(/^FORK: the log’s first /) as string,
      });
    });

    it('cannot decide of a log that is shorter than the head, nor of heads of two sizes', async () => {
      const { size } = parseCheckpoint(readFileSync(head()));
      const later = signedHead('later.checkpoint', size + 5, Buffer.alloc(32, 7));
      for (const other of [kept.exported, head()]) {
        const { exitCode, out } = await compare(later, other, '--key', key());
        expect({ exitCode, out }).toEqual({ exitCode: 2, out: expect.stringMatching(/^UNDECIDED: /) as string });
      }
    });

    it('does not believe a head that a key signed before its time, though the log goes through it', async () => {
      const rotated = kept.copy('folder', () => undefined);
      const rotation = await type(['key', 'rotate', '--data', rotated, '--heads', join(rotated, 'heads')]);
      expect(rotation.exitCode).toBe(0);
      const next = SignerKey.parse(readFileSync(join(rotated, `${kept.assemblyId}.signing.key`), 'utf8').trim());
      const early = join(rotated, 'early.head');
      writeFileSync(early, signCheckpoint(parseCheckpoint(readFileSync(head())), next));
      const { exitCode, out } = await compare(early, rotated, '--key', next.verifier.toString());
      expect({ exitCode, rule: /rule (\S+)/.exec(out)?.[1] }).toEqual({ exitCode: 1, rule: 'head-signature' });
    });

    it('does not believe a head that another key signed', async () => {
      const note = readFileSync(head(), 'utf8').replace(/\n— (\S+) (.{8})/u, '\n— $1 AAAAAAAA');
      const file = join(kept.folder, 'strange.checkpoint');
      writeFileSync(file, note);
      const { exitCode, out } = await compare(file, kept.exported, '--key', key());
      expect({ exitCode, rule: /rule (\S+)/.exec(out)?.[1] }).toEqual({ exitCode: 1, rule: 'head-signature' });
    });
  });

  describe('with a log of another assembly', () => {
    let hall: Hall;
    beforeAll(async () => (hall = await openHall()));
    afterAll(() => hall.end());

    it('finds two different logs, and no fork', async () => {
      const strange = join(kept.folder, 'strange-assembly.checkpoint');
      const signer = SignerKey.generate('plenum.local/hall', KeyKind.note);
      writeFileSync(strange, signCheckpoint({ size: 6, root: Buffer.alloc(32, 7) }, signer));
      for (const [a, b] of [
        [kept.exported, hall.folder],
        [strange, kept.exported],
        [head(), strange],
      ] as const) {
        const { exitCode, out, err } = await compare(a, b);
        expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
        expect(err).toMatch(/^TWO_DIFFERENT_LOGS: these are two different logs, of two assemblies: A is .*hall/);
      }
    });

    it('takes no key of another log, and accuses neither of the two for it', async () => {
      const strange = ['--key', SignerKey.generate('plenum.local/hall', KeyKind.note).verifier.toString()];
      for (const [a, b] of [
        [kept.exported, kept.folder],
        [head(), kept.folder],
        [head(), head()],
      ] as const) {
        const { exitCode, out, err } = await compare(a, b, ...strange);
        expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
        expect(err).toMatch(
          /^TWO_DIFFERENT_LOGS: .*plenum\.local\/hall.*either the wrong file was given, or the log is not the one/,
        );
      }
    });
  });

  it.each([
    ['nothing there', '/no/such/log', 3],
    ['a file that is neither log nor head', __filename, 3],
    ['a folder that is no log', __dirname, 2],
  ])('%s: says so', async (_what, path, exitCode) => {
    expect(await compare(path, kept.exported)).toMatchObject({ exitCode });
  });
});
