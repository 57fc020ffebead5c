import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  isEndorsed,
  KeyKind,
  LogInterruption,
  LogKeys,
  logSignatureOf,
  MemoryEventLog,
  notesIn,
  parseCheckpoint,
  parseRotation,
  SignerKey,
  signCheckpoint,
  signRotation,
  type AppendRequest,
  type Checkpoint,
  type VerifierKey,
} from '@plenum/event-log';
import { KeptHeads } from '../heads/kept-heads';
import { KeptTiles } from '../heads/kept-tiles';
import { keysInLog } from '../heads/keys-in-log';
import { endRotation, logKeyIn, nextKeyFile, signingKeyFile, verifierKeyFile } from '../heads/log-key';
import { LogSigner } from '../heads/log-signer';
import { rotateLogKey, type KeyPlace, type Rotated } from './rotate-log-key';

const AT = '2026-11-25T01:00:00.000Z';

/** Ends the process, as far as anybody in it can tell. */
class Killed extends Error {}

describe('a new key for a log', () => {
  let place: KeyPlace;
  const prefix = 'plenum.local';
  let log: MemoryEventLog;
  let stored: number;
  beforeEach(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'plenum-rotation-'));
    place = { dataDir, headsDir: join(dataDir, 'heads') };
    [log, stored] = [new MemoryEventLog('co-op'), 0];
    await votes(3);
  });
  afterEach(() => rmSync(place.dataDir, { recursive: true }));

  const votes = async (count: number) => {
    for (let each = 0; each < count; each++) {
      const name = `vote-${(stored += 1)}`;
      await log.append({
        ...{ stream: name, expectedRevision: -1, commandId: name, commandDigest: '0'.repeat(64), actor: 'ada', at: AT },
        events: [{ type: 'BallotCast', version: 1, data: { choice: 'yes' } }],
      });
    }
  };
  const toldNobody = (onto: MemoryEventLog = log): Promise<Rotated> => rotateLogKey(onto, place, AT);
  /** As the command does it: to its end, and then says so. */
  const rotate = async (onto: MemoryEventLog = log): Promise<Rotated> => {
    const rotated = await toldNobody(onto);
    endRotation(place.dataDir, 'co-op', rotated.keys.at(-1)!.key);
    return rotated;
  };
  /** A server's start, and its end: what it signed is signed. */
  const served = async (): Promise<VerifierKey> => {
    const keys = await keysInLog(log);
    const key = logKeyIn(place.dataDir, 'co-op', prefix, keys?.current);
    const heads = new KeptHeads(place.dataDir, place.headsDir, 'co-op', keys?.first ?? key.verifier, keys);
    const failures: unknown[] = [];
    const signer = await LogSigner.open(log, key, heads, new KeptTiles(place.dataDir, 'co-op'), (reason) =>
      failures.push(reason),
    );
    await signer.stop();
    expect(failures).toEqual([]);
    return key.verifier;
  };
  const signedHeads = (first: VerifierKey): readonly Checkpoint[] => {
    const list = join(place.headsDir, `co-op-${first.keyId.toString(16).padStart(8, '0')}.checkpoints`);
    return notesIn(readFileSync(list, 'utf8')).map((note) => parseCheckpoint(Buffer.from(note)));
  };
  const signersOf = (heads: readonly Checkpoint[]) =>
    heads.map(({ size, note }) => [size, note.signatures.map(({ keyId }) => keyId)]);
  const secretIn = (file: string) => SignerKey.parse(readFileSync(file, 'utf8').trim());

  it('is named by one event, which the old key has signed over all that stands before', async () => {
    const old = await served();
    await votes(1);
    const { keys, finishedOnly } = await rotate();
    const [first, second] = keys;
    expect([first!.key.toString(), first!.from, second!.from, finishedOnly]).toEqual([old.toString(), 0, 5, false]);
    const events = await log.readAll(0, 10);
    expect(events).toHaveLength(5);
    expect(events[4]).toMatchObject({ type: 'LogKeyRotated', stream: 'log-key', actor: 'system:operator' });
    const rotation = parseRotation(events[4]!.data);
    expect([isEndorsed(rotation, 5), isEndorsed(rotation, 6)]).toEqual([true, false]);
    expect(Buffer.from(rotation.root)).toEqual(Buffer.from(signedHeads(old).find(({ size }) => size === 4)!.root));
  });

  it('signs every head from that event on, and the old key none', async () => {
    const old = await served();
    const { key } = (await rotate()).keys[1]!;
    await votes(2);
    expect((await served()).toString()).toBe(key.toString());
    expect(signersOf(signedHeads(old))).toEqual([
      [3, [old.keyId]],
      [4, [key.keyId]],
      [6, [key.keyId]],
    ]);
    expect(readFileSync(verifierKeyFile(place.dataDir, 'co-op'), 'utf8')).toBe(`${key.toString()}\n`);
    expect(secretIn(signingKeyFile(place.dataDir, 'co-op')).verifier.toString()).toBe(key.toString());
    expect(existsSync(nextKeyFile(place.dataDir, 'co-op'))).toBe(false);
  });

  it('can be followed by another', async () => {
    const old = await served();
    await rotate();
    await votes(1);
    const { keys } = await rotate();
    expect(keys.map(({ from }) => from)).toEqual([0, 4, 6]);
    expect(new Set(keys.map(({ key }) => key.keyId)).size).toBe(3);
    await served();
    expect(signersOf(signedHeads(old)).map(([size, ids]) => [size, (ids as number[])[0]])).toEqual([
      [3, keys[0]!.key.keyId],
      [4, keys[1]!.key.keyId],
      [5, keys[1]!.key.keyId],
      [6, keys[2]!.key.keyId],
    ]);
  });

  it('is refused to a log that is not what was signed, and to an empty one', async () => {
    await served();
    const other = new MemoryEventLog('co-op');
    [log, stored] = [other, 100];
    await votes(3);
    await expect(rotate()).rejects.toMatchObject({ code: 'LOG_NOT_AS_SIGNED' });
    expect(await log.head()).toBe(3);
    logKeyIn(place.dataDir, 'empty', prefix, undefined);
    await expect(rotate(new MemoryEventLog('empty'))).rejects.toMatchObject({ code: 'LOG_NEEDS_EVENTS' });
    await expect(rotate(new MemoryEventLog('keyless'))).rejects.toMatchObject({ code: 'LOG_KEY_MISSING' });
  });

  it('stops a signer that still has the old one, before it signs over the event', async () => {
    const old = await served();
    const key = secretIn(signingKeyFile(place.dataDir, 'co-op'));
    const heads = new KeptHeads(place.dataDir, place.headsDir, 'co-op', old);
    const failures: unknown[] = [];
    const signer = await LogSigner.open(log, key, heads, new KeptTiles(place.dataDir, 'co-op'), (reason) =>
      failures.push(reason),
    );
    await rotate();
    await signer.stop();
    expect(failures).toEqual([expect.objectContaining({ code: 'LOG_KEY_REPLACED' })]);
    expect(signersOf(signedHeads(old)).filter(([, ids]) => (ids as number[]).includes(old.keyId))).toEqual([
      [3, [old.keyId]],
    ]);
  });

  it('is missed by a log that was rolled back to before its rotation', async () => {
    await served();
    const [before, secret] = [await log.readAll(0, 10), readFileSync(signingKeyFile(place.dataDir, 'co-op'))];
    await rotate();
    [log, stored] = [new MemoryEventLog('co-op'), 0];
    await votes(before.length);
    writeFileSync(signingKeyFile(place.dataDir, 'co-op'), secret);
    rmSync(join(place.dataDir, 'co-op.checkpoint'));
    await expect(served()).rejects.toMatchObject({ code: 'LOG_BEHIND_ITS_HEAD', signed: 4, found: 3 });
    await votes(5);
    await expect(served()).rejects.toMatchObject({ code: 'HEAD_NOT_TRUSTED' });
  });

  it('is missed by a log that was rolled back to before it under the new key, which alone is left', async () => {
    await served();
    await rotate();
    [log, stored] = [new MemoryEventLog('co-op'), 0];
    await votes(2);
    rmSync(join(place.dataDir, 'co-op.checkpoint'));
    await expect(served()).rejects.toMatchObject({ code: 'HEADS_OF_ANOTHER_KEY' });
    expect(readdirSync(place.headsDir)).toHaveLength(1);
  });

  it('is not made up by a thief before the first key, to hide the heads that this one signed', async () => {
    const old = await served();
    const thief = SignerKey.generate(old.name, KeyKind.note);
    [log, stored] = [new MemoryEventLog('co-op'), 0];
    await votes(2);
    const head = { size: 2, root: Buffer.alloc(32, 7) };
    const data = { ...signRotation(thief, old, head) };
    await log.append({ ...rotationRequest, events: [{ type: 'LogKeyRotated', version: 1, data }] });
    writeFileSync(join(place.dataDir, 'co-op.checkpoint'), signCheckpoint(head, thief));
    await expect(served()).rejects.toMatchObject({ code: 'HEADS_OF_ANOTHER_KEY' });
  });

  it.each<[string, (keys: { first: SignerKey; second: SignerKey; third: SignerKey }) => readonly SignerKey[]]>([
    ['by a key that was replaced', ({ first, third }) => [first, third]],
    ['to a key that the log had before', ({ first, second }) => [second, first]],
    ['to a key of another name', ({ second }) => [second, SignerKey.generate('plenum.local/other', KeyKind.note)]],
  ])('is not taken from the log where it was given %s', async (_how, between) => {
    const [first, second, third] = [1, 2, 3].map(() => SignerKey.generate('plenum.local/co-op', KeyKind.note));
    const [from, to] = between({ first: first!, second: second!, third: third! });
    const rotations = [signRotation(first!, second!.verifier, before(3)), signRotation(from!, to!.verifier, before(4))];
    for (const [at, data] of rotations.entries())
      await log.append({
        ...{ ...rotationRequest, expectedRevision: at - 1, commandId: `rotation-${at}` },
        events: [{ type: 'LogKeyRotated', version: 1, data: { ...data } }],
      });
    await expect(keysInLog(log)).rejects.toMatchObject({ code: 'LOG_NOT_AS_SIGNED' });
  });

  it('is named with its event where it is malformed', async () => {
    const [first, second] = [1, 2].map(() => SignerKey.generate('plenum.local/co-op', KeyKind.note));
    const data = { ...signRotation(first!, second!.verifier, before(3)), newKey: 'no key' };
    await log.append({ ...rotationRequest, events: [{ type: 'LogKeyRotated', version: 1, data }] });
    await expect(keysInLog(log)).rejects.toMatchObject({
      code: 'LOG_NOT_AS_SIGNED',
      message: expect.stringMatching(/event \d+ breaks the rule key-rotation: /),
    });
  });
  const before = (size: number) => ({ size, root: Buffer.alloc(32, 7) });

  it('that is nowhere lets nobody sign in its place', async () => {
    await served();
    await rotate();
    writeFileSync(
      signingKeyFile(place.dataDir, 'co-op'),
      `${SignerKey.generate('plenum.local/co-op', KeyKind.note).toSecret()}\n`,
    );
    await expect(served()).rejects.toMatchObject({ code: 'LOG_KEY_MISSING' });
    rmSync(signingKeyFile(place.dataDir, 'co-op'));
    await expect(served()).rejects.toMatchObject({ code: 'LOG_KEY_MISSING' });
    await expect(rotate()).rejects.toMatchObject({ code: 'LOG_KEY_MISSING' });
    expect(existsSync(signingKeyFile(place.dataDir, 'co-op'))).toBe(false);
  });

  it('is not taken from the log where the old one has not signed it', async () => {
    const old = await served();
    const thief = SignerKey.generate(old.name, KeyKind.note);
    const data = { oldKey: old.toString(), newKey: thief.verifier.toString() };
    const unsigned = { root: `${'A'.repeat(43)}=`, endorsement: `${'A'.repeat(86)}==` };
    await log.append({
      ...rotationRequest,
      events: [{ type: 'LogKeyRotated', version: 1, data: { ...data, ...unsigned } }],
    });
    writeFileSync(signingKeyFile(place.dataDir, 'co-op'), `${thief.toSecret()}\n`);
    await expect(served()).rejects.toMatchObject({ code: 'LOG_NOT_AS_SIGNED' });
  });

  const rotationRequest: Omit<AppendRequest, 'events'> = {
    ...{
      stream: 'log-key',
      expectedRevision: -1,
      commandId: 'theft',
      commandDigest: '0'.repeat(64),
      actor: 'ada',
      at: AT,
    },
  };

  describe('cut short', () => {
    /** The same log, in a process that is killed at an append: before it, or when the event is on the disk. */
    const killedAt = (moment: 'before' | 'after') =>
      new Proxy(log, {
        get: (target, name, receiver) =>
          name === 'append'
            ? async (request: AppendRequest) => {
                if (moment === 'after') await target.append(request);
                throw new Killed();
              }
            : (Reflect.get(target, name, receiver) as unknown),
      });

    it('before the event is kept leaves the old key in force, and makes a fresh key: a backup may hold the one before', async () => {
      const old = await served();
      await expect(rotate(killedAt('before'))).rejects.toThrow(Killed);
      const made = secretIn(nextKeyFile(place.dataDir, 'co-op')).verifier;
      await votes(1);
      expect((await served()).toString()).toBe(old.toString());
      chmodSync(nextKeyFile(place.dataDir, 'co-op'), 0o644);
      const { keys } = await rotate();
      expect(keys.map(({ from }) => from)).toEqual([0, 5]);
      expect([old.toString(), made.toString()]).not.toContain(keys[1]!.key.toString());
      expect(statSync(signingKeyFile(place.dataDir, 'co-op')).mode & 0o777).toBe(0o600);
    });

    it('after the event is kept is finished by the next start of the server', async () => {
      const old = await served();
      await expect(rotate(killedAt('after'))).rejects.toThrow(Killed);
      expect(secretIn(signingKeyFile(place.dataDir, 'co-op')).verifier.toString()).toBe(old.toString());
      const made = secretIn(nextKeyFile(place.dataDir, 'co-op')).verifier;
      expect((await served()).toString()).toBe(made.toString());
      expect(signersOf(signedHeads(old))).toEqual([
        [3, [old.keyId]],
        [4, [made.keyId]],
      ]);
    });

    it('after the event is kept is finished by the same command, which appends nothing more', async () => {
      await served();
      await expect(rotate(killedAt('after'))).rejects.toThrow(Killed);
      const { keys, finishedOnly } = await rotate();
      expect([finishedOnly, keys.map(({ from }) => from), await log.head()]).toEqual([true, [0, 4], 4]);
      expect((await served()).toString()).toBe(keys[1]!.key.toString());
    });

    it('after the new key took its place, before it signed: the same', async () => {
      await served();
      await expect(rotate(killedAt('after'))).rejects.toThrow(Killed);
      const keys = (await keysInLog(log))!;
      logKeyIn(place.dataDir, 'co-op', prefix, keys.current);
      expect((await rotate()).finishedOnly).toBe(true);
      expect(await log.head()).toBe(4);
    });

    it('after its last head, before anybody was told: the same, and it is not done twice', async () => {
      await served();
      await toldNobody();
      const again = await rotate();
      expect([again.finishedOnly, again.keys.map(({ from }) => from), await log.head()]).toEqual([true, [0, 4], 4]);
      expect(existsSync(nextKeyFile(place.dataDir, 'co-op'))).toBe(false);
      const another = await rotate();
      expect([another.finishedOnly, another.keys.map(({ from }) => from)]).toEqual([false, [0, 4, 5]]);
    });

    it('and finished by a server is told to whoever asks again, who gets another key only by asking once more', async () => {
      await served();
      await expect(rotate(killedAt('after'))).rejects.toThrow(Killed);
      const made = (await served()).toString();
      await votes(2);
      expect((await served()).toString()).toBe(made);
      const again = await rotate();
      expect([again.finishedOnly, again.keys.map(({ from }) => from), await log.head()]).toEqual([true, [0, 4], 6]);
      expect(existsSync(nextKeyFile(place.dataDir, 'co-op'))).toBe(false);
      const another = await rotate();
      expect([another.finishedOnly, another.keys.map(({ from }) => from)]).toEqual([false, [0, 4, 7]]);
    });

    it('leaves drafts of key files, of which the next one removes this log’s', async () => {
      await served();
      const drafts = ['co-op.next-signing.key.77.new', 'co-op.verifier.key.77.new', 'co-op.signing.key.8.new'];
      for (const name of [...drafts, 'other.signing.key.77.new']) writeFileSync(join(place.dataDir, name), 'half');
      await rotate();
      expect(readdirSync(place.dataDir).filter((name) => name.endsWith('.new'))).toEqual(['other.signing.key.77.new']);
    });

    it('at any call to the log leaves one that is served, signs with one key at a time, and can be rotated', async () => {
      const old = await served();
      let calls = 0;
      for (let last = 1, done = false; !done; last += 1) {
        calls = 0;
        const killed = new Proxy(log, {
          get: (target, name, receiver) => {
            const member = Reflect.get(target, name, receiver) as unknown;
            if (typeof member !== 'function') return member;
            return (...args: readonly unknown[]) => {
              if ((calls += 1) === last) throw new Killed();
              return (member as (...all: readonly unknown[]) => unknown).apply(target, [...args]);
            };
          },
        });
        await votes(1);
        done = await rotate(killed).then(
          () => true,
          () => false,
        );
        await served();
        const keys = (await keysInLog(log)) ?? LogKeys.of(old);
        for (const head of signedHeads(old)) expect(logSignatureOf(head, keys.keyAt(head.size))).toBe('signed');
        expect(secretIn(signingKeyFile(place.dataDir, 'co-op')).verifier.toString()).toBe(keys.current.toString());
      }
      expect(calls).toBeGreaterThan(5);
    });

    it('by a file that is no key says so', async () => {
      await served();
      writeFileSync(nextKeyFile(place.dataDir, 'co-op'), 'PRIVATE');
      await expect(rotate()).rejects.toBeInstanceOf(LogInterruption);
      expect(await log.head()).toBe(3);
    });
  });

  it('cannot be had by a thief who has a copy of the old one: a head that it signs later is not the log’s', async () => {
    const old = await served();
    const stolen = secretIn(signingKeyFile(place.dataDir, 'co-op'));
    await rotate();
    const forged = signCheckpoint({ size: 9, root: Buffer.alloc(32, 7) }, stolen);
    writeFileSync(join(place.dataDir, 'co-op.checkpoint'), forged);
    expect(old.keyId).toBe(stolen.verifier.keyId);
    await expect(served()).rejects.toMatchObject({ code: 'HEAD_NOT_TRUSTED' });
  });
});
