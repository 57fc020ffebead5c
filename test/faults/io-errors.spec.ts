import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { charter } from '../journeys/support/charter';
import type { Answer, Client, Json } from '../journeys/support/client';
import { documentOf, type MutationName } from '../journeys/support/mutations';
import { localIdOf } from '../journeys/support/people';
import { Dice } from './support/dice';
import { FaultyDisk, hasCompiler, type Failure, type Kind } from './support/faulty-disk';
import { lostAfterCuts } from './support/losses';
import { LONG, report, SEED, withSeed } from './support/run-length';
import { ServerProcess } from './support/server-process';

const EVERY_KIND: readonly Kind[] = ['write', 'sync', 'open', 'unlink', 'rename', 'truncate', 'link'];
const MOST_TRIES = 30;
const QUICK_FAILURES = 24;
const PATIENCE_MS = 10_000;

/** A server on a disk that fails, and a voter's patience: a command that was not answered is sent again under its id. */
class Hall implements AsyncDisposable {
  readonly root = mkdtempSync(join(tmpdir(), 'plenum-errors-'));
  readonly disk = new FaultyDisk(this.root);
  readonly server = new ServerProcess(this.root, {
    environment: this.disk.environment,
  });
  readonly codes = new Map<string, number>();

  async do(client: Client, mutation: MutationName, input: Json): Promise<Answer> {
    const named = { commandId: randomUUID(), ...input };
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      if (!this.server.isUp) await this.restart();
      const answer = await this.answerTo(client, mutation, named);
      if (answer?.receipt !== undefined) return answer;
      if (answer !== undefined) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
      if (tries === MOST_TRIES / 2) this.disk.heal();
    }
    throw new Error(`${mutation} was never answered`);
  }

  /** A disk that fails at the very start may keep a server from starting: then it is seen to. */
  async restart(): Promise<void> {
    try {
      await this.server.start();
    } catch {
      this.disk.heal();
      await this.server.start();
    }
  }

  private async answerTo(client: Client, mutation: MutationName, input: Json): Promise<Answer | undefined> {
    const reply = await within(client.ask(documentOf(mutation), { input }));
    const code = reply?.errors?.[0]?.extensions.code ?? (reply === undefined ? 'NO_ANSWER' : undefined);
    if (code !== undefined) this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    return (reply?.data?.[mutation] as Answer | null | undefined) ?? undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.kill();
    this.disk[Symbol.dispose]();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A whole poll, from the founding to the result: four weigh 1, Dora delegates to Ada, who says yes with Bruno, against Carla. */
async function wholePoll(hall: Hall, failure?: Failure): Promise<Json> {
  const { server } = hall;
  const assemblyId = randomUUID();
  if (failure !== undefined) hall.disk.failAt(failure);
  await hall.do(await server.founder(), 'foundAssembly', {
    commandId: assemblyId,
    name: 'Riu Clar',
    charter,
  });
  const [chair, registrar] = await Promise.all([
    server.client(assemblyId, ['chair']),
    server.client(assemblyId, ['registrar']),
  ]);
  const members = ['Ada', 'Bruno', 'Carla', 'Dora'].map((name) => ({ name }));
  const enrolled = (await hall.do(registrar, 'enrolMembers', { members }))['members'] as { id: string }[];
  const people = await Promise.all(enrolled.map(({ id }) => server.client(assemblyId, ['member'], localIdOf(id))));
  const { proposal } = await hall.do(chair, 'draftProposal', {
    title: 'A well',
    policyId: 'ordinary',
  });
  const proposalId = proposal.id as string;
  await hall.do(chair, 'openVoting', { proposalId });
  await hall.do(people[3]!, 'setDelegation', {
    scope: {},
    delegates: [enrolled[0]!.id],
  });
  for (const [voter, choice] of [
    ['0', 'yes'],
    ['1', 'no'],
    ['2', 'no'],
    ['1', 'yes'],
  ] as const)
    await hall.do(people[Number(voter)]!, 'castBallot', { proposalId, choice });
  await hall.do(chair, 'closeVoting', {
    proposalId,
    reason: 'All have spoken',
  });
  await hall.do(chair, 'certifyResult', { proposalId });
  return resultOf(hall, assemblyId, proposalId);
}

const RESULT = `query ($id: ID!) { proposal(id: $id) { status result { outcome entitled valid } }
  tally(proposalId: $id) { final scores { option score } own carried voters } }`;

async function resultOf(hall: Hall, assemblyId: string, id: string): Promise<Json> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (!hall.server.isUp) await hall.restart();
    const auditor = await hall.server.client(assemblyId, ['auditor']);
    const reply = await within(auditor.ask(RESULT, { id }));
    if (reply !== undefined && reply.errors === undefined) return reply.data;
    hall.disk.heal();
  }
  throw new Error('nobody could read the result');
}

/** Nobody waits for ever: an answer that does not come is a failure of its own, and counted. */
async function within<T>(asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), PATIENCE_MS)));
  return Promise.race([asked.catch(() => undefined), patience]).finally(() => clearTimeout(timer));
}

if (!hasCompiler) {
  it('needs a C compiler and Linux, and says so where they are missing', () => {
    process.stderr.write('the disk that fails was not tried: no C compiler here\n');
  });
} else {
  describe(`a disk that fails under a whole poll (seed ${SEED})`, () => {
    it(
      'leads to the right result, or to no answer, wherever it fails; and what was told survives a power cut after it',
      async () => {
        await withSeed(async () => {
          const dice = new Dice(SEED);
          await using hall = new Hall();
          await hall.server.start();
          const calm = await wholePoll(hall);
          const operations = countOperations(hall);
          let met = 0;

          for (const failure of failures(operations, dice)) {
            const result = await wholePoll(hall, failure);
            met += hall.disk.failed > 0 ? 1 : 0;
            hall.disk.heal();
            if (!hall.server.isUp) await hall.server.start();
            expect({ failure, result }).toEqual({ failure, result: calm });
          }

          await hall.server.kill();
          const lost = await lostAfterCuts({ root: hall.root, entries: hall.disk.diary() }, LONG ? 300 : 20, dice);
          const codes = Object.fromEntries(hall.codes);

          report('io-errors', {
            operations,
            failures: met,
            codes,
            lost: lost.length,
          });
          expect({
            lost,
            codes: Object.keys(codes).filter((code) => !/^(LOG_UNAVAILABLE|STORAGE_UNAVAILABLE|NO_ANSWER)$/.test(code)),
          }).toEqual({ lost: [], codes: [] });
          expect(met).toBeGreaterThan(QUICK_FAILURES / 3);
        });
      },
      LONG ? 7_200_000 : 240_000,
    );
  });
}

function countOperations(hall: Hall): number {
  return hall.disk.diary().filter(({ kind }) => kind !== 'told').length;
}

/** Every operation in its turn, for once and for good; in a short run some of them. */
function failures(operations: number, dice: Dice): readonly Failure[] {
  const all = Array.from({ length: operations }, (_, index) => index + 1).flatMap((nth): Failure[] => [
    { kinds: EVERY_KIND, nth },
    { kinds: ['sync'], nth: Math.ceil(nth / 3) },
    { kinds: ['write'], nth, repeats: 8, error: 'ENOSPC' },
    { kinds: EVERY_KIND, nth, repeats: 8 },
  ]);
  return LONG ? all : dice.shuffled(all).slice(0, QUICK_FAILURES);
}
