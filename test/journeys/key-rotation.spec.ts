import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseCheckpoint } from '@plenum/event-log';
import { Assemblies } from '../../apps/api/src/platform/assemblies';
import { keysNotice } from '../../apps/api/src/proof/heads/keys-notice';
import { LogSigners } from '../../apps/api/src/proof/heads/log-signers';
import { rotateLogKey } from '../../apps/api/src/proof/key-rotation/rotate-log-key';
import { type } from '../../apps/cli/src/typed.fixture';
import { founded, foundedWith } from './support/founding';
import type { Assembly, Member } from './support/people';
import { RunningServer } from './support/running-server';

const RECEIPT = 'query ($position: Int!) { receiptProof(position: $position) { text } }';
const HEAD = '{ logHead { size checkpoint verifierKey keys { verifierKey from } } }';

describe('a server that moved, and whose old disk somebody kept', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let [ada, bruno]: Member[] = [];
  let proposalId: string;
  beforeEach(async () => {
    server = await RunningServer.onDisk();
    [assembly, ada, bruno] = (await foundedWith(server, ['Ada', 'Bruno'])) as [Assembly, Member, Member];
    proposalId = await assembly.open('A well');
  });
  afterEach(() => server.end());

  const rotate = () => type(['key', 'rotate', '--data', server.dataDir, '--heads', server.config.headsDir!]);
  const head = async () => (await assembly.auditor.read(HEAD)).logHead;
  const receiptOf = async (member: Member, choice: string) => {
    const { receipt } = await member.votes(proposalId, choice);
    const { receiptProof } = await member.read(RECEIPT, { position: receipt!.position });
    const file = join(server.dataDir, `${choice}.tlog-proof`);
    writeFileSync(file, receiptProof.text as string);
    return file;
  };
  const check = async (file: string, key: string) => (await type(['verify', 'receipt', file, '--key', key])).exitCode;

  it('gives its log a new key while it is stopped; votes from before and after are proven, each under its key', async () => {
    const before = await receiptOf(ada!, 'yes');
    const { verifierKey: old, keys: only } = await head();
    expect(only).toEqual([{ verifierKey: old, from: 0 }]);
    expect((await rotate()).err).toMatch(/^LOG_LOCKED: /);
    await server.stop();
    expect((await rotate()).exitCode).toBe(0);
    await server.start();

    const after = await receiptOf(bruno!, 'no');
    const { verifierKey: next, keys, checkpoint } = await head();
    expect(next).not.toBe(old);
    expect([await check(before, old), await check(before, next)]).toEqual([0, 2]);
    expect([await check(after, old), await check(after, next)]).toEqual([2, 0]);

    const place = keys[1].from as number;
    expect(keys).toEqual([
      { verifierKey: old, from: 0 },
      { verifierKey: next, from: place },
    ]);
    expect(parseCheckpoint(Buffer.from(checkpoint as string)).size).toBeGreaterThan(place);
    expect(keysNotice(await server.app.get(LogSigners).keys())).toContain(
      `  ${next}\n    since event ${place}; before that ${old}\n`,
    );
    const url = [server.url, '--token', await server.tokenFor({ assemblyId: assembly.id, roles: ['auditor'] })];
    for (const key of [old, next]) expect((await type(['verify', ...url, '--key', key as string])).exitCode).toBe(0);
  });
});

describe('a server that was forgotten when the key of its log was replaced', () => {
  it('says on /health that it signs no more, though nobody votes, and is well again when it was started with the new key', async () => {
    await using server = await RunningServer.onDisk();
    const { id } = await founded(server);
    const health = async () => {
      const answer = await fetch(`${server.url}/health`);
      return [answer.status, ((await answer.json()) as { readonly reason?: string }).reason];
    };
    const other = mkdtempSync(join(tmpdir(), 'plenum-rotation-'));
    const keyFiles = (folder: string) =>
      readdirSync(folder).filter((name) => name.startsWith(id) && /\.key$/.test(name));
    for (const name of keyFiles(server.dataDir)) copyFileSync(join(server.dataDir, name), join(other, name));
    expect(await health()).toEqual([200, undefined]);

    const { log } = await server.app.get(Assemblies).open(id);
    await rotateLogKey(log, { dataDir: other, headsDir: other }, server.clock.now().toISOString());
    while ((await health())[0] === 200) await pause(50);
    expect(await health()).toEqual([503, 'LOG_KEY_REPLACED: a log is signed no more by this server']);

    await server.stop();
    for (const name of keyFiles(other)) copyFileSync(join(other, name), join(server.dataDir, name));
    rmSync(other, { recursive: true });
    await server.start();
    expect(await health()).toEqual([200, undefined]);
  });
});
