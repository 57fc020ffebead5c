import { readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { keptAssembly, type KeptAssembly } from './assembly.fixture';

/** A sample in every run, thousands in the long one. The seed is printed, and PLENUM_SEED brings it back. */
const LONG = process.env['PLENUM_LONG'] === '1';
const SEED = Number(process.env['PLENUM_SEED'] ?? Date.now() % 2 ** 31);
const ROUNDS = LONG
  ? { flips: 10_000, truncations: 1_000, reorderings: 1_000 }
  : { flips: 60, truncations: 20, reorderings: 15 };

/** Unit: milliseconds. */
const PATIENCE = LONG ? 4 * 3_600_000 : 120_000;

/** Mulberry32: small, and the same on every machine. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Finding {
  readonly rule: string;
  readonly position?: number;
  readonly between?: readonly number[];
}

jest.setTimeout(PATIENCE);

describe(`an export that was spoilt at random (PLENUM_SEED=${SEED})`, () => {
  let kept: KeptAssembly;
  let copy: string;
  let files: readonly string[];
  let key: string;
  let head: string;
  const roll = dice(SEED);
  beforeAll(async () => {
    kept = await keptAssembly();
    copy = kept.copy('exported', () => undefined);
    files = readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(copy, join(entry.parentPath, entry.name)))
      .sort();
    key = join(kept.exported, 'key');
    head = join(kept.exported, 'checkpoint');
  });
  afterAll(() => kept.end());

  const read = async (...args: string[]) => {
    const { exitCode, out, err } = await kept.verify(copy, '--json', ...args);
    expect(err).toBe('');
    const findings = out.startsWith('{') ? (JSON.parse(out) as { findings: readonly Finding[] }).findings : [];
    return { exitCode, findings };
  };
  const whole = (name: string) => readFileSync(join(kept.exported, name));
  const restore = (name: string) => writeFileSync(join(copy, name), whole(name));
  const bundles = () => files.filter((name) => name.startsWith('tile/entries/'));
  const firstOf = (name: string) => Number(/entries\/(\d+)/.exec(name)![1]) * 256 + 1;

  /** Which event of a bundle a byte belongs to, its length included. */
  const eventAt = (bundle: Buffer, byte: number, first: number) => {
    let [at, position] = [0, first];
    while (at + 2 + bundle.readUInt16BE(at) <= byte) {
      at += 2 + bundle.readUInt16BE(at);
      position += 1;
    }
    return { position, inLength: byte < at + 2 };
  };

  it('by one bit, is invalid, and the event is named where the bit lies in one', async () => {
    const sizes = files.map((name) => statSync(join(copy, name)).size);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    for (let round = 0; round < ROUNDS.flips; round++) {
      let byte = roll(total);
      const which = sizes.findIndex((size) => (byte -= size) < 0);
      const name = files[which]!;
      byte += sizes[which]!;
      const bytes = whole(name);
      const place = name.startsWith('tile/entries/') ? eventAt(bytes, byte, firstOf(name)) : undefined;
      bytes[byte]! ^= 1 << roll(8);
      writeFileSync(join(copy, name), bytes);
      const { exitCode, findings } = await read();
      const about = { round, name, byte };
      expect({ ...about, exitCode }).toEqual({ ...about, exitCode: 1 });
      if (place !== undefined)
        expect({ ...about, first: findings[0] }).toMatchObject({ ...about, first: { position: place.position } });
      restore(name);
    }
  });

  it('by cutting a file, or the log to a shorter one, is invalid', async () => {
    for (let round = 0; round < ROUNDS.truncations; round++) {
      const name = files[roll(files.length)]!;
      const { length } = whole(name);
      truncateSync(join(copy, name), roll(length));
      const about = { round, name };
      expect({ ...about, exitCode: (await read()).exitCode }).toEqual({ ...about, exitCode: 1 });
      restore(name);
    }
  });

  it('by two events in each other’s place, is invalid, and the first of them is named', async () => {
    for (let round = 0; round < ROUNDS.reorderings; round++) {
      const name = bundles()[roll(bundles().length)]!;
      const events = entriesOf(whole(name));
      const [one, other] = [roll(events.length), roll(events.length)].sort((a, b) => a - b) as [number, number];
      if (one === other) continue;
      [events[one], events[other]] = [events[other]!, events[one]!];
      writeFileSync(join(copy, name), bundleOf(events));
      const { exitCode, findings } = await read();
      expect({ round, exitCode, first: findings[0]?.position }).toEqual({
        round,
        exitCode: 1,
        first: firstOf(name) + one,
      });
      restore(name);
    }
  });

  it('by taking an event out or putting one in twice, is invalid', async () => {
    for (const change of [
      (events: Buffer[], at: number) => events.toSpliced(at, 1),
      (events: Buffer[], at: number) => events.toSpliced(at, 0, events[at]!),
    ]) {
      const name = bundles()[roll(bundles().length)]!;
      const events = entriesOf(whole(name));
      const at = roll(events.length - 1);
      writeFileSync(join(copy, name), bundleOf(change(events, at)));
      const { exitCode, findings } = await read();
      expect({
        exitCode,
        at,
        named: findings.some(({ position }) => position === firstOf(name) + at || position === firstOf(name) + at + 1),
      }).toEqual({ exitCode: 1, at, named: true });
      restore(name);
    }
  });

  it('by leaving a file out, is not valid', async () => {
    for (const name of files) {
      renameSync(join(copy, name), join(copy, '..', 'away'));
      const { exitCode } = await read();
      expect({ name, exitCode }).not.toEqual({ name, exitCode: 0 });
      renameSync(join(copy, '..', 'away'), join(copy, name));
    }
  });

  it('not at all, is valid', async () => {
    expect(await read('--key', key, '--head', head)).toEqual({ exitCode: 0, findings: [] });
    rmSync(copy, { recursive: true });
  });
});

function entriesOf(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
    entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
  }
  return entries;
}

function bundleOf(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}
