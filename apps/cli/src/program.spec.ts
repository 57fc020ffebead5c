import { type } from './typed.fixture';

describe('the command line', () => {
  it('names every command in its help', async () => {
    const { exitCode, out } = await type(['--help']);
    expect(exitCode).toBe(0);
    for (const name of [
      'demo',
      'token',
      'preset',
      'import-roll',
      'count',
      'export-count',
      'export',
      'receipt',
      'verify',
      'recount',
      'explain',
      'compare',
      'witness',
      'key',
      'tail',
      'rebuild',
      'backup',
      'restore',
    ])
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it.each([
    ['an unknown command', ['vote'], "unknown command 'vote'"],
    ['an unknown option', ['tail', '--colour'], "unknown option '--colour'"],
    ['a missing argument', ['count'], "missing required argument 'file'"],
    ['a position that is none', ['export', '--from', '0'], 'must be a whole number from 1'],
    ['a command id that is none', ['import-roll', 'x.csv', '--command-id', '7'], 'must be a UUID'],
  ])('%s is wrong use: exit code 3', async (_what, args, sentence) => {
    const { exitCode, out, err } = await type(args);
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toContain(sentence);
  });

  it.each([
    ['tail'],
    ['export'],
    ['key', 'show'],
    ['key', 'rotate'],
    ['rebuild'],
    ['token', '--server'],
    ['export-count', 'x'],
  ])('plenum %s does not begin a data folder of its own', async (...args) => {
    const { exitCode, out, err } = await type([...args, '--data', '/no/such/folder']);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toBe('DATA_FOLDER_MISSING: there is no data folder /no/such/folder; name it with --data\n');
  });
});
