import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const MAIN = join(ROOT, 'dist/bench/main.js');
const TEN_MINUTES_MS = 600_000;

/** A smoke run: nothing is said about times, only that every bench runs, tells its lines and finds its answers right. */
describe('npm run bench -- --quick', () => {
  beforeAll(() => {
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
    expect(existsSync(MAIN)).toBe(true);
  }, TEN_MINUTES_MS);

  it.each([
    ['cast-ballot', ['GraphQL over HTTP', 'command runner, no HTTP']],
    ['append', ['one append', 'group commit']],
    ['append-proof', ['one ballot after the other', '64 ballots at once']],
    ['replay', ['from cold: log to view', 'from a snapshot']],
    ['meeting', ['a ballot, and the projector that counts it', 'p99 of a ballot', 'p99 of its tally on the projector']],
    ['tally', ['one ballot, then the tally', 'one ballot, then a count from nothing']],
    ['start-up', ['from a snapshot to ready', 'writing a snapshot']],
    [
      'proof-served',
      [
        'a receipt, nobody voting',
        'a receipt, while others vote',
        'a ballot, nobody fetching',
        'a ballot, while receipts are fetched',
      ],
    ],
    ['verify', ['an export, every event', 'a log file, every event', 'a receipt: its path up the tree']],
    ['verify-memory', ['an assembly that grows with its log', 'an assembly of 1,000 that goes on voting']],
    [
      'live-off-loop',
      [
        'a pass over ranked delegations',
        'a thread that begins with the server',
        'casting while ranked delegations are counted again and again',
        'longest wait of the loop',
        'one ballot recorded, then its live tally',
      ],
    ],
  ])(
    'runs %s and finds its answers right',
    (name, told) => {
      const { lines, status, complaint } = bench('--quick', name);

      expect({ status, complaint }).toEqual({ status: 0, complaint: '' });
      expect(lines[0]).toMatchObject({ bench: 'machine', node: process.version });
      expect(new Set(lines.slice(1).map((line) => line['bench']))).toEqual(new Set([name]));
      expect(new Set(lines.slice(1).map((line) => line['what']))).toEqual(new Set(told));
      expect(lines.some((line) => Number(line['ratio']) > 0 && typeof line['against'] === 'string')).toBe(true);
    },
    TEN_MINUTES_MS,
  );

  it('names a bench it does not know, and measures nothing', () => {
    const { lines, status, complaint } = bench('--quick', 'throughput');

    expect({ lines, status }).toEqual({ lines: [], status: 2 });
    expect(complaint).toContain('throughput: not known');
  });
});

interface Ran {
  readonly lines: readonly Record<string, unknown>[];
  readonly status: number | null;
  readonly complaint: string;
}

function bench(...words: string[]): Ran {
  const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, ...words], { cwd: ROOT, encoding: 'utf8' });
  const lines = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { lines, status, complaint: stderr };
}
