import { expectSame, type Bench, type Line } from './measure/bench';
import { Served } from './cast-ballot/served';
import type { Drive } from './cast-ballot/drive';
import { inScratch } from './measure/scratch';
import { percentile, round } from './measure/statistics';

/**
 * Members fetch receipts while others vote, at one durable server over GraphQL: receipts alone, ballots alone, and both at once. In
 * turns, in one run. Every receipt is checked up to the root of its head.
 */
export const proofServedBench: Bench = async function* ({ quick }) {
  const pace = quick ? { members: 200, seconds: 0.3, rounds: 1 } : { members: 5_000, seconds: 3, rounds: 5 };
  yield* await inScratch('proof-served', (scratch) => measured(scratch, pace));
};

interface Pace {
  readonly members: number;
  readonly seconds: number;
  readonly rounds: number;
}

/** Connections that vote, and connections that fetch receipts. */
const [VOTING, FETCHING] = [32, 4] as const;

async function measured(scratch: string, { members, seconds, rounds }: Pace): Promise<Line[]> {
  const served = await Served.start('group-commit', scratch, members, VOTING);
  const [alone, beside, ballotsAlone, ballotsBeside]: [Drive[], Drive[], Drive[], Drive[]] = [[], [], [], []];
  try {
    await Promise.all([served.overHttp(seconds / 3), served.receipts(seconds / 3, FETCHING)]);
    for (let turn = 0; turn < rounds; turn += 1) {
      alone.push(await served.receipts(seconds, FETCHING));
      ballotsAlone.push(await served.overHttp(seconds));
      const [ballots, receipts] = await Promise.all([served.overHttp(seconds), served.receipts(seconds, FETCHING)]);
      ballotsBeside.push(ballots);
      beside.push(receipts);
    }
    const { own } = await served.tally();
    expectSame('own weight', own, String(Math.min(members, served.ballotsSent)));
    await served.end();
  } finally {
    served.kill();
  }
  return [
    lineOf('a receipt, nobody voting', alone, 'receiptsPerSecond'),
    {
      ...lineOf('a receipt, while others vote', beside, 'receiptsPerSecond'),
      ...over(beside, alone),
      against: 'nobody voting',
    },
    lineOf('a ballot, nobody fetching', ballotsAlone, 'ballotsPerSecond'),
    {
      ...lineOf('a ballot, while receipts are fetched', ballotsBeside, 'ballotsPerSecond'),
      ...over(ballotsBeside, ballotsAlone),
      against: 'nobody fetching',
    },
  ];
}

function lineOf(what: string, drives: readonly Drive[], rate: string): Line {
  const latencies = drives.flatMap((one) => one.latencies);
  return {
    ...{ bench: 'proof-served', what, [rate]: round(perSecond(drives)) },
    ...{ p50Ms: round(percentile(latencies, 50)), p99Ms: round(percentile(latencies, 99)) },
  };
}

function over(these: readonly Drive[], those: readonly Drive[]): { readonly ratio: number } {
  return { ratio: round(perSecond(these) / perSecond(those)) };
}

function perSecond(drives: readonly Drive[]): number {
  const [casts, seconds] = [drives.map((one) => one.casts), drives.map((one) => one.seconds)];
  return casts.reduce((sum, one) => sum + one, 0) / seconds.reduce((sum, one) => sum + one, 0);
}
