import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Golden } from './golden-log';
import type { Replays } from './replay-golden';
import { report } from '../faults/support/run-length';

const GOLDEN = join(__dirname, 'golden');
const COMPILE = join(__dirname, '../../apps/api/src/platform/compile-sources.js');
const REPLAY = join(__dirname, 'replay-golden.ts');

/** `PLENUM_NODES=/path/to/node:/path/to/another`: other versions, or builds for other machines. */
const others = (process.env['PLENUM_NODES'] ?? '').split(delimiter).filter((path) => path !== '');
const nodes = [process.execPath, ...others];

const expected: { readonly [release: string]: Golden } = Object.fromEntries(
  readdirSync(GOLDEN)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name.slice(0, -'.json'.length), JSON.parse(readFileSync(join(GOLDEN, name), 'utf8')) as Golden]),
);

function replaysOf(node: string, environment: Readonly<Record<string, string>> = {}): Replays {
  const options = ['--no-warnings', '--require', COMPILE, REPLAY, GOLDEN];
  const env = { ...process.env, ...environment };
  return JSON.parse(execFileSync(node, options, { encoding: 'utf8', env })) as Replays;
}

describe('the golden logs, in other versions of Node', () => {
  beforeAll(() => {
    if (others.length === 0)
      process.stderr.write('replayed in this Node only: PLENUM_NODES=/path/to/node:/path/to/another names more\n');
  });

  it.each(nodes)('%s: comes to the same roots, the same states and the same counts', (node) => {
    const { node: version, arch, findings, byRelease } = replaysOf(node);
    report('nodes', { replayedBy: version, arch, releases: Object.keys(byRelease), findings });
    expect({ version, findings, byRelease }).toEqual({ version, findings: 0, byRelease: expected });
  });

  it.each(['Pacific/Kiritimati', 'America/St_Johns', 'Europe/Madrid'])('come to the same in %s', (TZ) => {
    expect(replaysOf(process.execPath, { TZ }).byRelease).toEqual(expected);
  });

  it('were replayed by as many versions as were named', () => {
    expect(new Set(nodes.map((node) => execFileSync(node, ['--version'], { encoding: 'utf8' }))).size).toBe(
      nodes.length,
    );
  });
});
