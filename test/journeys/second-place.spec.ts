import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogSigners } from '../../apps/api/src/proof/heads/log-signers';
import { foundedWith } from './support/founding';
import type { Assembly, Member } from './support/people';
import { RunningServer } from './support/running-server';

describe('a second place for signed heads that is not there at a start', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let place: string;
  beforeEach(async () => {
    server = await RunningServer.onDisk();
    let ada: Member;
    [assembly, ada] = (await foundedWith(server, ['Ada', 'Bruno'])) as [Assembly, Member];
    await ada.votes(await assembly.open('A well'), 'yes');
    place = server.config.headsDir!;
    await server.stop();
    renameSync(place, join(server.dataDir, 'unmounted'));
  });
  afterEach(() => server.end());
  const notice = () => server.app.get(LogSigners).notice;

  it('stops the start where it cannot be made, before anybody votes', async () => {
    const newest = join(server.dataDir, `${assembly.id}.checkpoint`);
    expect(existsSync(newest)).toBe(true);
    writeFileSync(place, 'a file where the folder should be');
    await expect(server.start()).rejects.toMatchObject({
      code: 'HEADS_PLACE_UNUSABLE',
      advice: expect.stringContaining('PLENUM_HEADS') as string,
    });
  });

  it('is made, and whoever starts the server reads that there is nothing to compare with, until the next head', async () => {
    await server.start();
    expect(notice()).toContain(`  ${assembly.id}\n`);
    await assembly.open('A roof');
    await server.stop();
    expect(readdirSync(place)).toHaveLength(1);
    await server.start();
    expect(notice()).toBe('');
  });
});
