import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { seedDemo } from '../../../api/src/demo/seed';
import { configFrom } from '../../../api/src/platform/config';
import { createServer } from '../../../api/src/server';
import { Stopped } from '../terminal/stopped';
import type { Venue } from './venue';

/**
 * The real server on a free port and a temporary folder, with the demo assembly in it. `close` leaves nothing behind,
 * unless the folder is to be kept.
 */
export async function openPrivateServer(keep: boolean): Promise<Venue> {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-demo-'));
  const leave = () => {
    if (!keep) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const headsDir = join(folder, 'heads');
    const config = { ...configFrom({ PLENUM_DATA: folder, PLENUM_PORT: '0', NODE_ENV: 'production' }), headsDir };
    const app = await createServer(config, new SqliteEventLogs(folder));
    const close = async () => {
      await app.close();
      leave();
    };
    try {
      const cast = await seedDemo(app, folder);
      if (cast === undefined) throw new Stopped('DEMO_MISSING', 'the demo assembly could not be made');
      await app.listen(0, '127.0.0.1');
      return { url: await app.getUrl(), folder, cast, kept: keep, close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    leave();
    throw error;
  }
}
