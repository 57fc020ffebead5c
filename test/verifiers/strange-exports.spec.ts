import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signCheckpoint, SignerKey } from '@plenum/event-log';
import { keptAssembly, type KeptAssembly } from '../../apps/cli/src/verify/assembly.fixture';
import { type } from '../../apps/cli/src/typed.fixture';
import { describeWithPython, NOTHING_BUT_THE_LIBRARY, python, run, SECOND } from './support/verifiers';

const NO_FILE = /no such file[^]*what now perhaps this copy is not whole/;

describeWithPython('an export that is not whole, or none, before both verifiers', () => {
  let kept: KeptAssembly;
  beforeAll(async () => (kept = await keptAssembly()));
  afterAll(() => kept.end());

  const both = async (path: string, ...more: readonly string[]) => {
    const args = [path, '--key', kept.agendaKey, ...more];
    const [plenum, second] = await Promise.all([
      type(['verify', ...args]),
      run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, ...args]),
    ]);
    return [plenum, second].map(({ exitCode, out, err }) => ({ exitCode, said: out + err }));
  };
  /** In the place of a file there is a link to it. */
  const linked = (path: string) => {
    cpSync(path, `${path}-elsewhere`, { recursive: true });
    rmSync(path, { recursive: true });
    symlinkSync(`${path}-elsewhere`, path);
  };

  it.each<[string, number, RegExp, (copy: string) => void]>([
    ['a tile of hashes is gone', 1, NO_FILE, (copy) => rmSync(join(copy, 'tile/0/001'))],
    ['a tile of tiles is gone', 1, NO_FILE, (copy) => rmSync(join(copy, 'tile/1'), { recursive: true })],
    ['a bundle is gone', 1, NO_FILE, (copy) => rmSync(join(copy, 'tile/entries/001'))],
    ['a tile is a link', 1, NO_FILE, (copy) => linked(join(copy, 'tile/0/000'))],
    ['a bundle is a link', 1, NO_FILE, (copy) => linked(join(copy, 'tile/entries/000'))],
    ['a folder in it is a link', 0, /^VALID: /m, (copy) => linked(join(copy, 'tile'))],
    [
      'the head is a link',
      2,
      /has no checkpoint, so there is nothing signed/,
      (copy) => linked(join(copy, 'checkpoint')),
    ],
    [
      'the head is gone',
      2,
      /has no checkpoint, so there is nothing signed/,
      (copy) => rmSync(join(copy, 'checkpoint')),
    ],
    [
      'a pipe stands for the head',
      2,
      /has no checkpoint, so there is nothing signed/,
      (copy) => {
        rmSync(join(copy, 'checkpoint'));
        execFileSync('mkfifo', [join(copy, 'checkpoint')]);
      },
    ],
    [
      'there is nothing in it',
      2,
      /(is no|neither an) export/,
      (copy) => {
        rmSync(copy, { recursive: true });
        mkdirSync(copy);
      },
    ],
    [
      'it is a file',
      2,
      /^UNDECIDED: /m,
      (copy) => {
        rmSync(copy, { recursive: true });
        writeFileSync(copy, 'no log');
      },
    ],
    ['it is not there', 3, /there is nothing at /, (copy) => rmSync(copy, { recursive: true })],
  ])('is judged alike, and in the same words: %s', async (_what, exitCode, words, change) => {
    const copy = kept.copy('exported', change);
    for (const one of await both(copy)) {
      expect(one).toEqual({ exitCode, said: expect.stringMatching(words) as string });
      expect(one.said.match(/rule tile-form/g) ?? []).toHaveLength(/tile of|tile is/.test(_what) ? 1 : 0);
    }
  });

  it('has the same root printed by both, to be compared by eye', async () => {
    const [plenum, second] = (await both(kept.exported)).map(
      ({ said }) => /^events +\S+, root (\S+=)$/m.exec(said)![1],
    );
    expect(second).toEqual(plenum);
  });

  it.each([
    ['head-root', 300],
    ['fork', undefined],
  ])('has the roots of %s printed by both in one spelling', async (rule, size = kept.events.length) => {
    const secret = readFileSync(join(kept.folder, `${kept.assemblyId}.signing.key`), 'utf8').trim();
    const other = join(kept.exported, '..', `${rule}.checkpoint`);
    writeFileSync(other, signCheckpoint({ size, root: Buffer.alloc(32, 7) }, SignerKey.parse(secret)));
    const roots = (await both(kept.exported, '--head', other)).map(({ exitCode, said }) => {
      const [finding] = new RegExp(`rule ${rule}[^]*?expected[^]*?found[^\\n]*`).exec(said)!;
      return { exitCode, roots: finding.match(/[A-Za-z0-9+/]{43}=/g)!.toSorted() };
    });
    expect(roots[0]).toMatchObject({
      exitCode: 1,
      roots: expect.arrayContaining([`${Buffer.alloc(32, 7).toString('base64')}`]) as string[],
    });
    expect(roots[1]).toEqual(roots[0]);
  });

  it('is told by the second program that it reads no policy of witnesses', async () => {
    const { out } = await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, '--help']);
    expect(out).toContain('no policy of witnesses (plenum verify --policy)');
    const [, second] = await both(kept.exported);
    expect(second!.said.split('not checked:')[1]).toContain('plenum verify --policy');
  });
});
