import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KeyKind, signCheckpoint, SignerKey } from '@plenum/event-log';
import { carme, fact, openHall } from '../hall.fixture';
import { plenum } from '../program';
import { Paper, terminalOn, type } from '../typed.fixture';
import { withFolderUnwritable } from '../unwritable-folder.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../verify/assembly.fixture';

describe('plenum backup and plenum restore', () => {
  let kept: KeptAssembly;
  let room: string;
  let whole: string;
  let older: string;
  beforeAll(async () => {
    kept = await keptAssembly();
    room = mkdtempSync(join(tmpdir(), 'plenum-backup-'));
    whole = await backedUp('whole', kept.folder);
    older = await backedUp('older', unsigned(kept.events.length - 5));
  });
  afterAll(() => {
    kept.end();
    rmSync(room, { recursive: true, force: true });
  });

  let folders = 0;
  const fresh = () => join(room, `data-${(folders += 1)}`);
  const log = (folder: string) => join(folder, `${kept.assemblyId}.log.db`);
  /** A second place for heads, which is there, and perhaps empty. */
  const heads = (data: string) => {
    mkdirSync(join(data, 'heads'), { recursive: true });
    return ['--heads', join(data, 'heads')];
  };
  const backup = (name: string, data: string, ...args: readonly string[]) =>
    type(['backup', join(room, name), '--data', data, ...heads(data), ...args]);
  const restore = (from: string, data: string) => type(['restore', from, '--data', data, ...heads(data)]);
  async function backedUp(name: string, data: string): Promise<string> {
    const { exitCode, err } = await backup(name, data);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    return join(room, name);
  }
  /** The first events of the log, in a folder where no head was signed. */
  function unsigned(events: number): string {
    return kept.copy('folder', (folder) => {
      editDatabase(folder, kept.assemblyId, `DELETE FROM events WHERE position > ${events}`);
      rmSync(join(folder, 'heads'), { recursive: true });
      rmSync(join(folder, `${kept.assemblyId}.checkpoint`));
    });
  }

  it('holds a beginning of the log that is being written meanwhile', async () => {
    const hall = await openHall();
    let written = await hall.log.head();
    let goesOn = true;
    const writing = (async () => {
      for (let turn = 0; goesOn; turn += 1) {
        const declines = fact(turn % 2 === 0 ? 'DelegationsDeclined' : 'DelegationsAccepted', { memberId: carme });
        await hall.store(`delegations-${carme}`, declines);
        written += 1;
      }
    })();
    const before = written;
    const { exitCode, out } = await backup('busy', hall.folder);
    goesOn = false;
    await writing;
    const compared = await type(['compare', join(room, 'busy'), hall.folder]);
    await hall.end();
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: expect.stringContaining('no head was signed yet') as string,
    });
    expect(written).toBeGreaterThan(before);
    expect(compared).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^(PREFIX: A is|EQUAL)/m) as string });
  });

  it('verifies the copy, and says what it holds', async () => {
    const { exitCode, out } = await backup('said', kept.folder);
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      new RegExp(`^${kept.assemblyId}: ${kept.events.length} events, root .*=, \\d+ heads, 1 results recounted\n$`),
    );
    expect(await kept.verify(join(room, 'said'))).toMatchObject({ exitCode: 0 });
  });

  it('leaves nothing of a log that is not sound, and names what is wrong', async () => {
    const place = kept.placeOf('"choice":"yes"');
    const changed = Buffer.from(kept.events[place - 1]!.bytes)
      .toString()
      .replace('"choice":"yes"', '"choice":"no"');
    const spoilt = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(place, Buffer.from(changed), false)),
    );
    const { exitCode, out } = await backup('spoilt', spoilt);
    expect(exitCode).toBe(1);
    expect(out).toContain(`event ${place}: rule leaf-hash`);
    expect(readdirSync(room).filter((name) => name.startsWith('spoilt'))).toEqual([]);
  });

  it('is not written, and says why in one line, where a copied log cannot be opened', async () => {
    const stranger = kept.copy('folder', (folder) => {
      rmSync(log(folder));
      const db = new DatabaseSync(log(folder));
      db.exec('CREATE TABLE recipes (bread TEXT)');
      db.close();
    });
    expect(await backup('stranger', stranger)).toEqual({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(new RegExp(`^BACKUP_NOT_WRITTEN: .*${log(join(room, 'stranger'))}.*\n$`)) as string,
    });
    expect(readdirSync(room).filter((name) => name.startsWith('stranger'))).toEqual([]);
  });

  it('names the directory that was asked for, and not the one beside it that is gone', async () => {
    const stranger = SignerKey.generate(`plenum.local/${kept.assemblyId}`, KeyKind.note);
    const note = signCheckpoint({ size: 3, root: Buffer.alloc(32) }, stranger);
    const spoilt = kept.copy('folder', (folder) => {
      const [list] = readdirSync(join(folder, 'heads')) as [string];
      appendFileSync(join(folder, 'heads', list), `\n\n${note}`);
    });
    const told = await backup('unsound', spoilt);
    expect(told.out).toContain(`(${join(room, 'unsound', 'heads')}`);

    writeFileSync(join(room, 'a-file'), '');
    const full = await backup(join('a-file', 'today'), kept.folder);
    expect(full.err).toMatch(/^BACKUP_NOT_WRITTEN: \S+a-file\/today\b/);
    for (const { out, err } of [told, full]) expect(`${out}${err}`).not.toContain('.part');
  });

  it('keeps the secret keys out when asked, and never overwrites', async () => {
    await backup('keyless', kept.folder, '--without-keys');
    expect(readdirSync(join(room, 'keyless')).filter((name) => name.endsWith('.key'))).toEqual([
      `${kept.assemblyId}.verifier.key`,
    ]);
    const again = await backup('keyless', kept.folder);
    expect(again).toMatchObject({ exitCode: 1, err: expect.stringMatching(/^DIRECTORY_EXISTS/) as string });
  });

  it('takes no second place that is mistyped, and makes none', async () => {
    const mistyped = ['--heads', join(room, 'haeds')];
    for (const args of [
      ['backup', join(room, 'mistyped'), '--data', kept.folder],
      ['restore', whole, '--data', fresh()],
      ['verify', kept.folder],
    ])
      expect(await type([...args, ...mistyped])).toMatchObject({
        exitCode: 3,
        err: expect.stringMatching(/^HEADS_MISSING: --heads: there is no folder /) as string,
      });
    expect(readdirSync(room).filter((name) => /haeds|mistyped/.test(name))).toEqual([]);
  });

  it('keeps names, mail and keys closed to others, whatever rights they had and wherever they go', async () => {
    const isPrivate = (name: string) => /(names|outbox)\.db$|signing\.key$|^token\.key$/.test(name);
    const data = kept.copy('folder', (folder) => {
      for (const name of readdirSync(folder).filter(isPrivate)) chmodSync(join(folder, name), 0o644);
    });
    const dir = await backedUp('closed', data);
    const restored = fresh();
    mkdirSync(restored);
    expect(await restore(dir, restored)).toMatchObject({ exitCode: 0 });
    for (const folder of [dir, restored]) {
      const open = readdirSync(folder).filter(
        (name) => isPrivate(name) && (statSync(join(folder, name)).mode & 0o077) !== 0,
      );
      expect(readdirSync(folder).filter(isPrivate)).toContain(`${kept.assemblyId}.names.db`);
      expect(open).toEqual([]);
    }
  });

  it('verifies and puts back a backup that lies where nothing can be written', async () => {
    const dir = await backedUp('burnt', kept.folder);
    chmodSync(room, 0o755);
    const restored = fresh();
    const verified = await withFolderUnwritable(dir, () => kept.verify(dir));
    expect(verified).toMatchObject({ exitCode: 0 });
    mkdirSync(restored);
    chmodSync(restored, 0o777);
    const put = await withFolderUnwritable(dir, () => restore(dir, restored));
    expect(put).toMatchObject({ exitCode: 0, out: expect.stringContaining('events are back') as string });
    expect(readdirSync(dir).filter((name) => name.endsWith('-shm'))).toEqual([]);
  });

  it('names an old backup as a roll-back, wherever a later head is still known', async () => {
    const data = kept.copy('folder', (folder) => rmSync(log(folder)));
    const { exitCode, err } = await restore(older, data);
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: expect.stringMatching(/^ROLL_BACK: .*5 events would be lost/) as string,
    });
    expect(existsSync(log(data))).toBe(false);
  });

  it('does not overwrite a newer log, nor another one', async () => {
    const newer = unsigned(kept.events.length);
    expect(await restore(older, newer)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^LOG_NEWER: .* has 5 events more/) as string,
    });
    const last = kept.events[kept.events.length - 6]!;
    const forked = unsigned(kept.events.length - 5);
    const other = Buffer.from(last.bytes)
      .toString()
      .replace(/"at":"\d{4}/, '"at":"1999');
    editDatabaseAgain(forked, rewriting(last.position, Buffer.from(other), true));
    expect(await restore(older, forked)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(new RegExp(`^LOG_DIFFERS: .* part at event ${last.position}`)) as string,
    });
  });

  it.each([
    ['the beginning of the backup', () => unsigned(100)],
    ['nothing but damage', () => kept.copy('folder', (folder) => writeFileSync(log(folder), 'no database at all'))],
  ])('moves a log aside that is %s, and deletes nothing', async (_what, prepare) => {
    const data = prepare();
    const { exitCode, out } = await restore(whole, data);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: expect.stringContaining('what was there is in ') as string });
    const aside = readdirSync(data).find((name) => name.startsWith('replaced-'))!;
    expect(existsSync(log(join(data, aside)))).toBe(true);
    expect(await kept.verify(data, '--head', join(kept.exported, 'checkpoint'))).toMatchObject({ exitCode: 0 });
  });

  it('changes nothing of what stands there when it refuses, as after a kill', async () => {
    const data = unsigned(kept.events.length);
    killedWhile(log(data), 'CREATE TABLE newest (x)');
    const files = () =>
      ['', '-wal'].map((suffix) =>
        createHash('sha256')
          .update(readFileSync(`${log(data)}${suffix}`))
          .digest('hex'),
      );
    rmSync(log(data).replace(/db$/, 'lock'), { force: true });
    heads(data);
    const before = [files(), readdirSync(data).filter((name) => !name.endsWith('-shm'))];
    expect(await restore(older, data)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^LOG_NEWER/) as string,
    });
    expect([files(), readdirSync(data).filter((name) => !name.endsWith('-shm'))]).toEqual(before);
  });

  it('puts no database beside what SQLite kept of the one that stood there', async () => {
    const data = kept.copy('folder', () => undefined);
    const names = join(data, `${kept.assemblyId}.names.db`);
    stray(log(data), 'DELETE FROM events WHERE position > 3');
    stray(names, 'DELETE FROM people');
    const { exitCode, out } = await restore(whole, data);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: expect.stringContaining('what was there is in ') as string });
    const aside = join(
      data,
      readdirSync(data).find((name) => name.startsWith('replaced-'))!,
    );
    expect([`${log(aside)}-wal`, join(aside, `${kept.assemblyId}.names.db-wal`)].map((one) => existsSync(one))).toEqual(
      [true, true],
    );
    expect(await kept.verify(data, '--head', join(kept.exported, 'checkpoint'))).toMatchObject({ exitCode: 0 });
    const db = new DatabaseSync(names, { readOnly: true });
    expect(db.prepare('SELECT count(*) > 0 AS known FROM people').get()).toEqual({ known: 1 });
    db.close();
  });

  it('leaves a log where it is until its backup is copied whole', async () => {
    const data = unsigned(100);
    const before = readFileSync(log(data));
    mkdirSync(`${log(data)}.part`);
    expect(await restore(whole, data)).toMatchObject({ exitCode: 1 });
    expect(readFileSync(log(data))).toEqual(before);
    expect(readdirSync(data).some((name) => name.startsWith('replaced-'))).toBe(false);
  });

  it('leaves a log in its place that is the same already', async () => {
    const data = kept.copy('folder', () => undefined);
    expect(await restore(whole, data)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('were there already') as string,
    });
    expect(readdirSync(data).some((name) => name.startsWith('replaced-'))).toBe(false);
  });

  it('shows how far the log in its place is compared, which takes as long as the audit before', async () => {
    const data = kept.copy('folder', () => undefined);
    const [out, err] = [new Paper(), new Paper(80, 24)];
    await plenum(['restore', whole, '--data', data, ...heads(data)], terminalOn(out, err));
    expect(err.text).toMatch(new RegExp(` of ${kept.events.length} events compared.*\\r\\x1b\\[K$`));
    expect(out.text).toContain('were there already');
  });

  it('does not put back a backup that somebody changed', async () => {
    const dir = await backedUp('tampered', kept.folder);
    editDatabaseAgain(dir, `DELETE FROM events WHERE position = ${kept.events.length}`);
    const data = fresh();
    expect(await restore(dir, data)).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('rule log-complete') as string,
    });
    expect(existsSync(log(data))).toBe(false);
  });

  /** As after a kill, and after somebody took the database away alone. */
  function stray(file: string, statement: string): void {
    killedWhile(file, `DROP TRIGGER IF EXISTS events_are_never_deleted; ${statement}`);
    rmSync(file);
  }

  /** What `statement` changes is in the write-ahead log alone. */
  function killedWhile(file: string, statement: string): void {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = wal');
    db.exec(statement);
    for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${file}${suffix}.kept`);
    db.close();
    for (const suffix of ['', '-wal']) renameSync(`${file}${suffix}.kept`, `${file}${suffix}`);
  }

  /** The triggers may be gone already. */
  function editDatabaseAgain(folder: string, statement: string): void {
    const db = new DatabaseSync(log(folder));
    db.exec('DROP TRIGGER IF EXISTS events_are_never_changed; DROP TRIGGER IF EXISTS events_are_never_deleted');
    db.exec(statement);
    db.close();
  }
});
