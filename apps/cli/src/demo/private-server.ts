import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import type { DemoCast } from '../../../api/src/demo/cast';
import { seedDemo } from '../../../api/src/demo/seed';
import { configFrom } from '../../../api/src/platform/config';
import { createServer } from '../../../api/src/server';
import { Stopped } from '../terminal/stopped';
import type { Venue } from './venue';

type Server = Awaited<ReturnType<typeof createServer>>;

export interface PrivateServer {
  readonly url: string;
  readonly folder: string;
  readonly headsDir: string;
  close(): Promise<void>;
}

/**
 * The real server on a free port and a temporary folder, filled as `prepare` does. `close` leaves nothing behind, unless the
 * folder is to be kept.
 */
export async function openServer(
  keep: boolean,
  prepare: (app: Server, folder: string) => Promise<void> = async () => undefined,
): Promise<PrivateServer> {
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
      await prepare(app, folder);
      await app.listen(0, '127.0.0.1');
      return { url: await app.getUrl(), folder, headsDir, close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    leave();
    throw error;
  }
}

/** The same with the demo assembly in it. */
export async function openPrivateServer(keep: boolean): Promise<Venue> {
  let cast: DemoCast | undefined;
  const server = await openServer(keep, async (app, folder) => {
    cast = await seedDemo(app, folder);
    if (cast === undefined) throw new Stopped('DEMO_MISSING', 'the demo assembly could not be made');
  });
  return { ...server, cast: cast!, kept: keep };
}
