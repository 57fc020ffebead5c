import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_STREAM, SqliteEventLogs } from '@plenum/event-log';
import { fact, openHall, type Hall } from '../hall.fixture';
import { type } from '../typed.fixture';

describe('plenum migrate-log between two folders', () => {
  let hall: Hall;
  let elsewhere: string;
  beforeEach(async () => {
    hall = await openHall();
    elsewhere = join(mkdtempSync(join(tmpdir(), 'plenum-elsewhere-')), 'data');
  });
  afterEach(async () => {
    await hall.end();
    rmSync(join(elsewhere, '..'), { recursive: true });
  });

  const move = (...args: string[]) => type(['migrate-log', hall.folder, elsewhere, ...args]);

  /** What the other folder holds, read with nothing else than its log. */
  async function moved(): Promise<readonly string[]> {
    const logs = new SqliteEventLogs(elsewhere);
    const bytes = await (await logs.open('hall')).readBytes(0, 100);
    await logs.close();
    return bytes.map((stored) => Buffer.from(stored.bytes).toString());
  }

  it('keeps every byte in its place, and says the root of both', async () => {
    const bytes = (await hall.log.readBytes(0, 100)).map((stored) => Buffer.from(stored.bytes).toString());
    await hall.log.close();

    const { exitCode, out } = await move();

    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: expect.stringMatching(/^hall: 6 events in .*; both roots are [A-Za-z0-9+/]{43}=\n$/) as string,
    });
    expect(await moved()).toEqual(bytes);
  });

  it('moves all assemblies, and a second time has nothing left to do', async () => {
    await hall.log.close();
    const logs = new SqliteEventLogs(hall.folder);
    await (await logs.create('annex')).append({ ...request, commandId: 'found the annex' });
    await logs.close();

    expect((await move()).out.split('\n').map((line) => line.split(':')[0])).toEqual(['annex', 'hall', '']);
    expect((await move()).out).toContain('hall: 6 events in ' + elsewhere + ', 6 of them there before;');
  });

  it('goes on from a beginning that is there', async () => {
    await hall.log.close();
    await move();
    const again = await new SqliteEventLogs(hall.folder).open('hall');
    await again.append({ ...request, commandId: 'one more' });
    await again.close();

    expect((await move()).out).toMatch(/^hall: 7 events in .*, 6 of them there before; both roots/);
  });

  it('does not begin with a log that its server is writing', async () => {
    const { exitCode, err } = await move();

    expect(exitCode).toBe(1);
    expect(err).toContain('LOG_LOCKED');
    expect(existsSync(elsewhere)).toBe(false);
  });

  it('leaves a target alone that has other events', async () => {
    await hall.log.close();
    const logs = new SqliteEventLogs(elsewhere);
    await (await logs.create('hall')).append({ ...request, commandId: 'another fact' });
    await logs.close();

    const { exitCode, err } = await move();

    expect(exitCode).toBe(1);
    expect(err).toContain('LOGS_DIFFER');
    expect(err).toContain('their first 1 events have different roots');
    expect(await moved()).toHaveLength(1);
  });

  it.each([
    ['a folder that is not there', ['/no/such/folder', 'x'], 'DATA_FOLDER_MISSING'],
    ['an address that is none', ['esdb://', 'x'], 'EVENTSTORE_URL_INVALID'],
    ['a server without a user', ['esdb://node1:2113', 'x'], 'EVENTSTORE_URL_INVALID'],
  ])('%s: exit code 1', async (_, [from, to], code) => {
    const { exitCode, err } = await type(['migrate-log', from!, to!]);

    expect(exitCode).toBe(1);
    expect(err.startsWith(`${code}: `)).toBe(true);
  });
});

const request = {
  stream: 'notes',
  expectedRevision: NO_STREAM,
  events: [fact('AssemblyFounded', { name: 'Another' })].map(({ type: kind, version, data }) => ({
    type: kind,
    version,
    data: { ...data },
  })),
  commandDigest: '0'.repeat(64),
  actor: 'system:spec',
  at: '2026-11-24T18:00:00.000Z',
};
