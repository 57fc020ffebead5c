import { readdirSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { keptAssembly, type KeptAssembly } from '../../apps/cli/src/verify/assembly.fixture';
import { formatBundle, parseBundle } from '../../libs/event-log/src/proof/tiles/entry-bundle';
import { Dice } from './support/dice';
import { LONG, report, SEED, withSeed } from './support/run-length';

const ROUNDS = LONG
  ? { flips: 10_000, truncations: 1_000, reorderings: 1_000, others: 1_000 }
  : { flips: 60, truncations: 20, reorderings: 15, others: 5 };
const ENTRIES = 'tile/entries/';
const WIDTH = 256;

interface Finding {
  readonly rule: string;
  readonly position?: number;
  readonly where?: string;
}

jest.setTimeout(LONG ? 4 * 3_600_000 : 120_000);

describe(`an export that was spoilt at random (seed ${SEED})`, () => {
  const dice = new Dice(SEED);
  let kept: KeptAssembly;
  let copy: string;
  let files: readonly string[];
  beforeAll(async () => {
    kept = await keptAssembly();
    copy = kept.copy('exported', () => undefined);
    files = readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(copy, join(entry.parentPath, entry.name)))
      .sort();
  });
  afterAll(() => kept.end());

  const whole = (name: string) => readFileSync(join(kept.exported, name));
  const bundles = () => files.filter((name) => name.startsWith(ENTRIES));
  /** Position of a bundle's first event. */
  const firstOf = (name: string) => Number(/entries\/(\d+)/.exec(name)![1]) * WIDTH + 1;
  const eventsOf = (name: string) => {
    const count = Math.min(WIDTH, kept.events.length - firstOf(name) + 1);
    return [...parseBundle('entries', whole(name), count)];
  };

  const verified = async (...args: string[]) => {
    const { exitCode, out, err } = await kept.verify(copy, '--json', ...args);
    expect(err).toBe('');
    const findings = out.startsWith('{') ? (JSON.parse(out) as { findings: readonly Finding[] }).findings : [];
    return { exitCode, findings };
  };
  /** Verifies the export with other bytes in one file, which is whole again afterwards. */
  const withFile = async (name: string, bytes: Uint8Array) => {
    writeFileSync(join(copy, name), bytes);
    const found = await verified();
    writeFileSync(join(copy, name), whole(name));
    return found;
  };

  /** The event of a bundle that a byte belongs to, its length included; past the last byte, the last event. */
  const eventAt = (name: string, byte: number) => {
    const events = eventsOf(name);
    let [index, end] = [0, 2 + events[0]!.length];
    while (end <= byte && index < events.length - 1) end += 2 + events[(index += 1)]!.length;
    return firstOf(name) + index;
  };
  const isNamed = (name: string, findings: readonly Finding[], byte: number) =>
    name.startsWith(ENTRIES)
      ? findings[0]?.position === eventAt(name, byte)
      : findings.some(({ position, where }) => position !== undefined || where?.includes(basename(name)) === true);

  it('by one bit, is invalid, and the event is named where the bit lies in one', () =>
    withSeed(async () => {
      const sizes = files.map((name) => statSync(join(copy, name)).size);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      let inEvents = 0;
      for (let round = 0; round < ROUNDS.flips; round++) {
        let byte = dice.below(total);
        const name = files[sizes.findIndex((size) => (byte -= size) < 0)]!;
        byte += whole(name).length;
        const bytes = whole(name);
        bytes[byte]! ^= 1 << dice.below(8);
        const { exitCode, findings } = await withFile(name, bytes);
        if (name.startsWith(ENTRIES)) inEvents += 1;
        const about = { round, name, byte, findings };
        expect({ ...about, exitCode, named: isNamed(name, findings, byte) }).toEqual({
          ...about,
          exitCode: 1,
          named: true,
        });
      }
      report('spoilt-exports', { what: 'one bit flipped', cases: ROUNDS.flips, inEvents, missed: 0, unnamed: 0 });
    }));

  it('by cutting a file, is invalid, and says where', () =>
    withSeed(async () => {
      for (let round = 0; round < ROUNDS.truncations; round++) {
        const name = dice.pick(files);
        // Without its line end, which is all that the longest cut would take, the key is still the key.
        const length = dice.below(whole(name).length - (name === 'key' ? 1 : 0));
        const { exitCode, findings } = await withFile(name, whole(name).subarray(0, length));
        const about = { round, name, length, findings };
        expect({ ...about, exitCode, named: isNamed(name, findings, length) }).toEqual({
          ...about,
          exitCode: 1,
          named: true,
        });
      }
      report('spoilt-exports', { what: 'a file cut', cases: ROUNDS.truncations, missed: 0, unnamed: 0 });
    }));

  it('by two events in each other’s place, is invalid, and the first of them is named', () =>
    withSeed(async () => {
      for (let round = 0; round < ROUNDS.reorderings; round++) {
        const name = dice.pick(bundles());
        const events = eventsOf(name);
        const one = dice.below(events.length - 1);
        const other = one + 1 + dice.below(events.length - one - 1);
        [events[one], events[other]] = [events[other]!, events[one]!];
        const { exitCode, findings } = await withFile(name, formatBundle(events));
        const about = { round, name, one, other };
        expect({ ...about, exitCode, first: findings[0]?.position }).toEqual({
          ...about,
          exitCode: 1,
          first: firstOf(name) + one,
        });
      }
      report('spoilt-exports', { what: 'two events swapped', cases: ROUNDS.reorderings, missed: 0, unnamed: 0 });
    }));

  it.each<[string, (events: Uint8Array[], at: number) => Uint8Array[]]>([
    ['an event taken out', (events, at) => events.toSpliced(at, 1)],
    ['an event put in', (events, at) => events.toSpliced(at, 0, Buffer.from('{}'))],
    ['an event put in twice', (events, at) => events.toSpliced(at, 0, events[at]!)],
  ])('by %s, is invalid, and its place is named', (what, change) =>
    withSeed(async () => {
      for (let round = 0; round < ROUNDS.others; round++) {
        const name = dice.pick(bundles());
        const at = dice.below(eventsOf(name).length - 1);
        const { exitCode, findings } = await withFile(name, formatBundle(change(eventsOf(name), at)));
        const place = firstOf(name) + at;
        const named = findings.some(({ position }) => position === place || position === place + 1);
        expect({ round, name, at, exitCode, named }).toEqual({ round, name, at, exitCode: 1, named: true });
      }
      report('spoilt-exports', { what, cases: ROUNDS.others, missed: 0, unnamed: 0 });
    }),
  );

  it('by leaving a file out, is not valid', async () => {
    for (const name of files) {
      renameSync(join(copy, name), join(copy, '..', 'away'));
      const { exitCode } = await verified();
      expect({ name, exitCode }).not.toEqual({ name, exitCode: 0 });
      renameSync(join(copy, '..', 'away'), join(copy, name));
    }
  });

  it('by an empty file, is not valid', async () => {
    for (const name of files) {
      truncateSync(join(copy, name), 0);
      expect({ name, ...(await verified()) }).not.toMatchObject({ exitCode: 0 });
      writeFileSync(join(copy, name), whole(name));
    }
  });

  it('not at all, is valid', async () => {
    const [key, head] = [join(kept.exported, 'key'), join(kept.exported, 'checkpoint')];
    expect(await verified('--key', key, '--head', head)).toEqual({ exitCode: 0, findings: [] });
  });
});
