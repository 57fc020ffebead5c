import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canonicalJson,
  leafHashOf,
  parseCheckpoint,
  signCheckpoint,
  SignerKey,
  writeTiledLog,
  type LogJson,
} from '@plenum/event-log';
import { keptAssembly, type KeptAssembly } from '../../apps/cli/src/verify/assembly.fixture';
import { Frontier } from '../../libs/event-log/src/proof/merkle/frontier';
import { Dice } from './support/dice';
import { LONG, report, SEED, withSeed } from './support/run-length';

/** Unit: cases of each deed; and events that a log is rolled back by, at most. */
const CASES = LONG ? 1_000 : 6;
const FARTHEST = 1_000;
const EVENTS = FARTHEST + 100;

type Events = readonly Uint8Array[];
interface Finding {
  readonly rule: string;
  readonly position?: number;
  readonly between?: readonly [number, number];
}

jest.setTimeout(LONG ? 4 * 3_600_000 : 120_000);

/**
 * Whoever holds the key can write any log, with every hash, tile and signature right. Only somebody who kept one earlier head can tell, and
 * they always can.
 */
describe(`a log that its keeper wrote anew (seed ${SEED})`, () => {
  const dice = new Dice(SEED);
  const room = mkdtempSync(join(tmpdir(), 'plenum-forged-'));
  let kept: KeptAssembly;
  let signer: SignerKey;
  let events: Events;
  beforeAll(async () => {
    kept = await keptAssembly();
    signer = SignerKey.parse(readFileSync(join(kept.folder, `${kept.assemblyId}.signing.key`), 'utf8').trim());
    const bytes = kept.events.map((one) => one.bytes);
    events = [...bytes, ...lateBallots(bytes[kept.placeOf('"type":"BallotCast"') - 1]!, EVENTS - bytes.length)];
  });
  afterAll(() => {
    kept.end();
    rmSync(room, { recursive: true });
  });

  const headOf = (all: Events): string => {
    const frontier = new Frontier();
    for (const one of all) frontier.add(leafHashOf(one));
    return signCheckpoint(frontier.head, signer);
  };

  /** An export of these events, as the keeper of the key would give it away. */
  const exported = async (all: Events): Promise<string> => {
    const directory = join(room, 'export');
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory);
    const stored = all.map((bytes, at) => ({ position: at + 1, bytes, leafHash: leafHashOf(bytes) }));
    const log = {
      assemblyId: kept.assemblyId,
      readBytes: async (after: number, limit: number) => stored.slice(after, after + limit),
    };
    const note = headOf(all);
    await writeTiledLog(directory, log, parseCheckpoint(Buffer.from(note)), () => undefined);
    writeFileSync(join(directory, 'checkpoint'), note);
    writeFileSync(join(directory, 'key'), `${signer.verifier.toString()}\n`);
    return directory;
  };
  const verified = async (all: Events, headSize?: number) => {
    const head = join(room, 'earlier.checkpoint');
    if (headSize !== undefined) writeFileSync(head, headOf(events.slice(0, headSize)));
    const args = ['--key', signer.verifier.toString(), '--json', ...(headSize === undefined ? [] : ['--head', head])];
    const { exitCode, out, err } = await kept.verify(await exported(all), ...args);
    expect(err).toBe('');
    const { findings, notChecked } = JSON.parse(out) as { findings: Finding[]; notChecked: string[] };
    return { exitCode, findings, notChecked };
  };
  const covers = (position: number, { position: at, between }: Finding) =>
    at === position || (between !== undefined && between[0] <= position && position <= between[1]);

  it('as it was, is valid against any head of it', async () => {
    for (const size of [1, 700, EVENTS]) expect(await verified(events, size)).toMatchObject({ exitCode: 0 });
  });

  it('shorter by 1 to 1,000 events, is invalid for whoever kept a head, and the first event that is gone is named', () =>
    withSeed(async () => {
      const steps = LONG ? Array.from({ length: FARTHEST }, (_, index) => index + 1) : [1, 2, 256, 257, FARTHEST];
      for (const back of steps) {
        const { exitCode, findings } = await verified(events.slice(0, -back), EVENTS);
        const gone = { rule: 'log-complete', position: EVENTS - back + 1 };
        expect({ back, exitCode, findings }).toMatchObject({ back, exitCode: 1, findings: [gone] });
      }
      report('forged-logs', { what: 'rolled back', cases: steps.length, farthest: FARTHEST, missed: 0, unnamed: 0 });
    }));

  it('shorter, cannot be told from a younger one by whoever kept none, and that is said', async () => {
    const { exitCode, notChecked } = await verified(events.slice(0, -300));
    expect({ exitCode, said: notChecked.some((one) => one.includes('cannot exclude truncation')) }).toEqual({
      exitCode: 0,
      said: true,
    });
  });

  it.each<[string, (at: number) => Events]>([
    ['an event changed', (at) => events.with(at, changed(events[at]!, { at: '1999-12-31T23:59:59.999Z' }))],
    ['an event taken out', (at) => events.toSpliced(at, 1)],
    ['an event put in', (at) => events.toSpliced(at, 0, lateBallots(events.at(-1)!, 1, 'forged')[0]!)],
    ['an event put in twice', (at) => events.toSpliced(at, 0, events[at]!)],
    ['two events swapped', (at) => events.with(at, events[at + 1]!).with(at + 1, events[at]!)],
  ])('with %s before a head that somebody kept, is invalid, and the place is among those named', (what, forged) =>
    withSeed(async () => {
      for (let round = 0; round < CASES; round += 1) {
        const at = dice.below(EVENTS - 2);
        const all = forged(at);
        // A head that the log does not reach says only that it is too short.
        const headSize = at + 2 + dice.below(Math.min(all.length, EVENTS) - at - 1);
        const { exitCode, findings } = await verified(all, headSize);
        const named = findings.some((finding) => covers(at + 1, finding) || covers(at + 2, finding));
        expect({ round, at, headSize, exitCode, named, findings }).toMatchObject({ exitCode: 1, named: true });
      }
      report('forged-logs', { what: `${what}, signed anew`, cases: CASES, missed: 0, unnamed: 0 });
    }),
  );
});

function changed(bytes: Uint8Array, change: Readonly<Record<string, LogJson>>): Uint8Array {
  const known = JSON.parse(Buffer.from(bytes).toString()) as Readonly<Record<string, LogJson>>;
  return Buffer.from(canonicalJson({ ...known, ...change }));
}

/** Ballots that came after the close, each a command and a stream of its own: facts that count for nothing. */
function lateBallots(ballot: Uint8Array, count: number, name = 'late'): Events {
  return Array.from({ length: count }, (_, index) =>
    changed(ballot, { command: `${name}-${index}`, stream: `ballot-${name}-${index}`, revision: 0 }),
  );
}
