import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type } from '../../apps/cli/src/typed.fixture';
import { foundedWith } from '../journeys/support/founding';
import { Member, type Assembly } from '../journeys/support/people';
import { RunningServer } from '../journeys/support/running-server';
import { EventStorePlace } from './support/event-store-place';

const RECEIPT = 'query ($position: Int!) { receiptProof(position: $position) { text } }';
const HEAD = '{ logHead { keys { verifierKey from } } }';

/** As docs/operations.md tells it: in a folder beside the data, with every server of the cluster stopped. */
describe('a new key for a log on a cluster', () => {
  let place: EventStorePlace;
  let server: RunningServer;
  let assembly: Assembly;
  let ada: Member;
  let proposalId: string;
  let rotation: string;
  beforeEach(async () => {
    place = await EventStorePlace.begin();
    server = await RunningServer.onEventStore(place.url);
    [assembly, ada] = (await foundedWith(server, ['Ada'])) as [Assembly, Member];
    proposalId = await assembly.open('A well');
    rotation = place.pathOf('rotation');
  });
  afterEach(async () => {
    await server.end();
    await place.end();
  });

  const keyFiles = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.key'));
  const copy = (names: readonly string[], from: string, to: string) => {
    for (const name of names) copyFileSync(join(from, name), join(to, name));
  };
  async function rotatedBeside(): Promise<number> {
    mkdirSync(join(rotation, 'heads'), { recursive: true });
    const ofLog = keyFiles(server.dataDir).filter((name) => name.startsWith(assembly.id));
    copy(ofLog, server.dataDir, rotation);
    copy([`${assembly.id}.checkpoint`], join(server.dataDir, 'processes', '1'), rotation);
    await type(['migrate-log', place.url, rotation, '--assembly', assembly.id]);
    return (await type(['key', 'rotate', '--data', rotation, '--heads', join(rotation, 'heads')])).exitCode;
  }
  const broughtHome = () => type(['migrate-log', rotation, place.url, '--assembly', assembly.id]);
  async function taken(): Promise<void> {
    copy(keyFiles(rotation), rotation, server.dataDir);
    rmSync(rotation, { recursive: true });
    await server.start();
  }
  const keys = async (): Promise<readonly string[]> =>
    (await assembly.auditor.read(HEAD)).logHead.keys.map(({ verifierKey }: { verifierKey: string }) => verifierKey);
  async function receipt(choice: string): Promise<string> {
    const { receipt } = await ada.votes(proposalId, choice);
    const { receiptProof } = await ada.read(RECEIPT, { position: receipt!.position });
    const file = place.pathOf(`${choice}.tlog-proof`);
    writeFileSync(file, receiptProof.text as string);
    return file;
  }
  const check = async (file: string, key: string) => (await type(['verify', 'receipt', file, '--key', key])).exitCode;

  it('signs from its event on, twice over; receipts from before stay good under the keys of then', async () => {
    const receipts = [await receipt('yes')];
    for (const choice of ['no', 'abstain']) {
      await server.stop();
      expect(await rotatedBeside()).toBe(0);
      expect((await broughtHome()).exitCode).toBe(0);
      await taken();
      receipts.push(await receipt(choice));
    }

    const each = await keys();
    expect(each).toHaveLength(3);
    const codes = await Promise.all(receipts.map((file) => Promise.all(each.map((key) => check(file, key)))));
    expect(codes).toEqual([
      [0, 2, 2],
      [2, 0, 2],
      [2, 2, 0],
    ]);
  });

  it('is refused where a forgotten server took a ballot meanwhile, and no key is lost', async () => {
    // A receipt waits for a head, which says the keys.
    await receipt('abstain');
    const [old] = await keys();
    expect(await rotatedBeside()).toBe(0);
    await receipt('yes');

    expect((await broughtHome()).err).toMatch(/^LOGS_DIFFER: /);

    expect(await keys()).toEqual([old]);
    await server.stop();
    rmSync(rotation, { recursive: true });
    expect(await rotatedBeside()).toBe(0);
    expect((await broughtHome()).exitCode).toBe(0);
    await taken();
    expect([(await keys()).length, (await keys())[0]]).toEqual([2, old]);
    expect(await check(await receipt('no'), (await keys())[1]!)).toBe(0);
  });

  it('is asked for at a start that comes before the key files', async () => {
    await receipt('yes');
    await server.stop();
    await rotatedBeside();
    await broughtHome();

    await expect(server.start()).rejects.toMatchObject({ code: 'LOG_KEY_MISSING' });

    await server.stop();
    await taken();
    expect(await keys()).toHaveLength(2);
  });
});
