import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  KeyKind,
  LogInterruption,
  notesIn,
  parseCheckpoint,
  SignerKey,
  SqliteEventLogs,
  type EventLog,
} from '@plenum/event-log';
import { KeptHeads } from './kept-heads';
import { KeptTiles } from './kept-tiles';
import { LogSigner } from './log-signer';

/** A sample in every run, a thousand of each in the long one. The seed is printed, and PLENUM_SEED brings it back. */
const LONG = process.env['PLENUM_LONG'] === '1';
const SEED = Number(process.env['PLENUM_SEED'] ?? Date.now() % 2 ** 31);
const ROUNDS = LONG ? 1_000 : 25;
const EVENTS = 600;

jest.setTimeout(LONG ? 3_600_000 : 120_000);

const key = SignerKey.generate('plenum.local/co-op', KeyKind.note);

/** Park and Miller's minimal standard: small, and the same on every machine. */
function dice(seed: number): (below: number) => number {
  let state = (seed % 2147483646) + 1;
  return (below) => (state = (state * 48271) % 2147483647) % below;
}

/** A server's disk after its process was killed: database, write-ahead log and heads, to be spoilt at random. */
describe(`a store that was spoilt at random (PLENUM_SEED=${SEED})`, () => {
  const roll = dice(SEED);
  let room: string;
  let killed: string;
  beforeAll(async () => {
    room = mkdtempSync(join(tmpdir(), 'plenum-spoilt-'));
    const folder = join(room, 'running');
    const logs = new SqliteEventLogs(folder);
    const log = await logs.create('co-op');
    await fill(log);
    await (await signerOf(folder, log)).stop();
    // Copied while it is open, the folder has a write-ahead log, as after a kill.
    killed = join(room, 'killed');
    cpSync(folder, killed, { recursive: true });
    await logs.close();
  });
  afterAll(() => rmSync(room, { recursive: true }));

  async function fill(log: EventLog): Promise<void> {
    for (let each = 0; each < EVENTS; each += 1) {
      await log.append({
        ...{
          stream: `s-${each}`,
          expectedRevision: -1,
          commandId: `c-${each}`,
          commandDigest: '0'.repeat(64),
          actor: 'ada',
        },
        at: '2026-11-24T12:00:00.000Z',
        events: [{ type: 'BallotCast', version: 1, data: { choice: 'yes', note: 'x'.repeat(200) } }],
      });
    }
  }

  function signerOf(folder: string, log: EventLog): Promise<LogSigner> {
    const heads = new KeptHeads(folder, join(folder, 'heads'), 'co-op', key.verifier);
    return LogSigner.open(log, key, heads, new KeptTiles(folder, 'co-op'), () => undefined);
  }

  const headsIn = (folder: string) => {
    const [name] = readdirSync(join(folder, 'heads'));
    return notesIn(readFileSync(join(folder, 'heads', name!), 'utf8')).map((note) =>
      parseCheckpoint(Buffer.from(note)),
    );
  };

  /** Opens it as a server does; undefined when it was served, else what refused. */
  async function refusalOf(folder: string): Promise<unknown> {
    const logs = new SqliteEventLogs(folder);
    try {
      const signer = await signerOf(folder, await logs.open('co-op'));
      await signer.stop();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      await logs.close();
    }
  }

  it('is served when nothing was spoilt', async () => {
    const folder = join(room, 'whole');
    cpSync(killed, folder, { recursive: true });
    expect(existsSync(join(folder, 'co-op.log.db-wal'))).toBe(true);
    expect(await refusalOf(folder)).toBeUndefined();
  });

  it.each([
    ['cut', (file: string) => truncateSync(file, roll(statSync(file).size))],
    [
      'flipped in one bit',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes[roll(bytes.length)]! ^= 1 << roll(8);
        writeFileSync(file, bytes);
      },
    ],
  ])('is refused or whole when it is %s, and no shorter or other log is ever signed', async (_how, spoil) => {
    const [signed] = headsIn(killed);
    let refused = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const folder = join(room, 'copy');
      cpSync(killed, folder, { recursive: true });
      spoil(join(folder, round % 2 === 0 ? 'co-op.log.db-wal' : 'co-op.log.db'));
      const refusal = await refusalOf(folder);
      if (refusal !== undefined) {
        refused += 1;
        expect([round, refusal]).toEqual([round, expect.any(LogInterruption)]);
      }
      const heads = headsIn(folder);
      expect([round, heads.map(({ size }) => size)]).toEqual([round, [EVENTS]]);
      expect(Buffer.compare(heads[0]!.root, signed!.root)).toBe(0);
      rmSync(folder, { recursive: true });
    }
    expect(refused).toBeGreaterThan(0);
  });
});
