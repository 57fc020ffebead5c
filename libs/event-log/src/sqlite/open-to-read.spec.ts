import { copyFileSync, existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { castMany } from '../given.contract';
import { SqliteSuspect } from '../proof/audit/sqlite-suspect';
import { openSqliteLogReadOnly } from './read-only-log';
import type { SqliteEventLog } from './sqlite-event-log';
import { isUnwritablePlace } from './sqlite-errors';
import { SqliteEventLogs } from './sqlite-event-logs';
import { temporaryDirectory } from './temporary-directory.contract';
import { withFolderUnwritable } from './unwritable-folder.contract';

describe('a log where nothing can be written', () => {
  let writer: SqliteEventLog;
  let home: string;
  let medium: string;
  const there = () => join(medium, 'co-op.log.db');
  beforeEach(async () => {
    [home, medium] = [temporaryDirectory(), temporaryDirectory()];
    writer = await new SqliteEventLogs(home).create('co-op');
    await castMany(writer, 3);
  });
  afterEach(() => writer.close());
  const burn = () => {
    for (const name of readdirSync(home).filter((one) => one.startsWith('co-op.log.db') && !one.endsWith('-shm')))
      copyFileSync(join(home, name), join(medium, name));
  };
  const positionsIn = async (suspect: SqliteSuspect) => {
    const found: unknown[] = [];
    for await (const page of suspect.pages()) found.push(...page.map((one) => ('bytes' in one ? one.position : one)));
    return found;
  };

  it('is read whole, by a reader and by an auditor, and nothing is left beside it', async () => {
    await writer.close();
    burn();
    await withFolderUnwritable(medium, async () => {
      const reader = openSqliteLogReadOnly(there());
      expect(await reader.head()).toBe(3);
      await reader.close();
      const suspect = SqliteSuspect.open(there());
      expect(await positionsIn(suspect)).toEqual([1, 2, 3]);
      suspect.close();
    });
    expect(readdirSync(medium)).toEqual(['co-op.log.db']);
  });

  it('is not called the whole log while its newest events wait in a write-ahead log', async () => {
    expect(existsSync(join(home, 'co-op.log.db-wal'))).toBe(true);
    burn();
    await withFolderUnwritable(medium, async () => {
      for (const open of [openSqliteLogReadOnly, (file: string) => SqliteSuspect.open(file)])
        expect(() => open(there())).toThrow(
          expect.objectContaining({ code: 'LOG_ON_READ_ONLY_MEDIUM', advice: expect.stringContaining('Copy both') }),
        );
    });
  });

  it('is not judged when somebody wrote it while it was read', async () => {
    await writer.close();
    burn();
    const suspect = await withFolderUnwritable(medium, async () => SqliteSuspect.open(there()));
    utimesSync(there(), 1, 1);
    await expect(positionsIn(suspect)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    suspect.close();
  });

  it('is neither called damaged nor read on by a reader beside whom a server began to write', async () => {
    await writer.close();
    burn();
    const reader = await withFolderUnwritable(medium, async () => openSqliteLogReadOnly(there()));
    const server = await new SqliteEventLogs(medium).open('co-op');
    await castMany(server, 600, 3);
    await server.close();
    const unavailable = { code: 'LOG_UNAVAILABLE' };
    await expect(reader.readAll(0, 1_000)).rejects.toMatchObject(unavailable);
    await expect(reader.head()).rejects.toMatchObject(unavailable);
    expect(() => reader.changed()).toThrow(expect.objectContaining(unavailable));
    await reader.close();
  });

  it('is not taken for one that nobody changes because its index cannot be opened just now', async () => {
    const live = join(home, 'co-op.log.db');
    expect(existsSync(`${live}-shm`)).toBe(true);
    const cannotOpen = thrownBy(() => new DatabaseSync(join(home, 'nowhere', 'at-all.db')));
    expect(cannotOpen).toMatchObject({ errcode: 14 });
    expect([live, join(medium, 'co-op.log.db')].map((file) => isUnwritablePlace(file, cannotOpen))).toEqual([
      false,
      true,
    ]);
  });
});

function thrownBy(fail: () => unknown): unknown {
  try {
    fail();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
