import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { createServer } from '../../apps/api/src/server';

/** A server in a process of its own, as `fork` starts it. The one argument is its data folder; a message ends it, and so does the end of whoever started it. */
async function serve(dataDir: string): Promise<void> {
  const headsDir = join(dataDir, 'heads');
  const config = { dataDir, headsDir, host: '127.0.0.1', port: 0, development: false, seedDemo: false };
  const app = await createServer(config, new SqliteEventLogs(dataDir));
  await app.listen(0, config.host);
  process.once('message', () => process.disconnect());
  process.once('disconnect', () => void app.close());
  process.send!({ url: await app.getUrl(), headsDir });
}

void serve(process.argv[2]!);
