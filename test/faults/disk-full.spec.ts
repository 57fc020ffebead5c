import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLogs, sqliteLogFileOf } from '@plenum/event-log';
import type { Client, Json, Receipt, Reply } from '../journeys/support/client';
import { documentOf } from '../journeys/support/mutations';
import { Dice } from './support/dice';
import { FaultyDisk, hasCompiler } from './support/faulty-disk';
import { openPoll } from './support/open-poll';
import { LONG, report, SEED, withSeed } from './support/run-length';
import { ServerProcess } from './support/server-process';

const TIMES_TIGHT = LONG ? 1_024 : 12;
const VOTERS = 40;
const PAGE = 4096;
/** What is left when it gets tight is less, each step in its turn in a long run. Unit: pages. */
const MOST_LEFT = 24;

const casting = (voter: Client, input: Json): Promise<Reply> => voter.ask(documentOf('castBallot'), { input });

if (!hasCompiler) {
  it('needs a C compiler and Linux, and says so where they are missing', () => {
    process.stderr.write('the disk that is full was not tried: no C compiler here\n');
  });
} else {
  describe(`a disk that gets full while people vote (seed ${SEED})`, () => {
    it(
      'records nothing it does not acknowledge, says so each time, and goes on by itself when there is room',
      async () => {
        await withSeed(async () => {
          const dice = new Dice(SEED);
          const root = mkdtempSync(join(tmpdir(), 'plenum-full-'));
          using disk = new FaultyDisk(root);
          await using server = await ServerProcess.started(root, { environment: disk.environment });
          const { assemblyId, proposalId, voters } = await openPoll(server, VOTERS);
          const receipts: Receipt[] = [];
          const refusals = new Map<string, number>();
          let timesFull = 0;

          for (let time = 0; time < TIMES_TIGHT; time += 1) {
            disk.allowBytes(PAGE * (LONG ? time % MOST_LEFT : dice.below(MOST_LEFT)));
            const ballots = voters.map((voter) => ({
              voter,
              input: { commandId: randomUUID(), proposalId, choice: dice.pick(['yes', 'no', 'abstain']) },
            }));
            const replies = await Promise.all(ballots.map(({ voter, input }) => casting(voter, input)));
            disk.allowBytes(-1);
            timesFull += replies.some(({ errors }) => errors !== undefined) ? 1 : 0;
            for (const [index, { data, errors }] of replies.entries()) {
              const code = errors?.[0]?.extensions.code ?? 'recorded';
              refusals.set(code, (refusals.get(code) ?? 0) + 1);
              const { voter, input } = ballots[index]!;
              const answered = data?.castBallot ?? (await casting(voter, input)).data?.castBallot;
              receipts.push(answered.receipt);
            }
          }

          const health = async () => (await fetch(`${server.url}/health`)).status;
          const input = { commandId: randomUUID(), proposalId, choice: 'yes' };
          disk.allowBytes(0);
          expect((await casting(voters[0]!, input)).errors?.[0]?.extensions.code).toBe('LOG_UNAVAILABLE');
          expect(await health()).toBe(503);
          disk.allowBytes(-1);
          receipts.push((await casting(voters[0]!, input)).data?.castBallot.receipt);
          expect(await health()).toBe(200);

          expect(server.isUp).toBe(true);
          expect([...refusals.keys()].sort()).toEqual(['LOG_UNAVAILABLE', 'recorded']);
          await server.kill();
          const logBytes = statSync(sqliteLogFileOf(root, assemblyId)!).size;
          const log = await new SqliteEventLogs(root).open(assemblyId);
          const events = (await log.readAll(0, 1_000_000)).filter(({ type }) => type.startsWith('Ballot'));
          await log.close();
          expect(events.map(({ commandId }) => commandId).sort()).toEqual(
            receipts.map(({ commandId }) => commandId).sort(),
          );
          report('disk-full', {
            tight: TIMES_TIGHT,
            timesFull,
            ballots: receipts.length,
            logBytes,
            ...Object.fromEntries(refusals),
          });
          rmSync(root, { recursive: true, force: true });
        });
      },
      LONG ? 3_600_000 : 120_000,
    );
  });
}
