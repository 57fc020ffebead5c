import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  leafHashOf,
  logSignatureOf,
  notesIn,
  parseCheckpoint,
  parseProof,
  provesLeaf,
  sqliteLogFileOf,
  VerifierKey,
} from '@plenum/event-log';
import { describeStartFailure } from '../../apps/api/src/platform/start-failure';
import { awaitUntil } from './support/await-until';
import type { Json } from './support/client';
import { foundedWith } from './support/founding';
import type { Assembly, Member } from './support/people';
import { RunningServer } from './support/running-server';

const RECEIPT = 'query ($position: Int!) { receiptProof(position: $position) { position leafHash size text qr } }';
const HEAD = '{ logHead { origin size rootHash checkpoint verifierKey } }';

describe('the proof of the log', () => {
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

  const headOf = async (): Promise<Json> => (await assembly.auditor.read(HEAD)).logHead;
  const headOver = (size: number) =>
    awaitUntil(`a head of ${size} events`, async () => {
      const head = await headOf();
      return head !== null && head.size >= size && head;
    });
  const inFolder = (folder: string) => readdirSync(folder).filter((name) => name.startsWith(assembly.id));
  const heads = () => server.config.headsDir!;
  const listOfHeads = () => join(heads(), inFolder(heads())[0]!);

  it('gives Ada a receipt that she checks without the server', async () => {
    const { receipt } = await ada!.votes(proposalId, 'yes');
    const { receiptProof } = await ada!.read(RECEIPT, { position: receipt!.position });
    const { verifierKey } = await headOf();

    const proof = parseProof(Buffer.from(receiptProof.text));
    expect(proof.index + 1).toBe(receipt!.position);
    expect(logSignatureOf(proof.checkpoint, VerifierKey.parse(verifierKey))).toBe('signed');
    expect(provesLeaf(proof, leafHashOf(proof.extra!))).toBe(true);
    expect(receiptProof.leafHash).toBe(receipt!.leafHashes[0]);
    expect(JSON.parse(Buffer.from(proof.extra!).toString())).toMatchObject({
      type: 'BallotCast',
      data: { choice: 'yes' },
    });
    expect(receiptProof.qr).toMatch(/^<svg .*<\/svg>$/s);
  });

  it('gives nothing for an event that is not there', async () => {
    const head = await assembly.head();
    for (const position of [-1, 0, head + 1]) {
      expect((await ada!.read(RECEIPT, { position })).receiptProof).toBeNull();
    }
  });

  it('signs at the opening, at the close and at the certificate, and keeps every head in a second place', async () => {
    const opened = await headOver(await assembly.head());
    await assembly.close(proposalId);
    const closed = await headOver(await assembly.head());
    await assembly.chair.do('certifyResult', { proposalId });
    const certified = await headOver(await assembly.head());

    const kept = notesIn(readFileSync(listOfHeads(), 'utf8'));
    for (const { checkpoint } of [opened, closed, certified]) expect(kept).toContain(checkpoint);
    expect(readFileSync(join(server.dataDir, `${assembly.id}.checkpoint`), 'utf8')).toBe(kept.at(-1));
    const sizes = kept.map((note) => parseCheckpoint(Buffer.from(note)).size);
    expect(sizes).toEqual([...new Set(sizes)].sort((one, other) => one - other));
  });

  it('keeps its key to itself, and goes on with it', async () => {
    const before = await headOver(await assembly.head());
    const file = join(server.dataDir, `${assembly.id}.signing.key`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(server.dataDir, `${assembly.id}.verifier.key`), 'utf8').trim()).toBe(before.verifierKey);
    await server.stop();
    await server.start();
    await bruno!.votes(proposalId, 'no');
    const after = await headOver(await assembly.head());
    expect(after.verifierKey).toBe(before.verifierKey);
    expect(after.origin).toBe(`plenum.local/${assembly.id}`);
  });

  it('signs what is left when the server stops', async () => {
    await ada!.votes(proposalId, 'yes');
    const size = await assembly.head();
    await server.stop();
    expect(parseCheckpoint(Buffer.from(notesIn(readFileSync(listOfHeads(), 'utf8')).at(-1)!)).size).toBe(size);
  });

  describe('a server does not start', () => {
    beforeEach(async () => {
      await ada!.votes(proposalId, 'yes');
      await server.stop();
    });

    const editLog = (...statements: readonly string[]) => {
      const db = new DatabaseSync(sqliteLogFileOf(server.dataDir, assembly.id)!);
      db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted');
      for (const statement of statements) db.exec(statement);
      // The derived tables are made anew, as whoever cuts a log with care would.
      db.exec('DELETE FROM streams; DELETE FROM commands; UPDATE log SET indexed = 0');
      db.close();
      rmSync(join(server.dataDir, `${assembly.id}.snapshot.json`), { force: true });
    };
    const before = () => readFileSync(listOfHeads(), 'utf8');

    it('over a log that was cut', async () => {
      const signed = before();
      editLog('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
      await expect(server.start()).rejects.toMatchObject({ code: 'LOG_BEHIND_ITS_HEAD' });
      expect(before()).toBe(signed);
    });

    it('over a log that was cut, and says what is missing and how it comes back', async () => {
      editLog('DELETE FROM events WHERE position > 3');
      const said = await server.start().catch((error: unknown) => describeStartFailure(error, server.dataDir));
      const size = parseCheckpoint(Buffer.from(notesIn(before()).at(-1)!)).size;
      expect(said).toMatch(
        new RegExp(
          `^LOG_BEHIND_ITS_HEAD: the log of ${assembly.id} has 3 events, and a head of ${size} events was signed: ${size - 3} are missing\\. ` +
            '.*plenum restore.*docs/operations\\.md.*\\n$',
        ),
      );
    });

    it('over a log that was cut, when only the second place remembers', async () => {
      rmSync(join(server.dataDir, `${assembly.id}.checkpoint`));
      editLog('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
      await expect(server.start()).rejects.toMatchObject({ code: 'LOG_BEHIND_ITS_HEAD' });
    });

    it('over a log that was cut, when only the first place remembers', async () => {
      rmSync(heads(), { recursive: true });
      editLog('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
      await expect(server.start()).rejects.toMatchObject({ code: 'LOG_BEHIND_ITS_HEAD' });
    });

    it('over a log whose last vote was changed, its hash with it', async () => {
      const db = new DatabaseSync(sqliteLogFileOf(server.dataDir, assembly.id)!);
      const row = db.prepare('SELECT position, bytes FROM events ORDER BY position DESC LIMIT 1').get() as {
        position: number;
        bytes: Uint8Array;
      };
      db.close();
      const changed = Buffer.from(Buffer.from(row.bytes).toString().replace('"choice":"yes"', '"choice":"no"'));
      const [bytes, hash] = [changed, leafHashOf(changed)].map((one) => `x'${Buffer.from(one).toString('hex')}'`);
      editLog(`UPDATE events SET bytes = ${bytes}, leaf_hash = ${hash} WHERE position = ${row.position}`);
      await expect(server.start()).rejects.toMatchObject({ code: 'LOG_NOT_AS_SIGNED' });
    });

    it('with a kept head that somebody wrote', async () => {
      const file = join(server.dataDir, `${assembly.id}.checkpoint`);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/\n\d+\n/, '\n1\n'));
      await expect(server.start()).rejects.toMatchObject({ code: 'HEAD_NOT_TRUSTED' });
    });
  });

  it('starts after a crash in the middle of keeping a head', async () => {
    await headOver(await assembly.head());
    await server.stop();
    writeFileSync(listOfHeads(), `${readFileSync(listOfHeads(), 'utf8')}\n\nplenum.local/x\n99\nAAAA`);
    await server.start();
    await ada!.votes(proposalId, 'yes');
    await headOver(await assembly.head());
    await server.stop();
    await server.start();
    expect(existsSync(listOfHeads())).toBe(true);
  });
});
