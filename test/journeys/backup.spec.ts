import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { configFrom } from '../../apps/api/src/platform/config';
import { createServer } from '../../apps/api/src/server';
import { type } from '../../apps/cli/src/typed.fixture';
import { keptAssembly, type KeptAssembly } from '../../apps/cli/src/verify/assembly.fixture';

describe('an assembly that is backed up and restored', () => {
  let kept: KeptAssembly;
  let room: string;
  beforeAll(async () => {
    kept = await keptAssembly();
    room = mkdtempSync(join(tmpdir(), 'plenum-restored-'));
  });
  afterAll(() => {
    kept.end();
    rmSync(room, { recursive: true, force: true });
  });

  /** A server at work on a data folder, while something is done beside it. */
  const beside = async (data: string, work: () => Promise<void>) => {
    const headsDir = join(data, 'heads');
    const config = { ...configFrom({ PLENUM_DATA: data, PLENUM_PORT: '0', NODE_ENV: 'production' }), headsDir };
    const server = await createServer(config, new SqliteEventLogs(data));
    try {
      await server.listen(0, '127.0.0.1');
      await work();
    } finally {
      await server.close();
    }
  };

  it('is copied while its server runs, and served again from what was restored', async () => {
    const [running, restored, dir] = [kept.copy('folder', () => undefined), join(room, 'restored'), join(room, 'hot')];
    const restore = (data: string) => {
      mkdirSync(join(data, 'heads'), { recursive: true });
      return type(['restore', dir, '--data', data, '--heads', join(data, 'heads')]);
    };
    await beside(running, async () => {
      const backedUp = await type(['backup', dir, '--data', running, '--heads', join(running, 'heads')]);
      expect(backedUp).toMatchObject({ exitCode: 0, err: '' });
      expect(await restore(running)).toMatchObject({
        exitCode: 1,
        err: expect.stringMatching(/^LOG_LOCKED: /) as string,
      });
    });

    expect(await restore(restored)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('events are back\n') as string,
    });
    await beside(restored, async () => undefined);
    const verified = await kept.verify(restored, '--head', join(kept.exported, 'checkpoint'));
    expect(verified).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(restored, `${kept.assemblyId}.names.db`))).toBe(true);
    expect(statSync(join(restored, `${kept.assemblyId}.signing.key`)).mode & 0o077).toBe(0);
  });
});
