import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NameRegistry } from '../../apps/api/src/platform/name-registry';
import { charter } from '../journeys/support/charter';
import type { Client, Json, Reply } from '../journeys/support/client';
import { documentOf } from '../journeys/support/mutations';
import { localIdOf } from '../journeys/support/people';
import type { Entry } from './support/diary';
import { Dice } from './support/dice';
import { FaultyDisk, hasCompiler, type Failure, type Kind } from './support/faulty-disk';
import { DiskBeforePowerCut } from './support/power-cut';
import { LONG, report, SEED, withSeed } from './support/run-length';
import { ServerProcess } from './support/server-process';

const EVERY_KIND: readonly Kind[] = ['write', 'sync', 'open', 'unlink', 'truncate'];
/** More than the names take for one enrolment that is refused and one that is not, with a checkpoint between. */
const DEEPEST = 40;
const QUICK_FAILURES = 12;
const CUTS = LONG ? 300 : 40;

/** By local id. */
type Names = Map<string, string>;

const codeOf = ({ errors }: Reply) => errors?.[0]?.extensions.code;
const inputOf = (name: string, wording: Json = {}) => ({
  commandId: randomUUID(),
  members: [{ name, number: name, ...wording }, { name: `${name}’s child` }],
});

/** A registrar at work on a disk that fails under the names only. */
class Registry implements AsyncDisposable {
  readonly root = mkdtempSync(join(tmpdir(), 'plenum-names-'));
  readonly disk = new FaultyDisk(this.root, '.names.db');
  readonly server = new ServerProcess(this.root, { environment: this.disk.environment });
  readonly codes = new Map<string, number>();
  readonly acknowledged: Names = new Map();

  constructor(private readonly dice: Dice) {}

  async found(): Promise<string> {
    const commandId = randomUUID();
    const input = { commandId, name: 'Riu Clar', charter };
    await this.untilRecorded(await this.server.founder(), 'foundAssembly', input);
    return commandId;
  }

  /** Ask once while the disk fails, and if that came to nothing, once more when it is well: of the same server, or of the next. */
  async untilRecorded(client: Client, mutation: 'foundAssembly' | 'enrolMembers', input: Json): Promise<Json> {
    const first = await this.ask(client, mutation, input);
    this.disk.heal();
    if (codeOf(first) !== undefined) await this.perhapsRestart();
    const { data, errors } = codeOf(first) === undefined ? first : await this.ask(client, mutation, input);
    if (data?.[mutation]?.receipt === undefined) throw new Error(JSON.stringify([first, data, errors]));
    return data[mutation];
  }

  /** One whose class is unknown is named first and not enrolled then; the same number must be free for the next. */
  async enrol(registrar: Client, name: string): Promise<void> {
    await this.ask(registrar, 'enrolMembers', inputOf(name, { classId: 'nobility' }));
    if (this.disk.failed > 0) await this.perhapsRestart();
    const { members } = await this.untilRecorded(registrar, 'enrolMembers', inputOf(name));
    for (const one of members) this.acknowledged.set(localIdOf(one.id), one.name);
  }

  async ask(client: Client, mutation: 'foundAssembly' | 'enrolMembers', input: Json): Promise<Reply> {
    const reply = await client.ask(documentOf(mutation), { input });
    const code = codeOf(reply);
    if (code !== undefined) this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    return reply;
  }

  /** What a failed sync left behind is found by the next server, which trusts it or does not. */
  async perhapsRestart(): Promise<void> {
    if (!this.dice.oneIn(3)) return;
    this.disk.heal();
    await this.server.kill();
    await this.server.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.kill();
    this.disk[Symbol.dispose]();
    rmSync(this.root, { recursive: true, force: true });
  }
}

if (!hasCompiler) {
  it('needs a C compiler and Linux, and says so where they are missing', () => {
    process.stderr.write('names on a disk that fails were not tried: no C compiler here\n');
  });
} else {
  describe(`a disk that fails under the names (seed ${SEED})`, () => {
    it(
      'is told as such; the same command is recorded later, no name of a member is lost, and no other is kept',
      async () => {
        await withSeed(async () => {
          const dice = new Dice(SEED);
          await using registry = new Registry(dice);
          const { disk, server } = registry;
          await server.start();
          const assemblyId = await registry.found();
          const registrar = await server.client(assemblyId, ['registrar']);
          let met = 0;

          for (const [round, failure] of failures(dice).entries()) {
            disk.failAt(failure);
            if (dice.oneIn(4)) await registry.found();
            else await registry.enrol(registrar, `Voter ${round}`);
            met += disk.failed > 0 ? 1 : 0;
            disk.heal();
          }
          await registry.enrol(registrar, 'The last');
          await server.kill();

          expect(namesIn(registry.root, assemblyId)).toEqual(inOrder(registry.acknowledged));
          const lost = namesLostAfterCuts(registry, assemblyId, dice);
          expect({ lost, codes: [...registry.codes.keys()] }).toEqual({ lost: [], codes: ['STORAGE_UNAVAILABLE'] });
          expect(met).toBeGreaterThan(LONG ? QUICK_FAILURES / 4 : 0);
          const { size: names } = registry.acknowledged;
          report('names', { failures: met, names, cuts: CUTS, lost: 0, codes: Object.fromEntries(registry.codes) });
        });
      },
      LONG ? 3_600_000 : 240_000,
    );
  });
}

/** Each operation in its turn, once, several times or for good; in a short run some of them. */
function failures(dice: Dice): readonly Failure[] {
  const all = Array.from({ length: DEEPEST }, (_, index) => index + 1).flatMap((nth): Failure[] => [
    { kinds: EVERY_KIND, nth },
    { kinds: EVERY_KIND, nth, repeats: -1 },
    { kinds: ['sync'], nth: Math.ceil(nth / 4) },
    { kinds: ['write'], nth: Math.ceil(nth / 2), repeats: 6, error: 'ENOSPC' },
  ]);
  return LONG ? dice.shuffled(all) : dice.shuffled(all).slice(0, QUICK_FAILURES);
}

const inOrder = (names: Iterable<readonly [string, string]>) => [...names].sort(([a], [b]) => (a < b ? -1 : 1));

function namesIn(folder: string, assemblyId: string): readonly (readonly [string, string])[] {
  const registry = NameRegistry.open(folder, assemblyId);
  try {
    return inOrder(registry.search('', Infinity).map((id) => [id, registry.get(id)!.name]));
  } finally {
    registry.close();
  }
}

const MEMBER = /"id":"([^"]+)","name":"([^"]+)"/g;

/** Cuts the power at random moments, and says which names had been told and are gone. */
function namesLostAfterCuts({ root, disk }: Registry, assemblyId: string, dice: Dice): readonly string[] {
  // Other files may have been half-way through an operation when the server was killed; names never are between two requests.
  const isOfNames = (path: string) => path === root || path.includes('.names.db');
  const entries = disk.diary().filter((entry) => entry.kind === 'told' || isOfNames(entry.path));
  const moments = new Set(Array.from({ length: CUTS }, () => dice.below(entries.length)));
  const now = new DiskBeforePowerCut(dice);
  const told: Names = new Map();
  const lost: string[] = [];
  for (const [index, entry] of entries.entries()) {
    now.follow(entry);
    for (const [id, name] of toldIn(entry)) told.set(id, name);
    if (!moments.has(index) || told.size === 0) continue;
    const folder = mkdtempSync(join(tmpdir(), 'plenum-names-cut-'));
    now.cutPower(root, folder);
    const left = new Map(namesIn(folder, assemblyId));
    const missing = [...told].filter(([id, name]) => left.get(id) !== name).length;
    if (missing > 0) lost.push(`after ${index + 1} of ${entries.length} operations: ${missing} of ${told.size}`);
    rmSync(folder, { recursive: true });
  }
  return lost;
}

function toldIn(entry: Entry): readonly (readonly [string, string])[] {
  if (entry.kind !== 'told' || !entry.text.includes('"members":[')) return [];
  return [...entry.text.matchAll(MEMBER)].map(([, id, name]) => [localIdOf(id!), name!]);
}
