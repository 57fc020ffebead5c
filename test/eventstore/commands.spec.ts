import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type } from '../../apps/cli/src/typed.fixture';
import { awaitUntil } from '../journeys/support/await-until';
import { Client } from '../journeys/support/client';
import { foundedWith } from '../journeys/support/founding';
import { Member, type Assembly } from '../journeys/support/people';
import { RunningServer } from '../journeys/support/running-server';
import { EventStorePlace } from './support/event-store-place';

/** What an operator types beside the servers of a cluster: the data folder is named as if the log were in it. Told in order. */
describe('the commands in the data folder of two servers on a cluster', () => {
  let place: EventStorePlace;
  let north: RunningServer;
  let south: RunningServer;
  let assembly: Assembly;
  let ada: Member, bruno: Member;
  let proposalId: string;
  let data: string;
  let exported: string;

  beforeAll(async () => {
    place = await EventStorePlace.begin();
    north = await RunningServer.onEventStore(place.url);
    south = await RunningServer.onEventStore(place.url, north);
    [assembly, ada, bruno] = (await foundedWith(north, ['Ada', 'Bruno'])) as [Assembly, Member, Member];
    proposalId = await assembly.open('A well');
    await ada.votes(proposalId, 'yes');
    data = north.dataDir;
    exported = place.pathOf('export');
  });
  afterAll(async () => {
    await south.stop();
    await north.end();
    await place.end();
  });

  const positions = async () => {
    const { out } = await type(['export', '--data', data]);
    return [...out.matchAll(/"position":(\d+)/g)].map(([, position]) => Number(position));
  };

  it('make a token for a member by name, and it opens either server', async () => {
    const { exitCode, out } = await type(['token', '--data', data, '--member-name', 'Ada']);

    expect(exitCode).toBe(0);
    for (const server of [north, south])
      expect(await new Client(server, out.trim()).read('{ me { member { name } } }')).toEqual({
        me: { member: { name: 'Ada' } },
      });
  });

  it('export what an auditor takes home, signed by the server', async () => {
    await awaitUntil('an export', async () => (await type(['export', exported, '--data', data])).exitCode === 0);

    const { exitCode, out } = await type(['verify', exported, '--key', join(exported, 'key')]);

    expect({ exitCode, out }).toMatchObject({ exitCode: 0, out: expect.stringContaining('VALID') });
    expect((await type(['compare', exported, data])).out).toMatch(/EQUAL|PREFIX/i);
  });

  it('verify the folder as it is, with the key and the heads that the servers keep in it', async () => {
    const { exitCode, out } = await type(['verify', data]);

    expect({ exitCode, out }).toMatchObject({ exitCode: 0, out: expect.stringMatching(/heads {4}[1-9]\d* signed/) });
  });

  it('show the key, and change none: the log is not here', async () => {
    const keysBefore = readdirSync(data).filter((name) => name.includes('key'));
    const shown = await type(['key', 'show', '--data', data, '--assembly', assembly.id]);
    const rotated = await type(['key', 'rotate', '--data', data, '--heads', place.pathOf('.')]);

    expect(shown.out).toContain('from the beginning');
    expect(rotated).toMatchObject({ exitCode: 1, err: expect.stringContaining('LOG_ELSEWHERE') });
    expect(readdirSync(data).filter((name) => name.includes('key'))).toEqual(keysBefore);
  });

  it('read the copy that has most, when a server is behind', async () => {
    await north.stop();
    const before = (await positions()).length;
    await new Member(south, bruno.token!, bruno.name, bruno.id).votes(proposalId, 'no');

    const { exitCode, out } = await type(['verify', data]);

    expect(await positions()).toHaveLength(before + 1);
    expect({ exitCode, out }).toMatchObject({ exitCode: 0, out: expect.stringContaining('VALID') });
    expect(out).toContain(`events   ${before + 1}, root`);
  });

  it('rebuild the snapshot of the server whose copy it is', async () => {
    await south.stop();

    const { exitCode, out } = await type(['rebuild', '--data', data]);

    expect({ exitCode, out }).toMatchObject({ exitCode: 0, out: expect.stringContaining('rebuilt from') });
    expect((await type(['rebuild', '--check', '--data', data])).exitCode).toBe(0);
    const snapshotsIn = (folder: string) => readdirSync(folder).filter((name) => name.includes('snapshot'));
    expect(snapshotsIn(data)).toEqual([]);
    expect(snapshotsIn(join(data, 'processes', '2'))).not.toEqual([]);
    expect(existsSync(join(data, `${assembly.id}.log.db`))).toBe(false);
  });
});
