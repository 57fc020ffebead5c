import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@plenum/domain';
import { logLine } from '../../apps/cli/src/export/log-lines';
import { eventfulAssembly, loggedAssembly } from './eventful-assembly';
import { entriesIn, replayed, type Golden } from './golden-log';

const GOLDEN = join(__dirname, 'golden');
const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
const logOf = (release: string) => join(GOLDEN, `${release}.jsonl`);
const expectedOf = (release: string) => join(GOLDEN, `${release}.json`);

/** At a release, and only where there is none yet: what was golden once is never written again. */
beforeAll(async () => {
  if (process.env['GENERATE'] === undefined || existsSync(logOf(version))) return;
  const events = await (await loggedAssembly()).readBytes(0, 100_000);
  writeFileSync(logOf(version), events.map(logLine).join(''));
  const { golden } = replayed(entriesIn(readFileSync(logOf(version), 'utf8')));
  writeFileSync(expectedOf(version), `${JSON.stringify(golden, null, 2)}\n`);
});

describe('the golden logs of every release', () => {
  const releases = readdirSync(GOLDEN)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, -'.jsonl'.length));

  it('there is one of this release', () => {
    expect(existsSync(logOf(version))).toBe(true);
  });

  it.each(releases)('%s: this build reads it to the same root, the same state and the same results', (release) => {
    const { golden, findings } = replayed(entriesIn(readFileSync(logOf(release), 'utf8')));
    expect(findings).toEqual([]);
    expect(golden).toEqual(JSON.parse(readFileSync(expectedOf(release), 'utf8')) as Golden);
  });

  it.each(releases)('%s: one ballot more or less would show', (release) => {
    const lines = readFileSync(logOf(release), 'utf8').trimEnd().split('\n');
    const ballot = lines.findIndex((line) => line.includes('"choice":"yes"'));
    const changed = lines.map((line, at) => (at === ballot ? line.replace('"choice":"yes"', '"choice":"no"') : line));
    const { golden, findings } = replayed(entriesIn(changed.join('\n')));
    expect(findings.map(({ rule }) => rule)).toContain('leaf-hash');
    const expected = JSON.parse(readFileSync(expectedOf(release), 'utf8')) as Golden;
    expect([golden.root, golden.state]).not.toEqual([expected.root, expected.state]);
    expect(golden.results).not.toEqual(expected.results);
  });
});

describe('the assembly that the next golden log is made of', () => {
  it('has lived through every kind of event', () => {
    const told = new Set(eventfulAssembly().events.map(({ type }) => type as string));
    expect(catalogue.map(({ type }) => type).filter((type) => !told.has(type))).toEqual([]);
  });

  it('gives a log with which nothing is wrong', async () => {
    const events = await (await loggedAssembly()).readBytes(0, 100_000);
    expect(replayed(entriesIn(events.map(logLine).join(''))).findings).toEqual([]);
  });
});
