import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type } from '../typed.fixture';

const election = {
  plenum: 1,
  options: ['yes', 'no'],
  rule: 'majority',
  members: [{ id: 'ada' }, { id: 'bo' }, { id: 'cy' }],
  delegations: [{ from: 'bo', scope: 'assembly', to: ['ada'] }],
  ballots: [
    { voter: 'ada', choice: 'yes' },
    { voter: 'cy', choice: 'no' },
  ],
};

describe('plenum count', () => {
  it('counts a file: Ada carries Bo against Cy, 2 to 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plenum-count-'));
    const file = join(folder, 'election.json');
    writeFileSync(file, JSON.stringify(election));
    const { exitCode, out, err } = await type(['count', file]);
    rmSync(folder, { recursive: true });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ outcome: 'adopted', scores: { yes: '2', no: '1' } });
  });

  it('counts standard input, to the same bytes every time', async () => {
    const input = JSON.stringify(election);
    const [first, second] = [await type(['count', '-'], { input }), await type(['count', '-'], { input })];
    expect(first.exitCode).toBe(0);
    expect(first.out).toBe(second.out);
    expect(first.out.endsWith('}\n')).toBe(true);
  });

  it.each([
    ['no JSON', '{', /^\$: is not JSON: .*\n$/],
    ['nothing', '', /^\$: is not JSON: .*\n$/],
    ['an unknown key', JSON.stringify({ ...election, colour: 'red' }), /^\$\.colour: is not a known key\n$/],
    [
      'a stranger as voter',
      JSON.stringify({ ...election, ballots: [{ voter: 'eve', choice: 'yes' }] }),
      /^\$\.ballots\[0\]\.voter: .*\n$/,
    ],
  ])('refuses %s with one line and exit code 2', async (_what, input, line) => {
    const { exitCode, out, err } = await type(['count', '-'], { input });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(line);
    expect(err.split('\n')).toHaveLength(2);
  });

  it('refuses a file that is not there', async () => {
    const { exitCode, out, err } = await type(['count', '/no/such/file.json']);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^\/no\/such\/file\.json: cannot be read: .*\n$/);
  });

  it('reads no more than it takes of a file that never ends', async () => {
    const { exitCode, out, err } = await type(['count', '/dev/zero']);
    expect({ exitCode, out, err }).toEqual({ exitCode: 2, out: '', err: '$: is larger than 256 MiB\n' });
  });
});
