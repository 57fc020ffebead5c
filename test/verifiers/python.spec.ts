import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithPython, NOTHING_BUT_THE_LIBRARY, python, run, SECOND } from './support/verifiers';

const ROOT = join(__dirname, '../..');

describeWithPython('the second verifier, alone', () => {
  it('is made of parts that keep their own rules and meet published vectors', async () => {
    const tests = join(__dirname, 'test_log_verifier.py');
    const { exitCode, err } = await run(python!, [NOTHING_BUT_THE_LIBRARY, tests]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: expect.stringMatching(/Ran \d{2} tests[^]*OK/) as unknown });
  });

  it.each([
    ['no folder', ['/nowhere/at/all']],
    ['an option that is not there', ['.', '--quickly']],
    ['nothing', []],
    ['a head that is no file', ['.', '--head', '/nowhere/at/all']],
    ['a key that is none', ['.', '--key', 'nonsense']],
    ['a path to a key that leads nowhere', ['.', '--key', '/nowhere/at/all']],
    ['a head that is a page of prose', ['.', '--head', join(ROOT, 'README.md')]],
    ['other forms than of events', ['.', '--schemas', join(ROOT, 'presets')]],
    ['a folder without forms of events', ['.', '--schemas', __dirname]],
  ])('says what it is asked wrongly: %s', async (_, args) => {
    const { exitCode, out, err } = await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, ...args]);
    expect({ exitCode, out, err }).toEqual({
      exitCode: 3,
      out: '',
      err: expect.stringMatching(/^verify_log.py: /) as unknown,
    });
  });

  it.each([['--json'], []])(
    'cannot decide where it fails itself, and prints a verdict all the same %s',
    async (...flags) => {
      const room = mkdtempSync(join(tmpdir(), 'plenum-failing-'));
      const deep = `${'{"items":'.repeat(5_000)}{}${'}'.repeat(5_000)}`;
      const form = `{"properties":{"type":{"const":"Deep"},"version":{"const":1},"data":${deep}}}`;
      writeFileSync(join(room, 'Deep.json'), form);
      const { exitCode, out } = await run(python!, [
        NOTHING_BUT_THE_LIBRARY,
        SECOND,
        room,
        '--schemas',
        room,
        ...flags,
      ]);
      rmSync(room, { recursive: true });
      expect(exitCode).toBe(2);
      const why = /this program failed, which says nothing of the log: RecursionError: /;
      if (flags.length === 0) expect(out).toMatch(why);
      else expect(JSON.parse(out)).toMatchObject({ verdict: 'undecided', missing: [expect.stringMatching(why)] });
    },
  );

  it('cannot decide about a folder with nothing in it', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'plenum-empty-'));
    const { exitCode, out } = await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, empty]);
    rmSync(empty, { recursive: true });
    expect(exitCode).toBe(2);
    expect(out).toContain('UNDECIDED');
  });
});
