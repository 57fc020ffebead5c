import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numbersFrom } from '../eventstore/support/numbers-from';
import { headOf, logOf, signerOf, writeExport } from './support/exported';
import { RandomAssembly } from './support/random-assembly';
import { foundByBoth, knownToBoth, Tally } from './support/tally';
import { breakingTheStory, tellingAnother, withoutTheKey, type Spoiled, type Tampering } from './support/tamperings';
import { describeWithPython, saidByBoth, type BothSaid } from './support/verifiers';

const LOGS = process.env['PLENUM_LONG'] ? 1_000 : 20;
/** Histories are the same for the same seed: a failure prints its own. */
const FIRST_SEED = Number(process.env['PLENUM_SEED'] ?? 1);

const AT_ONCE = 4;

/** A few seeds side by side, since one of the two programs is a process of its own. All are looked at before any fails. */
async function forEach(seeds: readonly number[], check: (seed: number) => Promise<void>): Promise<void> {
  const failed: [number, unknown][] = [];
  for (let at = 0; at < seeds.length; at += AT_ONCE) {
    const some = seeds.slice(at, at + AT_ONCE);
    await Promise.all(some.map((seed) => check(seed).catch((error: unknown) => failed.push([seed, error]))));
  }
  const told = failed.map(([seed]) => seed).join(', ');
  if (failed.length > 0)
    throw new Error(`${failed.length} of ${seeds.length}, seeds ${told}: ${String(failed[0]![1])}`);
}

/** One of a shelf for each log, in turn, so that every one is met. */
function inTurn(shelf: Readonly<Record<string, Tampering>>, seed: number): readonly [string, Tampering] {
  const all = Object.entries(shelf);
  return all[seed % all.length]!;
}

/** An assembly's export with a head kept from half-way, and what both programs say of it, whole and spoilt. */
class OneLog {
  private constructor(
    private readonly seed: number,
    private readonly room: string,
    private readonly export_: Omit<Spoiled, 'next' | 'directory'>,
  ) {}

  static async of(seed: number, room: string): Promise<OneLog> {
    const played = new RandomAssembly(seed).play();
    const log = await logOf(played);
    const entries = await log.readBytes(0, await log.head());
    return new OneLog(seed, room, { assemblyId: played.assemblyId, entries, signer: signerOf(played.assemblyId) });
  }

  whole(): Promise<BothSaid> {
    return this.checked('whole', () => undefined, this.export_.entries.length >> 1);
  }

  /** The newest head is the one that was kept: without it, a log that was signed anew could not be told from the first. */
  spoiltWithoutTheKey(name: string, tampering: Tampering): Promise<BothSaid> {
    return this.checked(name, tampering, this.export_.entries.length);
  }

  spoiltWithTheKey(name: string, tampering: Tampering): Promise<BothSaid> {
    return this.checked(name, tampering);
  }

  private async checked(name: string, tampering: Tampering, kept?: number): Promise<BothSaid> {
    const { assemblyId, entries, signer } = this.export_;
    const directory = join(this.room, `${this.seed} ${name}`);
    await writeExport(directory, assemblyId, entries, signer);
    await tampering({ ...this.export_, directory, next: numbersFrom(this.seed) });
    const head = `${directory}.checkpoint`;
    if (kept !== undefined) writeFileSync(head, headOf(entries.slice(0, kept), signer));
    const args = ['--key', signer.verifier.toString(), ...(kept === undefined ? [] : ['--head', head])];
    const said = await saidByBoth(directory, args);
    rmSync(directory, { recursive: true });
    return said;
  }
}

describeWithPython(
  `the logs of ${LOGS} random assemblies, from seed ${FIRST_SEED} on, before two verifiers that share no line`,
  () => {
    const room = mkdtempSync(join(tmpdir(), 'plenum-verifiers-'));
    const met = new Tally();
    const seeds = Array.from({ length: LOGS }, (_, index) => FIRST_SEED + index);
    /** Of the sample, as many as meet each tampering of the shelf once. */
    const spoilt = (shelf: object) => (LOGS > 20 ? seeds : seeds.slice(0, Object.keys(shelf).length));
    afterAll(() => {
      rmSync(room, { recursive: true });
      if (LOGS > 20) console.info(met.toString());
    });

    it('are valid to both, which count the same results again', async () => {
      await forEach(seeds, async (seed) => {
        const { plenum, second } = await (await OneLog.of(seed, room)).whole();

        expect({ seed, ...plenum }).toEqual({ seed, ...plenum, exitCode: 0, findings: [] });
        expect({ seed, ...second }).toEqual({ seed, ...second, exitCode: 0, findings: [], events: plenum.events });
        expect({ seed, results: second.outcomes.length + second.notRecounted.length }).toEqual({
          seed,
          results: plenum.recounted,
        });
        met.add('events', plenum.events);
        for (const outcome of second.outcomes) met.add(`result ${outcome}`);
        for (const { reason } of second.notRecounted) met.add(`not recounted, ${reason}`);
      });
    }, 3_600_000);

    it('are invalid to both once somebody without the key changed anything, by a rule both name', async () => {
      await forEach(spoilt(withoutTheKey), async (seed) => {
        const [name, tampering] = inTurn(withoutTheKey, seed);
        const { plenum, second } = await (await OneLog.of(seed, room)).spoiltWithoutTheKey(name, tampering);

        expect({ seed, name, exitCodes: [plenum.exitCode, second.exitCode] }).toEqual({
          seed,
          name,
          exitCodes: [1, 1],
        });
        expect({ seed, name, plenum, second, both: foundByBoth(plenum, second) }).toMatchObject({
          both: expect.arrayContaining([expect.any(String)]) as unknown,
        });
        met.add(name);
      });
    }, 3_600_000);

    it('are broken to both in the same place, where the one with the key broke the story', async () => {
      await forEach(spoilt(breakingTheStory), async (seed) => {
        const [name, tampering] = inTurn(breakingTheStory, seed);
        const { plenum, second } = await (await OneLog.of(seed, room)).spoiltWithTheKey(name, tampering);

        expect({ seed, name, ...second }).toMatchObject({ seed, name, exitCode: plenum.exitCode });
        expect({ seed, name, first: second.findings[0] }).toEqual({ seed, name, first: plenum.findings[0] });
        met.add(`${name}: ${['valid', 'invalid', 'undecided'][plenum.exitCode]}`);
      });
    }, 3_600_000);

    it('tell both the same, finding by finding, where the one with the key told another story', async () => {
      await forEach(spoilt(tellingAnother), async (seed) => {
        const [name, tampering] = inTurn(tellingAnother, seed);
        const { plenum, second } = await (await OneLog.of(seed, room)).spoiltWithTheKey(name, tampering);

        const expected = knownToBoth(plenum.findings, plenum, second);
        const found = knownToBoth(second.findings, plenum, second);
        expect({ seed, name, findings: found }).toEqual({
          seed,
          name,
          findings: expected,
        });
        met.add(`${name}: ${expected.length > 0 ? 'found' : 'changes no result'}`);
      });
    }, 3_600_000);

    it('met every outcome, and every tampering, or this would show little', () => {
      const outcomes = ['adopted', 'rejected', 'no-quorum', ...(LOGS > 20 ? ['tied'] : [])].map(
        (outcome) => `result ${outcome}`,
      );
      expect(outcomes.filter((name) => met.of(name) === 0)).toEqual([]);
      expect(Object.keys(withoutTheKey).filter((name) => met.of(name) === 0)).toEqual([]);
      expect(met.starting('not recounted')).toBeLessThan(met.starting('result') / 2);
    });
  },
);
