import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { biel, fact, openHall, type Hall } from '../hall.fixture';
import { type } from '../typed.fixture';

describe('plenum rebuild', () => {
  let hall: Hall;
  beforeEach(async () => (hall = await openHall()));
  afterEach(() => hall.end());

  const rebuild = (...args: string[]) => type(['rebuild', '--data', hall.folder, ...args]);
  const file = () => join(hall.folder, 'hall.snapshot.json');

  it('folds the log and writes a snapshot, beside the running writer', async () => {
    const { exitCode, out } = await rebuild();
    expect(exitCode).toBe(0);
    expect(out).toContain('The village hall, at log position 6\n');
    expect(out).toContain('3 on the roll, 1 of them with a delegation or opt-out, 1 proposals (1 draft), 0 ballots\n');
    expect(out).toMatch(/rebuilt from 6 events in \d+\.\d\d s \([\d,]+ events\/s\)\n$/);
    const [title] = readFileSync(file(), 'utf8').split('\n');
    expect(JSON.parse(title!)).toMatchObject({ position: 6 });
  });

  it('replaces a snapshot that says something else', async () => {
    await rebuild();
    tamper((text) => text.replace(biel, '55555555-5555-4555-8555-555555555555'));
    const { err } = await rebuild('--check');
    expect(err).toMatch(/^SNAPSHOT_WRONG: .* differs from the log at \$\.\w+.*\. Run plenum verify first: /);
    await rebuild();
    expect(await rebuild('--check')).toMatchObject({ exitCode: 0, err: '' });
  });

  it('keeps the old snapshot until the new one is whole on the disk', async () => {
    await rebuild();
    const before = readFileSync(file(), 'utf8');
    await hall.store(`delegations-${biel}`, fact('DelegationRevoked', { memberId: biel, scope: 'assembly' }));
    mkdirSync(join(`${file()}.new`, 'in the way'), { recursive: true });
    expect(await rebuild()).toMatchObject({ exitCode: 1, out: '' });
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  it('finds a snapshot in order when the log has grown since', async () => {
    await rebuild();
    await hall.store(`delegations-${biel}`, fact('DelegationRevoked', { memberId: biel, scope: 'assembly' }));
    const { exitCode, out } = await rebuild('--check');
    expect(exitCode).toBe(0);
    expect(out).toContain('the snapshot says exactly what the log says\n');
  });

  it('says so when there is no snapshot, or one of another log or damaged', async () => {
    expect(await rebuild('--check')).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(/^SNAPSHOT_MISSING/),
    });
    await rebuild();
    const unfit = { exitCode: 1, out: '', err: expect.stringMatching(/^SNAPSHOT_UNFIT/) as string };
    tamper((text) => text.replace(/"leaf":"../, '"leaf":"zz'));
    expect(await rebuild('--check')).toMatchObject(unfit);
    await rebuild();
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(biel, '55555555-5555-4555-8555-555555555555'));
    expect(await rebuild('--check')).toMatchObject(unfit);
  });

  it('stops at Ctrl-C', async () => {
    const typed = await type(['rebuild', '--data', hall.folder], { signal: AbortSignal.abort() });
    expect(typed).toMatchObject({ exitCode: 130, out: '', err: 'stopped; nothing was changed\n' });
  });

  /** As somebody who can hash would do it; what is only damaged is never believed. */
  function tamper(change: (text: string) => string): void {
    const text = readFileSync(file(), 'utf8');
    expect(change(text)).not.toBe(text);
    const lines = change(text).split('\n').slice(0, -1);
    const hash = createHash('sha256');
    for (const line of lines) hash.update(line);
    writeFileSync(file(), [...lines, JSON.stringify({ sha256: hash.digest('hex') })].join('\n'));
  }
});
