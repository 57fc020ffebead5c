import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dice } from './support/dice';
import { receiptsIn, type Told } from './support/diary';
import { FaultyDisk, hasCompiler } from './support/faulty-disk';
import { openPoll } from './support/open-poll';
import { lostAfterCuts, type Trace } from './support/losses';
import { LONG, report, SEED, withSeed } from './support/run-length';
import { ServerProcess } from './support/server-process';

const CUTS = LONG ? 1_000 : 60;
const VOTERS = LONG ? 400 : 60;
const ROUNDS_OF_VOTING = 3;
const LET_NORMAL_THROUGH = join(__dirname, 'support/let-normal-through.js');

const folders: string[] = [];
function newFolder(): string {
  folders.push(mkdtempSync(join(tmpdir(), 'plenum-power-')));
  return folders.at(-1)!;
}
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

interface PollTrace extends Trace {
  readonly assemblyId: string;
}

/** What the server did to its folder while a poll was held on eight connections, and everything it told anybody. */
async function traceOfPoll(preload: readonly string[] = [], connections = 8): Promise<PollTrace> {
  const root = newFolder();
  using disk = new FaultyDisk(root);
  await using server = await ServerProcess.started(root, { environment: disk.environment, preload });
  const { assemblyId, proposalId, voters } = await openPoll(server, VOTERS);
  const ballots = Array.from({ length: ROUNDS_OF_VOTING }, (_, round) => voters.map((voter) => ({ voter, round })));
  const queue = ballots.flat();
  const vote = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      await next.voter.do('castBallot', { proposalId, choice: next.round % 2 === 0 ? 'yes' : 'no' });
  };
  await Promise.all(Array.from({ length: connections }, vote));
  await server.kill();
  return { assemblyId, root, entries: disk.diary() };
}

/** Receipts that were told before what they speak of was synced. */
function toldTooEarly({ assemblyId, entries }: PollTrace): readonly Told[] {
  const isLog = (path: string) => path.endsWith(`${assemblyId}.log.db-wal`);
  let isSynced = true;
  return entries.flatMap((entry) => {
    if (entry.kind === 'write' && isLog(entry.path)) isSynced = false;
    if (entry.kind === 'sync' && isLog(entry.path)) isSynced = true;
    return entry.kind === 'told' && !isSynced ? receiptsIn(entry.text) : [];
  });
}

if (!hasCompiler) {
  it('needs a C compiler and Linux, and says so where they are missing', () => {
    process.stderr.write('the disk that loses power was not tried: no C compiler here\n');
  });
} else {
  describe(`a power cut that drops what was not synced (seed ${SEED})`, () => {
    it('loses no ballot of which anybody was told', async () => {
      await withSeed(async () => {
        const trace = await traceOfPoll();
        expect(trace.entries.filter(({ kind }) => kind === 'told').length).toBeGreaterThan(VOTERS);

        const lost = await lostAfterCuts(trace, CUTS, new Dice(SEED));

        report('power-cuts', { cuts: CUTS, operations: trace.entries.length, lost: lost.length });
        expect(lost).toEqual([]);
      });
    });

    it('would lose some if commits were not synced one by one: the control', async () => {
      await withSeed(async () => {
        const trace = await traceOfPoll([LET_NORMAL_THROUGH]);

        const lost = await lostAfterCuts(trace, 20, new Dice(SEED));

        report('power-cuts-control', { cuts: 20, operations: trace.entries.length, lost: lost.length });
        expect(lost.length).toBeGreaterThan(0);
        expect(toldTooEarly(trace).length).toBeGreaterThan(0);
      });
    });

    it('finds a sync between every commit and its receipt, when one ballot is cast at a time', async () => {
      const trace = await traceOfPoll([], 1);
      const receipts = trace.entries.flatMap((entry) => (entry.kind === 'told' ? receiptsIn(entry.text) : []));
      expect(receipts.length).toBeGreaterThanOrEqual(VOTERS * ROUNDS_OF_VOTING);

      expect(toldTooEarly(trace)).toEqual([]);

      report('syncs-before-receipts', { receipts: receipts.length, tooEarly: 0 });
    });
  });
}
