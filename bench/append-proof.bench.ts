import crypto, { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { KeyKind, NO_STREAM, SignerKey, SqliteEventLogs, type AppendRequest, type EventLog } from '@plenum/event-log';
import { KeptHeads } from '../apps/api/src/proof/heads/kept-heads';
import { KeptTiles } from '../apps/api/src/proof/heads/kept-tiles';
import { LogSigner } from '../apps/api/src/proof/heads/log-signer';
import { idOf } from './assembly/story';
import { expectSame, type Bench, type Line } from './measure/bench';
import { inScratch } from './measure/scratch';
import { median, medianRatio, round } from './measure/statistics';

/**
 * What the proof costs those who append: a log whose events are hashed, read back, grown into the tree and covered by signed heads
 * every second, against the same log where hashing costs nothing (SHA-256 gives one constant) and nobody signs. In turns, in one run.
 */
export const appendProofBench: Bench = async function* ({ quick }) {
  const ballots = quick ? 640 : 19_200;
  for (const atOnce of [1, 64]) {
    yield* await inScratch('append-proof', (directory) =>
      measured(directory, atOnce, atOnce === 1 ? ballots / 4 : ballots, quick ? 2 : 12),
    );
  }
};

/** Turns that warm up and are dropped. */
const WARM_UP = 2;

async function measured(directory: string, atOnce: number, ballots: number, turns: number): Promise<Line[]> {
  const plain = await new SqliteEventLogs(join(directory, 'plain')).create(ASSEMBLY);
  const proven = await new SqliteEventLogs(join(directory, 'proven')).create(ASSEMBLY);
  const signer = await signerOf(proven, directory);
  const [without, with_]: [Cost[], Cost[]] = [[], []];
  for (let turn = 0; turn < turns + WARM_UP; turn += 1) {
    without.push(await costOf(() => withoutHashing(() => appended(plain, ballots, atOnce, () => undefined))));
    with_.push(await costOf(() => provenAppended(proven, signer, ballots, atOnce)));
  }
  const [unhashed] = await plain.readBytes(0, 1);
  expectSame('hash that cost nothing', Buffer.from(unhashed!.leafHash).toString('latin1'), ONE_HASH);
  const { checkpoint } = signer.latest!;
  expectSame('events signed', checkpoint.size, (turns + WARM_UP) * ballots);
  await signer.stop();
  await Promise.all([plain.close(), proven.close()]);
  const [less, more] = [without.slice(WARM_UP), with_.slice(WARM_UP)];
  return [
    {
      bench: 'append-proof',
      what: atOnce === 1 ? 'one ballot after the other' : `${atOnce} ballots at once`,
      ballotsPerSecond: round((ballots * 1_000) / median(more.map(({ ms }) => ms))),
      withoutPerSecond: round((ballots * 1_000) / median(less.map(({ ms }) => ms))),
      ratio: medianRatio(ms(more), ms(less)),
      processorRatio: medianRatio(processorMs(more), processorMs(less)),
      against: 'the same log without hashing and signing',
      goal: 'at most 1.3',
    },
  ];
}

const ASSEMBLY = idOf('assembly', 0);

const ms = (costs: readonly Cost[]) => costs.map((cost) => cost.ms);
const processorMs = (costs: readonly Cost[]) => costs.map((cost) => cost.processorMs);

async function signerOf(log: EventLog, directory: string): Promise<LogSigner> {
  const key = SignerKey.generate(`plenum.local/${ASSEMBLY}`, KeyKind.note);
  const heads = new KeptHeads(join(directory, 'proven'), join(directory, 'heads'), ASSEMBLY, key.verifier);
  return LogSigner.open(log, key, heads, new KeptTiles(join(directory, 'proven'), ASSEMBLY), (reason) => {
    throw reason;
  });
}

/** As on a server: a head is wanted after every ballot, and comes within a second. The turn ends when a head covers its last ballot. */
async function provenAppended(log: EventLog, signer: LogSigner, ballots: number, atOnce: number): Promise<void> {
  let last = 0;
  await appended(log, ballots, atOnce, (position) => {
    last = position;
    signer.want(position, false);
  });
  // The signer's timers do not keep a process alive, which on a server the open port does.
  const alive = setInterval(() => undefined, 60_000);
  signer.want(last, true);
  await signer.covering(last);
  clearInterval(alive);
}

async function appended(log: EventLog, ballots: number, atOnce: number, recorded: (position: number) => void) {
  for (let done = 0; done < ballots; done += atOnce) {
    const receipts = await Promise.all(Array.from({ length: atOnce }, () => log.append(ballot())));
    recorded(receipts.at(-1)!.lastPosition);
  }
}

function ballot(): AppendRequest {
  const [proposal, member] = [randomUUID(), randomUUID()];
  return {
    stream: `ballots-${randomUUID()}`,
    expectedRevision: NO_STREAM,
    events: [{ type: 'BallotCast', version: 1, data: { proposal, member, choice: 'yes', channel: 'online' } }],
    commandId: randomUUID(),
    commandDigest: randomBytes(32).toString('hex'),
    actor: randomUUID(),
    at: '2026-03-14T10:00:00.000Z',
  };
}

const ONE_HASH = Buffer.alloc(32).toString('latin1');

/** The log's code as it is, while `hash` answers at once. Nothing of such a log is ever read back, where it would not agree. */
async function withoutHashing(work: () => Promise<void>): Promise<void> {
  const { hash } = crypto;
  crypto.hash = (() => ONE_HASH) as unknown as typeof hash;
  try {
    await work();
  } finally {
    crypto.hash = hash;
  }
}

interface Cost {
  readonly ms: number;
  /** Of all threads of the process. */
  readonly processorMs: number;
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - start, processorMs: (user + system) / 1_000 };
}
