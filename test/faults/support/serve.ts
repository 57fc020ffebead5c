import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { configFrom } from '../../../apps/api/src/platform/config';
import { createServer } from '../../../apps/api/src/server';

/** The main program of a child process: the real server on a free port. Prints where it answers, and serves until it is killed. */
async function serve(dataDir: string): Promise<void> {
  const settings = configFrom({ PLENUM_DATA: dataDir, PLENUM_PORT: '0', NODE_ENV: 'production' });
  const config = { ...settings, headsDir: join(dataDir, 'elsewhere') };
  const app = await createServer(config, new SqliteEventLogs(dataDir));
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`${await app.getUrl()}\n`);
}

void serve(process.argv[2]!);
