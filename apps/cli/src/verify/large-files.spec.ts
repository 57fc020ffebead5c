import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BETWEEN_NOTES } from '@plenum/event-log';
import { type } from '../typed.fixture';
import { keptAssembly, type KeptAssembly } from './assembly.fixture';

describe('a file that is larger than any of its kind', () => {
  let kept: KeptAssembly;
  let huge: string;
  beforeAll(async () => {
    kept = await keptAssembly();
    huge = join(kept.exported, '..', 'huge');
    writeFileSync(huge, '');
    truncateSync(huge, 3 * 1024 ** 3);
  });
  afterAll(() => kept.end());

  it.each<[string, () => readonly string[]]>([
    ['a head', () => ['verify', kept.exported, '--head', huge]],
    ['one head of two', () => ['verify', 'heads', huge, huge, '--key', kept.agendaKey]],
    ['a key', () => ['verify', kept.exported, '--key', huge]],
    ['a policy', () => ['verify', kept.exported, '--policy', huge]],
    ['one of two to be compared', () => ['compare', huge, kept.exported]],
    [
      'the head of another witness',
      () => [
        'witness',
        kept.exported,
        '--head',
        huge,
        '--key',
        kept.agendaKey,
        '--folder',
        join(huge, '../w'),
        '--name',
        'w',
      ],
    ],
  ])('is refused unread, in words: %s', async (_what, args) => {
    const before = process.memoryUsage.rss();
    const { exitCode, out, err } = await type(args());
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toMatch(
      /^FILE_TOO_LARGE: \S+huge has 3,221,225,472 bytes, and what was asked for has no more than [\d,]+: it is another file/,
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(128 * 1024 * 1024);
  });

  describe('is read from its end on, from the first whole head there, where it is a server’s list', () => {
    const grown = (list: string) => {
      const heads = readFileSync(list);
      writeFileSync(list, '');
      truncateSync(list, 64 * 1024 * 1024);
      appendFileSync(list, Buffer.concat([Buffer.from(`\n${BETWEEN_NOTES}`), heads]));
    };

    it('beside a log, which is accused of nothing', async () => {
      const copy = kept.copy('folder', (folder) =>
        grown(join(folder, 'heads', readdirSync(join(folder, 'heads'))[0]!)),
      );
      const { exitCode, out } = await kept.verify(copy);
      expect({ exitCode, out }).toEqual({
        exitCode: 0,
        out: (await kept.verify(kept.folder)).out.replace(kept.folder, copy),
      });
    });

    it('and given as a head', async () => {
      const list = join(kept.exported, '..', 'long.checkpoints');
      writeFileSync(list, `${readFileSync(join(kept.exported, 'checkpoint'), 'utf8')}${BETWEEN_NOTES}`);
      grown(list);
      expect((await kept.verify(kept.exported, '--key', kept.agendaKey, '--head', list)).exitCode).toBe(0);
    });
  });
});
