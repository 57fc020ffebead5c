import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  formatProof,
  leafHashOf,
  notesIn,
  parseCheckpoint,
  signCheckpoint,
  SignerKey,
  signRotation,
  SqliteEventLogs,
  TileTree,
  type VerifierKey,
} from '@plenum/event-log';
import { type } from '../typed.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../verify/assembly.fixture';

describe('plenum key', () => {
  let kept: KeptAssembly;
  let room: string;
  let old: SignerKey;
  /** The assembly after its rotation. */
  let folder: string;
  let exported: string;
  let next: VerifierKey;
  let place: number;
  beforeAll(async () => {
    kept = await keptAssembly();
    room = join(kept.exported, '..');
    old = SignerKey.parse(readFileSync(secretOf(kept.folder), 'utf8').trim());
    folder = kept.copy('folder', () => undefined);
    place = kept.events.length + 1;
    await rotate(folder);
    next = SignerKey.parse(readFileSync(secretOf(folder), 'utf8').trim()).verifier;
    exported = join(room, 'rotated');
    await type(['export', exported, '--data', folder]);
  });
  afterAll(() => kept.end());

  const secretOf = (data: string) => join(data, `${kept.assemblyId}.signing.key`);
  const rotate = (data: string) => type(['key', 'rotate', '--data', data, '--heads', join(data, 'heads')]);
  const key = (...keys: readonly VerifierKey[]) => keys.flatMap((one) => ['--key', one.toString()]);
  const headList = (data: string) =>
    join(
      data,
      'heads',
      readdirSync(join(data, 'heads')).find((name) => name.endsWith('.checkpoints'))!,
    );
  const oldHead = () => join(kept.exported, 'checkpoint');
  const file = (name: string, text: string) => {
    writeFileSync(join(room, name), text);
    return join(room, name);
  };

  it('shows the one key that a log has at first', async () => {
    const { exitCode, out } = await type(['key', 'show', '--data', kept.folder]);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: `from the beginning  ${old.verifier.toString()}\n` });
  });

  it('shows both after a rotation, and which event divides them', async () => {
    const { out } = await type(['key', 'show', '--data', folder]);
    expect(out).toBe(
      `from the beginning  ${old.verifier.toString()}\nsince event ${String(place).padEnd(6)}  ${next.toString()}\n`,
    );
  });

  it('says what it did, and leaves the old secret nowhere', async () => {
    const data = kept.copy('folder', () => undefined);
    const { exitCode, out, err } = await rotate(data);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain(`The log has a new key: it signs every head since event ${place}.\n`);
    expect(readFileSync(secretOf(data), 'utf8')).not.toContain(old.toSecret());
    expect(existsSync(join(data, `${kept.assemblyId}.next-signing.key`))).toBe(false);
  });

  it('says what is left to people: agenda, backup, witnesses', async () => {
    const { out } = await rotate(kept.copy('folder', () => undefined));
    for (const said of ['next agenda', 'Make a backup at once', 'to the witnesses']) expect(out).toContain(said);
  });

  it('is asked for by an id, and not by a name', async () => {
    for (const command of ['show', 'rotate']) {
      const args = ['--data', kept.folder, '--assembly', 'Our co-operative'];
      const { exitCode, err } = await type(['key', command, ...args]);
      expect(exitCode).toBe(3);
      expect(err).toMatch(/^ASSEMBLY_UNKNOWN: there is no log of "Our co-operative"/);
      expect(err).toContain(kept.assemblyId);
    }
  });

  it('is not given while the second place for heads is mistyped', async () => {
    const data = kept.copy('folder', () => undefined);
    const { exitCode, err } = await type(['key', 'rotate', '--data', data, '--heads', join(data, 'haeds')]);
    expect(exitCode).toBe(3);
    expect(err).toMatch(/^HEADS_MISSING: --heads: there is no folder /);
    expect((await type(['key', 'show', '--data', data])).out.split('\n')).toHaveLength(2);
  });

  it('is finished, and not given twice, by the same command after the disk failed at the last head', async () => {
    const data = kept.copy('folder', () => undefined);
    const inTheWay = join(data, `${kept.assemblyId}.checkpoint.new`);
    mkdirSync(inTheWay);
    const failed = await rotate(data);
    expect(failed).toMatchObject({ exitCode: 1, out: '' });
    expect(failed.err).toMatch(
      /^ROTATION_CUT_SHORT: .*then run plenum key rotate again. It goes on where it stopped\n$/,
    );
    rmSync(inTheWay, { recursive: true });
    const { exitCode, out } = await rotate(data);
    expect(exitCode).toBe(0);
    expect(out).toContain('The rotation that was cut short is finished, and no other key was made.');
    expect((await type(['key', 'show', '--data', data])).out).toContain(`since event ${place}`);
    expect((await type(['key', 'show', '--data', data])).out.split('\n')).toHaveLength(3);
    expect((await kept.verify(data, ...key(old.verifier))).exitCode).toBe(0);
  });

  it('is refused while the server runs, and beside a copy without keys', async () => {
    const data = kept.copy('folder', () => undefined);
    const logs = new SqliteEventLogs(data);
    await logs.open(kept.assemblyId);
    expect((await rotate(data)).err).toMatch(/^LOG_LOCKED: /);
    await logs.close();
    rmSync(secretOf(data));
    expect((await rotate(data)).err).toMatch(/^KEY_MISSING: /);
    expect((await type(['key', 'show', '--data', data])).out).toContain(old.verifier.toString());
  });

  describe('a log that was given a new key', () => {
    it('is valid to whoever has the old key, the new one, or both; in a folder and in an export', async () => {
      for (const where of [folder, exported])
        for (const keys of [[old.verifier], [next], [old.verifier, next], [next, old.verifier]])
          expect([where, keys.length, (await kept.verify(where, ...key(...keys))).exitCode]).toEqual([
            where,
            keys.length,
            0,
          ]);
    });

    it('counts every head in its own folder, which knows both keys', async () => {
      const { exitCode, out } = await kept.verify(folder);
      const heads = notesIn(readFileSync(headList(folder), 'utf8')).length + 1;
      expect(exitCode).toBe(0);
      expect(out).toContain(`heads    ${heads} signed by`);
      expect(out).not.toContain('a key that was replaced');
    });

    it('tells whoever has the old key how it came to the new one', async () => {
      const { out } = await kept.verify(exported, ...key(old.verifier), '--head', oldHead());
      expect(out).toContain(`key      ${old.verifier.toString()}\nkey      ${next.toString()}, since event ${place}\n`);
      expect(out).toContain('heads    2 signed by');
      expect(out).not.toContain('cannot exclude truncation');
    });

    it('does not take the word of the old key from whoever has only the new one', async () => {
      const { exitCode, out } = await kept.verify(exported, ...key(next), '--head', oldHead());
      expect(exitCode).toBe(0);
      expect(out).toContain('heads by a key that was replaced (1): compared with the log, and no evidence for it;');
      expect(out).toContain('cannot exclude truncation');
    });

    it('was not the log’s for a stranger’s key, given alone or beside the right one', async () => {
      const stranger = SignerKey.generate(old.verifier.name, 1).verifier;
      for (const keys of [[stranger], [old.verifier, stranger]]) {
        const { exitCode, out } = await kept.verify(exported, ...key(...keys));
        expect(exitCode).toBe(1);
        expect(out).toContain(`event ${place}: rule key-rotation`);
        expect(out).toContain(`expected a rotation from or to ${stranger.toString()}`);
      }
    });

    it('is not called forged where it was cut, or copied before the key was changed', async () => {
      const cut = join(room, 'cut');
      cpSync(exported, cut, { recursive: true });
      rmSync(join(cut, 'tile/entries/001'));
      for (const [where, given] of [
        [cut, old.verifier],
        [kept.exported, next],
      ] as const) {
        const { exitCode, out } = await kept.verify(where, ...key(given));
        expect(exitCode).toBe(1);
        expect(out).toContain(
          'they end before a rotation (give the key of that time too), or this is not the assembly’s',
        );
      }
    });

    it('cannot be rolled back to before it for whoever has both keys', async () => {
      expect((await kept.verify(kept.exported, ...key(old.verifier))).exitCode).toBe(0);
      const { exitCode, out } = await kept.verify(kept.exported, ...key(old.verifier, next));
      expect(exitCode).toBe(1);
      expect(out).toContain(`event ${place}: rule key-rotation`);
    });

    it('goes on being watched by a witness who began with the old key', async () => {
      const witness = ['--folder', join(room, 'peer'), '--out', join(room, 'cosigned')];
      const first = await type(['witness', kept.exported, ...key(old.verifier), ...witness, '--name', 'peer.example']);
      const second = await type(['witness', exported, ...key(old.verifier), ...witness]);
      expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
      const verifier = /as (\S+)\n$/.exec(second.err)![1]!;
      const policy = file('policy', `log ${old.verifier.toString()}\nwitness peer ${verifier}\nquorum peer\n`);
      const cosigned = ['--policy', policy, '--head', join(room, 'cosigned')];
      expect((await kept.verify(exported, ...cosigned)).exitCode).toBe(0);
      expect((await type(['witness', exported, ...key(next), ...witness])).exitCode).toBe(0);
    });

    it('is the same log as before, to whoever compares', async () => {
      const compare = (a: string, b: string, ...args: readonly string[]) => type(['compare', a, b, ...args]);
      for (const args of [[], key(old.verifier), key(next)]) {
        const { exitCode, out } = await compare(kept.exported, exported, ...args);
        expect([args, exitCode]).toEqual([args, 0]);
        expect(out).toContain('PREFIX: A is the beginning of B');
      }
      expect((await compare(oldHead(), exported)).exitCode).toBe(0);
      expect((await compare(oldHead(), exported, ...key(old.verifier))).exitCode).toBe(0);
    });

    it('leaves receipts from before good, under the old key', async () => {
      const tree = new TileTree(async (first, count) =>
        Buffer.concat(kept.events.slice(first, first + count).map(({ leafHash }) => leafHash)),
      );
      for (const { leafHash } of kept.events) tree.add(leafHash);
      const vote = kept.placeOf('"BallotCast"');
      const proof = { extra: kept.events[vote - 1]!.bytes, index: vote - 1, path: await tree.inclusionProof(vote - 1) };
      const receipt = file('vote.tlog-proof', formatProof(proof, readFileSync(oldHead(), 'utf8')));
      const check = (...keys: readonly VerifierKey[]) => type(['verify', 'receipt', receipt, ...key(...keys)]);
      expect((await check(old.verifier)).exitCode).toBe(0);
      expect((await check(next, old.verifier)).exitCode).toBe(0);
      const { exitCode, out } = await check(next);
      expect(exitCode).toBe(2);
      expect(out).toContain(
        'UNDECIDED: the head is signed by another key than you gave. Either the log had that key at',
      );
      expect(out).toContain('give the key of that time too. Or it is not the assembly’s.');
      const spoilt = readFileSync(receipt, 'utf8').replace(/.{12}=*\n$/, (end) => end.replace(/[A-Za-z]/, 'z'));
      writeFileSync(receipt, spoilt);
      expect((await check(old.verifier)).exitCode).toBe(1);
      writeFileSync(receipt, formatProof(proof, readFileSync(oldHead(), 'utf8')));
      expect((await kept.verify(exported, ...key(old.verifier), '--head', receipt)).exitCode).toBe(0);
    });

    it('compares heads of both keys where both are given', async () => {
      const heads = ['verify', 'heads', oldHead(), join(exported, 'checkpoint')];
      expect((await type([...heads, ...key(old.verifier, next)])).exitCode).toBe(2);
      expect((await type([...heads, ...key(next)])).out).toMatch(/^UNDECIDED: signed by another key than you gave: /);
      expect((await type(['compare', ...heads.slice(2), ...key(next)])).exitCode).toBe(2);
      const elsewhere = SignerKey.generate('plenum.local/elsewhere', 1).verifier;
      expect((await type([...heads, ...key(elsewhere)])).exitCode).toBe(3);
      expect((await type(heads)).err).toMatch(/^KEY_MISSING/);
    });

    it('can be given another, and is followed to that one too', async () => {
      const twice = join(room, 'twice');
      cpSync(folder, twice, { recursive: true });
      await rotate(twice);
      const last = SignerKey.parse(readFileSync(secretOf(twice), 'utf8').trim()).verifier;
      for (const keys of [[old.verifier], [next], [last], [old.verifier, last]]) {
        const { exitCode, out } = await kept.verify(twice, ...key(...keys));
        expect([keys.length, exitCode]).toEqual([keys.length, 0]);
        expect(out.includes(`key      ${last.toString()}, since event ${place + 1}`)).toBe(keys[0] !== last);
      }
    });

    it('is backed up and put back whole', async () => {
      const [backup, back] = [join(room, 'backup'), join(room, 'back')];
      const heads = ['--heads', join(folder, 'heads')];
      const { exitCode, out } = await type(['backup', backup, '--data', folder, ...heads]);
      expect(exitCode).toBe(0);
      expect(out).toContain(` ${notesIn(readFileSync(headList(folder), 'utf8')).length + 1} heads,`);
      expect((await type(['restore', backup, '--data', back])).exitCode).toBe(0);
      expect((await kept.verify(back, ...key(old.verifier, next))).exitCode).toBe(0);
    });

    it('is not backed up with the old secret alone, which was copied before the log was', async () => {
      const [data, backup] = [join(room, 'overtaken'), join(room, 'overtaken-backup')];
      cpSync(folder, data, { recursive: true });
      for (const name of ['signing.key', 'verifier.key'])
        cpSync(join(kept.folder, `${kept.assemblyId}.${name}`), join(data, `${kept.assemblyId}.${name}`));
      const { exitCode, err } = await type(['backup', backup, '--data', data, '--heads', join(data, 'heads')]);
      expect(exitCode).not.toBe(0);
      expect(err).toMatch(/^KEY_ROTATED: /);
      expect(existsSync(backup)).toBe(false);
    });

    it('is not rolled back to before its rotation by a restore, which says what would be lost', async () => {
      const [before, after] = [join(room, 'before'), join(room, 'after')];
      for (const [backup, data] of [
        [before, kept.folder],
        [after, folder],
      ] as const)
        expect((await type(['backup', backup, '--data', data, '--heads', join(data, 'heads')])).exitCode).toBe(0);
      const onto = async (backup: string, from: string, change: (data: string) => void) => {
        const data = join(room, 'restored');
        rmSync(data, { recursive: true, force: true });
        cpSync(from, data, { recursive: true });
        change(data);
        return (await type(['restore', backup, '--data', data, '--heads', join(data, 'heads')])).err;
      };
      const log = `${kept.assemblyId}.log.db`;
      const forget = (data: string) => {
        rmSync(headList(data));
        rmSync(join(data, `${kept.assemblyId}.checkpoint`));
      };
      expect(await onto(before, folder, () => undefined)).toMatch(/^ROLL_BACK: .* 1 events would be lost/);
      expect(await onto(before, folder, (data) => rmSync(join(data, log)))).toMatch(/^ROLL_BACK: /);
      expect(await onto(before, folder, forget)).toMatch(/^LOG_NEWER: .* has 1 events more than the backup/);
      const nothing = (data: string) => [() => forget(data), () => rmSync(join(data, log))].forEach((each) => each());
      expect(await onto(before, folder, nothing)).toMatch(/^KEY_DIFFERS: .* one from before its key was rotated/);
      expect(await onto(after, kept.folder, () => undefined)).toMatch(/^KEY_DIFFERS: .* was given a new key since/);
    });
  });

  describe('a thief with a copy of the old secret', () => {
    const withHead = (size: number, root: Uint8Array) => file('forged', signCheckpoint({ size, root }, old));

    it('who signs the true log’s newest head is found', async () => {
      const { size, root } = parseCheckpoint(readFileSync(join(exported, 'checkpoint')));
      for (const keys of [[old.verifier], [next], [old.verifier, next]]) {
        const { exitCode, out } = await kept.verify(exported, ...key(...keys), '--head', withHead(size, root));
        expect(exitCode).toBe(1);
        expect(out).toContain('rule head-signature');
        expect(out).toContain(`expected a signature of ${next.toString()}`);
        expect(out).toContain(`one of ${old.verifier.toString()}, which event ${place} replaced`);
      }
    });

    it('who signs a longer log is found, though nobody can see what would be in it', async () => {
      const { exitCode, out } = await kept.verify(
        exported,
        ...key(old.verifier),
        '--head',
        withHead(place + 9, Buffer.alloc(32, 7)),
      );
      expect(exitCode).toBe(1);
      expect(out).toContain('rule head-signature');
    });

    it('who signs over a smaller log that never was is found, whichever key is given', async () => {
      const head = withHead(place - 1, Buffer.alloc(32, 7));
      for (const [where, keys] of [
        [exported, [old.verifier]],
        [exported, [next]],
        [folder, [next]],
        [folder, []],
      ] as const) {
        const { exitCode, out } = await kept.verify(where, ...key(...keys), '--head', head);
        expect(exitCode).toBe(1);
        expect(out).toContain('rule head-root');
        const saysWhoCould = `signed by ${old.verifier.toString()}, which event ${place} replaced; whoever had its secret`;
        expect(out.includes(saysWhoCould)).toBe(keys[0] === next);
      }
      const compared = await type(['compare', head, exported, ...key(next)]);
      expect(compared).toMatchObject({ exitCode: 1, out: expect.stringMatching(/^FORK: /) as string });
      expect(compared.out).toContain('whoever had its secret could sign this');
    });

    it('whose fork somebody voted on is not cosigned over by a witness who has only the new key', async () => {
      const seen = withHead(place - 3, Buffer.alloc(32, 7));
      const witness = ['--folder', join(room, 'late'), '--out', join(room, 'late-cosigned')];
      expect((await type(['witness', exported, ...key(next), ...witness, '--name', 'late.example'])).exitCode).toBe(0);
      const [ofLog] = readdirSync(join(room, 'late')).filter((name) => name.endsWith('.checkpoint'));
      cpSync(seen, join(room, 'late', ofLog!));
      const { exitCode, out } = await type(['witness', exported, ...key(next), ...witness]);
      expect(exitCode).toBe(1);
      expect(out).toContain('rule head-root');
    });
  });

  describe('a rotation that was tampered with', () => {
    /** Somebody with the disk puts other words into the event, and mends its hash. */
    const tampered = async (change: (event: string) => string) => {
      const copy = join(room, 'tampered');
      rmSync(copy, { recursive: true, force: true });
      cpSync(folder, copy, { recursive: true });
      const logs = new SqliteEventLogs(copy);
      const [event] = await (await logs.open(kept.assemblyId)).readBytes(place - 1, 1);
      await logs.close();
      const bytes = Buffer.from(change(Buffer.from(event!.bytes).toString()));
      expect(leafHashOf(bytes)).not.toEqual(event!.leafHash);
      editDatabase(copy, kept.assemblyId, rewriting(place, bytes, true));
      return kept.verify(copy, ...key(old.verifier));
    };
    const stranger = () => SignerKey.generate(old.verifier.name, 1).verifier.toString();

    it.each<[string, string, (event: string) => string]>([
      ['another new key', 'endorsement', (event) => event.replace(/"newKey":"[^"]+"/, `"newKey":"${stranger()}"`)],
      ['another old key', 'endorsement', (event) => event.replace(/"oldKey":"[^"]+"/, `"oldKey":"${stranger()}"`)],
      ['another root', 'root', (event) => event.replace(/"root":"[^"]+"/, `"root":"${'A'.repeat(43)}="`)],
      [
        'another signature',
        'endorsement',
        (event) => event.replace(/"endorsement":"[^"]+"/, `"endorsement":"${'A'.repeat(86)}=="`),
      ],
      [
        'the same key again',
        'newKey',
        (event) =>
          event.replace(/"newKey":"[^"]+"/, () => /"oldKey":"[^"]+"/.exec(event)![0].replace('oldKey', 'newKey')),
      ],
      [
        'a key of another log',
        'newKey',
        (event) =>
          event.replace(
            /"newKey":"[^"]+"/,
            `"newKey":"${SignerKey.generate('plenum.local/other', 1).verifier.toString()}"`,
          ),
      ],
      ['a key that is none', 'newKey', (event) => event.replace(/"newKey":"[^"]+"/, '"newKey":"mine"')],
      ['a number for a key', 'oldKey', (event) => event.replace(/"oldKey":"[^"]+"/, '"oldKey":7')],
    ])('to have %s is found, with the event and the field', async (_what, field, change) => {
      const { exitCode, out } = await tampered(change);
      expect(exitCode).toBe(1);
      expect(out).toContain(`event ${place}: rule key-rotation (${field})`);
    });
  });

  describe('a key that a log is handed over to without a word from it', () => {
    /** Twenty events cut away, and the rest handed to the key by whoever holds `thief`, with a head of theirs up to there. */
    const handedOver = async (thief: SignerKey, to: VerifierKey) => {
      const data = kept.copy('folder', (copy) => rmSync(join(copy, 'heads'), { recursive: true }));
      const size = kept.events.length - 20;
      const tree = new TileTree(async (first, count) =>
        Buffer.concat(kept.events.slice(first, first + count).map(({ leafHash }) => leafHash)),
      );
      for (const { leafHash } of kept.events.slice(0, size)) tree.add(leafHash);
      const before = { size, root: await tree.root(size) };
      editDatabase(
        data,
        kept.assemblyId,
        `DELETE FROM events WHERE position > ${size}`,
        `DELETE FROM streams WHERE position > ${size}`,
        `DELETE FROM commands WHERE last_position > ${size}`,
        `UPDATE log SET indexed = ${size}`,
      );
      const logs = new SqliteEventLogs(data);
      await (
        await logs.open(kept.assemblyId)
      ).append({
        ...{ stream: 'log-key', expectedRevision: -1, commandId: 'theft', commandDigest: '0'.repeat(64) },
        ...{ actor: 'system:operator', at: '2026-11-25T00:00:00.000Z' },
        events: [{ type: 'LogKeyRotated', version: 1, data: { ...signRotation(thief, to, before) } }],
      });
      await logs.close();
      writeFileSync(join(data, `${kept.assemblyId}.checkpoint`), signCheckpoint(before, thief));
      return data;
    };

    it('is not believed in its own folder: no secret at all was needed', async () => {
      const data = await handedOver(SignerKey.generate(old.verifier.name, 1), old.verifier);
      const { exitCode, out } = await kept.verify(data);
      expect(exitCode).toBe(2);
      expect(out).toContain('the key in force has signed no head: event ');
      const heads = ['--heads', join(data, 'none')];
      mkdirSync(join(data, 'none'));
      expect((await type(['backup', join(data, 'kept'), '--data', data, ...heads])).exitCode).toBe(2);
      expect((await type(['restore', data, '--data', join(data, 'back')])).exitCode).toBe(2);
    });

    it('is not believed beside the old one, which was stolen, nor cosigned by a witness', async () => {
      const data = await handedOver(old, next);
      const witness = ['--folder', join(data, 'peer'), '--out', join(data, 'cosigned'), '--name', 'peer.example'];
      for (const keys of [[next], [old.verifier, next]]) {
        expect((await kept.verify(data, ...key(...keys))).exitCode).toBe(2);
        expect((await type(['witness', data, ...key(...keys), ...witness])).exitCode).toBe(2);
      }
      expect(existsSync(join(data, 'cosigned'))).toBe(false);
    });
  });

  it('is given after a kill between the event and the key, by the same command', async () => {
    const data = join(room, 'killed');
    cpSync(folder, data, { recursive: true });
    const made = readFileSync(secretOf(data), 'utf8');
    writeFileSync(join(data, `${kept.assemblyId}.next-signing.key`), made);
    writeFileSync(secretOf(data), `${old.toSecret()}\n`);
    cpSync(oldHead(), join(data, `${kept.assemblyId}.checkpoint`));
    cpSync(join(kept.folder, 'heads'), join(data, 'heads'), { recursive: true, force: true });
    const { exitCode, out } = await rotate(data);
    expect(exitCode).toBe(0);
    expect(out).toContain('The rotation that was cut short is finished');
    expect(readFileSync(secretOf(data), 'utf8')).toBe(made);
    expect((await kept.verify(data, ...key(old.verifier, next))).exitCode).toBe(0);
  });
});
