import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { HallLog } from '../../apps/cli/src/demo/hall/check';

/** A server in a process of its own: what it does must not wait for whoever measures it. */
export interface ServedHall extends HallLog {
  /** Resolves when its process is gone. */
  end(): Promise<void>;
}

export async function serveHall(folder: string): Promise<ServedHall> {
  const child = fork(join(__dirname, 'server.js'), [folder]);
  const gone = once(child, 'exit');
  const told = await Promise.race([once(child, 'message'), gone.then(([code]) => Promise.reject(new Ended(code)))]);
  const [{ url, headsDir }] = told as [{ url: string; headsDir: string }];
  return {
    ...{ url, folder, headsDir },
    async end() {
      child.send('end');
      await gone;
    },
  };
}

class Ended extends Error {
  constructor(code: unknown) {
    super(`the server ended with ${String(code)}`);
  }
}
