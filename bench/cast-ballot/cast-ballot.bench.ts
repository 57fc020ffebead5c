import { join } from 'node:path';
import { SqliteEventLogs } from '@plenum/event-log';
import { expectSame, type Bench, type Line } from '../measure/bench';
import { inScratch } from '../measure/scratch';
import { median, medianRatio, percentile, round } from '../measure/statistics';
import { ASSEMBLY_ID, standAfter } from './casts';
import type { ServerDrive } from './drive';
import { Served } from './served';
import type { Store } from './server';

/**
 * Members voting at once, through GraphQL over HTTP, at the durable server; at the same server with its log in memory; and
 * at one that syncs for every ballot alone. Then the same ballots without HTTP and GraphQL, which is what is left of the
 * difference once a request costs nothing. In turns, in one run.
 */
const CONNECTIONS = 64;
const STORES: readonly Store[] = ['group-commit', 'memory', 'one-sync-each'];

/** Events in the log before the first ballot, besides the roll: the assembly, its charter, a draft and its opening. */
const BEGINNING = 4;

interface Pace {
  readonly members: number;
  /** Dropped. */
  readonly warmUpSeconds: number;
  readonly roundSeconds: number;
  readonly rounds: number;
}

type Way = 'overHttp' | 'inside';
type Rounds = Readonly<Record<Store, Readonly<Record<Way, ServerDrive[]>>>>;

export const castBallotBench: Bench = async function* ({ quick }) {
  const pace: Pace = quick
    ? { members: 200, warmUpSeconds: 0.1, roundSeconds: 0.1, rounds: 1 }
    : { members: 5000, warmUpSeconds: 3, roundSeconds: 2, rounds: 5 };
  const rounds = await inScratch('cast-ballot', (scratch) => measured(scratch, pace));
  for (const way of ['overHttp', 'inside'] as const) {
    for (const store of STORES) yield storeLine(way, store, rounds[store][way]);
    yield ratioLine(way, rounds, 'group-commit', 'memory', 'at least 0.5');
    yield ratioLine(way, rounds, 'group-commit', 'one-sync-each', 'at least 5');
  }
};

async function measured(scratch: string, pace: Pace): Promise<Rounds> {
  const servers: [Store, Served][] = [];
  try {
    for (const store of STORES) servers.push([store, await Served.start(store, scratch, pace.members, CONNECTIONS)]);
    const rounds = await inTurns(servers, pace);
    for (const [store, served] of servers) await checked(store, served, scratch, pace.members);
    return rounds;
  } finally {
    for (const [, served] of servers) served.kill();
  }
}

async function inTurns(servers: readonly (readonly [Store, Served])[], pace: Pace): Promise<Rounds> {
  const nothing = (): Record<Way, ServerDrive[]> => ({ overHttp: [], inside: [] });
  const rounds = { 'group-commit': nothing(), memory: nothing(), 'one-sync-each': nothing() };
  for (const way of ['overHttp', 'inside'] as const) {
    for (const [, served] of servers) await served[way](pace.warmUpSeconds);
    for (let turn = 0; turn < pace.rounds; turn += 1) {
      for (const [store, served] of servers) rounds[store][way].push(await served[way](pace.roundSeconds));
    }
  }
  return rounds;
}

/** The tally is that of the last ballots, and every ballot that was acknowledged stands in the log when it is opened anew. */
async function checked(store: Store, served: Served, scratch: string, members: number): Promise<void> {
  const { position, own, scores } = await served.tally();
  const stand = standAfter(served.ballotsSent, members);
  const expectedHead = members + BEGINNING + served.ballotsSent;
  const { yes = '0', no = '0', abstain = '0' } = scores;
  expectSame(`${store}: the tally`, { yes, no, abstain }, mapped(stand));
  expectSame(`${store}: own weight`, own, String(Math.min(members, served.ballotsSent)));
  expectSame(`${store}: the view's position`, position, expectedHead);
  await served.end();
  if (store === 'memory') return;
  const logs = new SqliteEventLogs(join(scratch, store));
  expectSame(`${store}: the log's head`, await (await logs.open(ASSEMBLY_ID)).head(), expectedHead);
  await logs.close();
}

function mapped({ yes, no, abstain }: ReturnType<typeof standAfter>): Record<string, string> {
  return { yes: String(yes), no: String(no), abstain: String(abstain) };
}

const WHAT: Readonly<Record<Way, string>> = { overHttp: 'GraphQL over HTTP', inside: 'command runner, no HTTP' };

function storeLine(way: Way, store: Store, drives: readonly ServerDrive[]): Line {
  const perSecond = median(throughputs(drives));
  const latencies = drives.flatMap((drive) => drive.latencies);
  return {
    bench: 'cast-ballot',
    what: WHAT[way],
    store,
    connections: CONNECTIONS,
    perSecond: round(perSecond),
    microsecondsEach: round(1e6 / perSecond),
    processorMicrosecondsEach: round(median(drives.map((drive) => (drive.processorSeconds * 1e6) / drive.casts))),
    p50Ms: round(percentile(latencies, 50)),
    p99Ms: round(percentile(latencies, 99)),
  };
}

function ratioLine(way: Way, rounds: Rounds, store: Store, against: Store, goal: string): Line {
  const ratio = medianRatio(throughputs(rounds[store][way]), throughputs(rounds[against][way]));
  return { bench: 'cast-ballot', what: WHAT[way], store, ratio, against, goal };
}

function throughputs(drives: readonly ServerDrive[]): number[] {
  return drives.map(({ casts, seconds }) => casts / seconds);
}
