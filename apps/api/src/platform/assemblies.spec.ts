import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { Assemblies } from './assemblies';
import { Snapshots } from './snapshots';

/** Its logs are taken away as soon as they are open. */
class LogsThatGo extends SqliteEventLogs {
  override async open(id: string): ReturnType<SqliteEventLogs['open']> {
    const log = await super.open(id);
    await log.close();
    return log;
  }
}

it('holds no names of an assembly that it could not open to the end', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'plenum-assemblies-'));
  const first = new SqliteEventLogs(dataDir);
  await first.create('hall');
  await first.close();
  const assemblies = new Assemblies(new LogsThatGo(dataDir), new Snapshots(dataDir), dataDir);

  await expect(assemblies.open('hall')).rejects.toThrow();

  expect(existsSync(join(dataDir, 'hall.names.db'))).toBe(true);
  // SQLite takes it away when the last connection is closed.
  expect(existsSync(join(dataDir, 'hall.names.db-wal'))).toBe(false);
  await assemblies.onApplicationShutdown();
  rmSync(dataDir, { recursive: true });
});
