import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cosign,
  KeyKind,
  leafHashOf,
  parseCheckpoint,
  SignerKey,
  signCheckpoint,
  TileTree,
  VerifierKey,
} from '@plenum/event-log';
import { type } from '../typed.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../verify/assembly.fixture';

describe('plenum witness', () => {
  let kept: KeptAssembly;
  let room: string;
  beforeAll(async () => {
    kept = await keptAssembly();
    room = join(kept.exported, '..');
  });
  afterAll(() => kept.end());

  const key = () => join(kept.exported, 'key');
  const asks = (path: string, witness: string, ...args: readonly string[]) =>
    type(['witness', path, '--key', key(), '--folder', join(room, witness), '--out', join(room, 'cosigned'), ...args]);

  it('cosigns a log that it verified, twice the same, and a policy is met by that', async () => {
    const first = await asks(kept.exported, 'peer', '--name', 'peer.example');
    expect(first).toMatchObject({ exitCode: 0, out: '' });
    const verifier = /as (\S+)\n$/.exec(first.err)![1]!;
    const policy = join(room, 'policy');
    writeFileSync(policy, `log ${readFileSync(key(), 'utf8')}witness peer ${verifier}\nquorum peer\n`);
    const verified = () => kept.verify(kept.exported, '--policy', policy, '--head', join(room, 'cosigned'));
    expect((await verified()).exitCode).toBe(0);
    expect((await asks(kept.exported, 'peer')).exitCode).toBe(0);
    expect((await verified()).exitCode).toBe(0);
    expect((await kept.verify(kept.exported, '--policy', policy)).exitCode).toBe(2);
  });

  describe('beside another one', () => {
    const byTwo = async () => {
      const policy = join(room, 'policy-of-two');
      const keys = await Promise.all(
        ['first', 'second'].map(async (name) => {
          const { err } = await asks(
            kept.exported,
            name,
            '--name',
            `${name}.example`,
            '--out',
            join(room, `by-${name}`),
          );
          return /as (\S+)\n$/.exec(err)![1]!;
        }),
      );
      const lines = [`witness first ${keys[0]}`, `witness second ${keys[1]}`, 'group people 2 first second'];
      writeFileSync(policy, `log ${readFileSync(key(), 'utf8')}${lines.join('\n')}\nquorum people\n`);
      return (...heads: readonly string[]) =>
        kept.verify(kept.exported, '--policy', policy, ...heads.flatMap((head) => ['--head', join(room, head)]));
    };

    it('is counted from a file of its own: each hands back one, and only both make two', async () => {
      const verified = await byTwo();
      expect((await verified('by-first')).exitCode).toBe(2);
      expect((await verified('by-second')).exitCode).toBe(2);
      expect((await verified('by-first', 'by-second')).exitCode).toBe(0);
      expect((await verified('by-second', 'by-first')).exitCode).toBe(0);
    });

    it('may add its own to the file that the first handed back', async () => {
      const verified = await byTwo();
      const both = join(room, 'by-both');
      const again = await asks(kept.exported, 'second', '--head', join(room, 'by-first'), '--out', both);
      expect(again.exitCode).toBe(0);
      expect((await verified('by-both')).exitCode).toBe(0);
    });

    /** Other letters in the middle of the line that stands last. */
    const spoilt = (note: string) => note.replace(/.{8}(.{9})\n$/, (_line, end: string) => `AAAAAAAA${end}\n`);
    const linesIn = (file: string) => parseCheckpoint(readFileSync(join(room, file))).note.signatures;

    it('leaves out what a witness of the policy did not sign, naming the file, and hands on all the others', async () => {
      const verified = await byTwo();
      const good = readFileSync(join(room, 'by-first'), 'utf8');
      const stranger = cosign(
        Buffer.from(good),
        VerifierKey.parse(readFileSync(key(), 'utf8').trim()),
        SignerKey.generate('third.example', KeyKind.cosignature),
        { proof: [], at: 1 },
      ) as { note: string };
      writeFileSync(join(room, 'bad'), spoilt(good));
      writeFileSync(join(room, 'with-a-third'), stranger.note);
      const heads = ['--head', join(room, 'bad'), '--head', join(room, 'with-a-third')];
      const policy = ['--policy', join(room, 'policy-of-two'), '--out', join(room, 'sifted')];
      const { exitCode, err } = await asks(kept.exported, 'second', ...heads, ...policy);
      expect({ exitCode, err }).toEqual({
        exitCode: 0,
        err: expect.stringMatching(
          /^left out of \S+bad: a line in the name of the witness first\.example that is not its signature\ncosigned /,
        ) as string,
      });
      expect(linesIn('sifted').map(({ name }) => name)).toEqual([
        expect.stringContaining('plenum'),
        'first.example',
        'third.example',
        'second.example',
      ]);
      const { exitCode: met, out } = await verified('sifted');
      expect(met).toBe(0);
      expect(out).not.toContain('is not its signature');
    });

    it('signs again in the place of what it signed before, right or wrong', async () => {
      await byTwo();
      writeFileSync(join(room, 'bad'), spoilt(readFileSync(join(room, 'by-second'), 'utf8')));
      for (const mine of ['by-second', 'bad']) {
        const again = await asks(kept.exported, 'second', '--head', join(room, mine), '--out', join(room, 'again'));
        expect(again.exitCode).toBe(0);
        expect(linesIn('again').filter(({ name }) => name === 'second.example')).toHaveLength(1);
      }
    });

    it('keeps and gives away no head that nobody could read, however many lines it is given', async () => {
      await byTwo();
      const junk = (from: number) =>
        Array.from({ length: 40 }, (_, at) => `\u2014 w${from + at}.example AAAAAAAA\n`).join('');
      const own = readFileSync(join(kept.exported, 'checkpoint'), 'utf8');
      const full = own + junk(0) + junk(40).split('\n').slice(0, 23).join('\n') + '\n';
      writeFileSync(join(room, 'full'), full);
      writeFileSync(join(room, 'more'), own + junk(100));
      for (const files of [['full'], ['full', 'more']]) {
        const heads = files.flatMap((file) => ['--head', join(room, file)]);
        expect(await asks(kept.exported, 'first', ...heads)).toMatchObject({
          exitCode: 3,
          err: expect.stringMatching(
            /^HEAD_MALFORMED: .* nobody could read the head: .* more than 64 signatures; leave one out/,
          ) as string,
        });
      }
      expect((await asks(kept.exported, 'first')).exitCode).toBe(0);
    });

    it('cosigns nothing where the head of the other is of another log', async () => {
      await byTwo();
      const { size } = parseCheckpoint(readFileSync(join(kept.exported, 'checkpoint')));
      const signer = SignerKey.parse(readFileSync(join(kept.folder, `${kept.assemblyId}.signing.key`), 'utf8').trim());
      writeFileSync(join(room, 'forked'), signCheckpoint({ size, root: Buffer.alloc(32, 7) }, signer));
      const { exitCode, out } = await asks(kept.exported, 'first', '--head', join(room, 'forked'));
      expect(exitCode).toBe(1);
      expect(out).toContain('rule fork');
    });
  });

  it('goes on from what it saw, and refuses a log that shrank since', async () => {
    const newest = parseCheckpoint(readFileSync(join(kept.exported, 'checkpoint')));
    const signer = SignerKey.parse(readFileSync(join(kept.folder, `${kept.assemblyId}.signing.key`), 'utf8').trim());
    const tree = new TileTree(async (first, count) =>
      Buffer.concat(kept.events.slice(first, first + count).map(({ leafHash }) => leafHash)),
    );
    for (const { leafHash } of kept.events) tree.add(leafHash);
    const size = 300;
    const earlier = kept.copy('folder', (folder) => {
      editDatabase(folder, kept.assemblyId, `DELETE FROM events WHERE position > ${size}`);
    });
    const note = signCheckpoint({ size, root: await tree.root(size) }, signer);
    writeFileSync(join(earlier, `${kept.assemblyId}.checkpoint`), note);
    expect((await asks(earlier, 'patient', '--name', 'patient.example')).exitCode).toBe(0);
    expect((await asks(kept.exported, 'patient')).exitCode).toBe(0);
    expect(parseCheckpoint(readFileSync(join(room, 'cosigned'))).size).toBe(newest.size);
    const shrunk = await asks(earlier, 'patient');
    expect(shrunk.exitCode).toBe(1);
    expect(shrunk.out).toContain('rule log-complete');
    expect(shrunk.out).toContain('what now perhaps this copy of the log is older than that head: get a fresh one');
  });

  it('does not cosign a log with one vote changed, though the hash was changed with it', async () => {
    const position = kept.placeOf('"choice":"yes"');
    const bytes = Buffer.from(
      Buffer.from(kept.events[position - 1]!.bytes)
        .toString()
        .replace('"yes"', '"no"'),
    );
    expect(leafHashOf(bytes)).not.toEqual(kept.events[position - 1]!.leafHash);
    const copy = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(position, bytes, true)),
    );
    const { exitCode, out } = await asks(copy, 'strict', '--name', 'strict.example');
    expect(exitCode).toBe(1);
    expect(out).toContain('rule head-root');
  });

  it('asks for a newer head where the one beside the log is from before the key that was given', async () => {
    const rotated = kept.copy('folder', () => undefined);
    const heads = join(rotated, 'heads');
    expect((await type(['key', 'rotate', '--data', rotated, '--heads', heads])).exitCode).toBe(0);
    const [beside, secret] = ['checkpoint', 'signing.key'].map((name) => join(rotated, `${kept.assemblyId}.${name}`));
    const newKey = SignerKey.parse(readFileSync(secret!, 'utf8').trim()).verifier.toString();
    const newHead = join(room, 'after-the-rotation');
    copyFileSync(beside!, newHead);
    copyFileSync(join(kept.exported, 'checkpoint'), beside!);
    const args = ['--key', newKey, '--head', newHead, '--folder', join(room, 'late'), '--name', 'late.example'];
    const { exitCode, err } = await type(['witness', rotated, ...args, '--out', join(room, 'late-out')]);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: expect.stringMatching(/^HEAD_MISSING: /) as string });
  });

  it('is begun by name, and not without', async () => {
    expect((await asks(kept.exported, 'nameless')).err).toMatch(/^NAME_MISSING/);
    expect((await asks(kept.exported, 'spaced', '--name', 'a b')).exitCode).toBe(3);
    writeFileSync(join(room, 'peer-key'), 'garbage');
    expect((await type(['witness', kept.exported, '--folder', room])).exitCode).toBe(3);
  });
});
