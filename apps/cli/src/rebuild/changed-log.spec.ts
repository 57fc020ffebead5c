import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type } from '../typed.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../verify/assembly.fixture';

describe('plenum rebuild of a log that somebody changed', () => {
  let kept: KeptAssembly;
  beforeAll(async () => {
    kept = await keptAssembly();
    // The server wrote none: the assembly is small.
    expect((await rebuild(kept.folder)).exitCode).toBe(0);
  });
  afterAll(() => kept.end());

  const rebuild = (folder: string, ...args: readonly string[]) => type(['rebuild', '--data', folder, ...args]);
  const snapshot = (folder: string) => readFileSync(join(folder, `${kept.assemblyId}.snapshot.json`), 'utf8');
  const vote = () => kept.placeOf('"choice":"yes"');
  const changed = (careful: boolean) => {
    const bytes = Buffer.from(
      Buffer.from(kept.events[vote() - 1]!.bytes)
        .toString()
        .replace('"choice":"yes"', '"choice":"no"'),
    );
    return kept.copy('folder', (folder) => editDatabase(folder, kept.assemblyId, rewriting(vote(), bytes, careful)));
  };

  it.each([['rebuild'], ['rebuild --check']])(
    '%s names the vote that is another, and keeps the snapshot',
    async (how) => {
      const folder = changed(false);
      const { exitCode, out, err } = await rebuild(folder, ...how.split(' ').slice(1));
      expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
      expect(err).toMatch(/^LOG_NOT_AS_SIGNED: .*nothing was changed here\n/);
      expect(err).toContain(`  event ${vote()}: rule leaf-hash\n`);
      expect(err).toContain('plenum verify names everything that is wrong');
      expect(snapshot(folder)).toBe(snapshot(kept.folder));
    },
  );

  it('sees by the newest signed head that the hash was changed with the vote', async () => {
    const folder = changed(true);
    const { exitCode, err } = await rebuild(folder);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/event \d+|events \d+ to \d+/);
    expect(err).toContain('rule head-root (head of size');
    expect(snapshot(folder)).toBe(snapshot(kept.folder));
  });

  it('sees that the end was cut off', async () => {
    const folder = kept.copy('folder', (copy) =>
      editDatabase(copy, kept.assemblyId, `DELETE FROM events WHERE position > ${kept.events.length - 3}`),
    );
    const { exitCode, err } = await rebuild(folder);
    expect(exitCode).toBe(1);
    expect(err).toContain(`event ${kept.events.length - 2}: rule log-complete`);
  });

  it('writes a new snapshot of the log as it was signed, where only the snapshot is spoilt', async () => {
    const folder = kept.copy('folder', (copy) => {
      const file = join(copy, `${kept.assemblyId}.snapshot.json`);
      writeFileSync(file, 'spoilt');
    });
    expect((await rebuild(folder, '--check')).err).toMatch(/^SNAPSHOT_UNFIT/);
    expect((await rebuild(folder)).exitCode).toBe(0);
    expect(await rebuild(folder, '--check')).toMatchObject({ exitCode: 0, err: '' });
  });
});
