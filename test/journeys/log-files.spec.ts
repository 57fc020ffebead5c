import { createHash } from 'node:crypto';
import { openSync, readdirSync, readFileSync, truncateSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventLogs, sqliteLogFileOf } from '@plenum/event-log';
import { createServer } from '../../apps/api/src/server';
import { foundedWith } from './support/founding';
import type { Assembly, Member } from './support/people';
import { RunningServer } from './support/running-server';

/** Where SQLite's header keeps the user version, which is the format of the log. Big-endian, 4 bytes. */
const USER_VERSION_OFFSET = 60;

describe('a log file', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let ada: Member;
  let proposalId: string;
  let file: string;
  beforeEach(async () => {
    server = await RunningServer.onDisk();
    [assembly, ada] = (await foundedWith(server, ['Ada', 'Bruno'])) as [Assembly, Member];
    proposalId = await assembly.open('A well');
    await ada.votes(proposalId, 'yes');
    file = sqliteLogFileOf(server.dataDir, assembly.id)!;
  });
  afterEach(() => server.end());

  const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex');

  it('that another server is writing is not opened, and the other goes on', async () => {
    const head = await assembly.head();
    await expect(createServer(server.config, new SqliteEventLogs(server.dataDir))).rejects.toMatchObject({
      code: 'LOG_LOCKED',
      advice: expect.stringContaining('Stop the other process'),
    });
    expect(await assembly.head()).toBe(head);
    await ada.votes(proposalId, 'no');
    await server.stop();
    await server.start();
    expect(await assembly.tally(proposalId)).toMatchObject({ outcome: 'rejected', own: '1' });
  });

  it('of a newer release is not touched', async () => {
    await server.stop();
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.from([0, 0, 0, 99]), 0, 4, USER_VERSION_OFFSET);
    closeSync(descriptor);
    const before = digest();
    await expect(server.start()).rejects.toMatchObject({
      code: 'LOG_FROM_NEWER_RELEASE',
      message: expect.stringContaining('99'),
    });
    expect(digest()).toBe(before);
  });

  it.each([
    ['garbage', () => writeFileSync(file, 'Once upon a time, there was a log.')],
    ['nothing', () => truncateSync(file, 0)],
  ])('that holds %s is not touched, and says where it is', async (_what, damage) => {
    await server.stop();
    damage();
    const before = digest();
    await expect(server.start()).rejects.toMatchObject({
      code: 'LOG_UNREADABLE',
      message: expect.stringContaining(file),
    });
    expect(digest()).toBe(before);
  });

  it.each([
    ['torn', (text: string) => text.slice(0, -1)],
    ['of another release', (text: string) => text.replace(/"fold":"\w/, '"fold":"x')],
    ['of another log', (text: string) => text.replace(/"leaf":"\w/, '"leaf":"x')],
  ])('is believed, and not a snapshot that is %s', async (_what, spoil) => {
    const before = await assembly.tally(proposalId);
    await server.stop();
    const snapshot = join(server.dataDir, `${assembly.id}.snapshot.json`);
    expect(readdirSync(server.dataDir)).toContain(`${assembly.id}.snapshot.json`);
    writeFileSync(snapshot, spoil(readFileSync(snapshot, 'utf8').replaceAll('"yes"', '"no"')));
    await server.start();
    expect(await assembly.tally(proposalId)).toEqual(before);
  });
});
