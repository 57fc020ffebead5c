import { readFileSync, writeFileSync } from 'node:fs';
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
    expect((JSON.parse(readFileSync(file(), 'utf8')) as { position: number }).position).toBe(6);
  });

  it('replaces a snapshot that says something else', async () => {
    await rebuild();
    tamper((text) => text.replace(biel, '55555555-5555-4555-8555-555555555555'));
    expect((await rebuild('--check')).err).toMatch(/^SNAPSHOT_WRONG: .* differs from the log at \$\.\w+/);
    await rebuild();
    expect(await rebuild('--check')).toMatchObject({ exitCode: 0, err: '' });
  });

  it('finds a snapshot in order when the log has grown since', async () => {
    await rebuild();
    await hall.store(`delegations-${biel}`, fact('DelegationRevoked', { memberId: biel, scope: 'assembly' }));
    const { exitCode, out } = await rebuild('--check');
    expect(exitCode).toBe(0);
    expect(out).toContain('the snapshot says exactly what the log says\n');
  });

  it('says so when there is no snapshot, or one of another log', async () => {
    expect(await rebuild('--check')).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(/^SNAPSHOT_MISSING/),
    });
    await rebuild();
    tamper((text) => text.replace(/"leaf":"../, '"leaf":"zz'));
    expect(await rebuild('--check')).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(/^SNAPSHOT_UNFIT/),
    });
  });

  it('stops at Ctrl-C', async () => {
    const typed = await type(['rebuild', '--data', hall.folder], { signal: AbortSignal.abort() });
    expect(typed).toMatchObject({ exitCode: 130, out: '', err: 'interrupted\n' });
  });

  function tamper(change: (text: string) => string): void {
    const text = readFileSync(file(), 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(file(), change(text));
  }
});
