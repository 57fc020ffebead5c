import { editDatabase, keptAssembly, type KeptAssembly } from './assembly.fixture';

const TOLD = 'the tables of the log file beside its events';

describe('the tables that a log file has beside its events', () => {
  let kept: KeptAssembly;
  beforeAll(async () => (kept = await keptAssembly()));
  afterAll(() => kept.end());

  it.each([
    'DELETE FROM streams',
    "UPDATE commands SET command = 'another' || command",
    'UPDATE log SET indexed = 0',
    'DROP VIEW facts',
  ])('are no part of the log, and said not to be looked at: %s', async (change) => {
    const copy = kept.copy('folder', (folder) => editDatabase(folder, kept.assemblyId, change));
    const { exitCode, out } = await kept.verify(copy, '--key', kept.agendaKey);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: expect.stringContaining(`not checked:\n`) as string });
    expect(out.split('not checked:')[1]).toContain(`  - ${TOLD}`);
  });

  it('are not in an export, and not spoken of there', async () => {
    const { exitCode, out } = await kept.verify(kept.exported, '--key', kept.agendaKey);
    expect(exitCode).toBe(0);
    expect(out).not.toContain(TOLD);
  });
});
