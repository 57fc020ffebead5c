import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  isFinding,
  KeyKind,
  parseCheckpoint,
  signCheckpoint,
  SignerKey,
  SqliteEventLogs,
  TiledLog,
  TiledSuspect,
  TileTree,
  writeTiledLog,
  type Checkpoint,
} from '@plenum/event-log';
import { audit } from '../apps/cli/src/verify/audit';
import { ballot, delegateOf, delegations, founding, idOf, opening, wordOf, type Entry } from './assembly/story';
import { writeStory } from './assembly/write-story';
import { expectSame, type Bench, type Line } from './measure/bench';
import { inScratch } from './measure/scratch';
import { median, medianRatio, round } from './measure/statistics';

/**
 * An auditor at home with an export: every byte hashed, every rule asked, every event folded; against reading the same bundles and
 * parsing their events. And how long the server needs for one receipt.
 */
export const verifyBench: Bench = async function* ({ quick, full }) {
  const sizes = quick ? [2000] : full ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  for (const events of sizes)
    yield* await inScratch('verify', (directory) =>
      measured(directory, events, quick ? 1 : events > 100_000 ? 1 : events > 10_000 ? 3 : 9),
    );
};

/** Unit: events read at a time while preparing, and paths taken. */
const [PAGE, PATHS] = [1_024, 1_000];

const signer = SignerKey.generate(`plenum.local/${idOf('assembly', 0)}`, KeyKind.note);

/** A fifth of the events enrols, a fifth delegates, the rest votes on three proposals. */
function* storyOf(events: number): Iterable<Entry> {
  const members = Array.from({ length: Math.floor((events - 8) / 5) }, (_, index) => idOf('member', index));
  yield* founding(members);
  yield* delegations(members, delegateOf(members.length, 3));
  for (let proposal = 0; proposal < 3; proposal += 1) {
    const proposalId = idOf('proposal', proposal);
    yield* opening(proposalId, members.length);
    for (const [index, memberId] of members.entries()) yield ballot(proposalId, memberId, wordOf(index + proposal));
  }
}

async function measured(scratch: string, events: number, rounds: number): Promise<Line[]> {
  const directory = join(scratch, 'export');
  const receiptUs = await exported(scratch, directory, events);
  const checkpoint = parseCheckpoint((await new TiledLog(directory).checkpoint())!);
  const [reading, verifying]: [number[], number[]] = [[], []];
  let heapMb = 0;
  for (let turn = 0; turn < rounds; turn += 1) {
    reading.push(await timed(() => readAndParsed(directory, checkpoint)));
    verifying.push(await timed(async () => (heapMb = Math.max(heapMb, await verified(directory, checkpoint)))));
  }
  const perSecond = (times: readonly number[]) => Math.round((checkpoint.size * 1000) / median(times));
  return [
    {
      bench: 'verify',
      what: 'an export, every event',
      events: checkpoint.size,
      eventsPerSecond: perSecond(verifying),
      readPerSecond: perSecond(reading),
      ratio: medianRatio(reading, verifying),
      against: 'reading and parsing alone',
      goal: 'at least 0.3',
      heapMb: round(heapMb),
    },
    { bench: 'verify', what: 'a receipt: its path up the tree', events: checkpoint.size, receiptUs: round(receiptUs) },
  ];
}

/** Writes the export of a log on disk. Returns what one path took, in microseconds. */
async function exported(scratch: string, directory: string, events: number): Promise<number> {
  const log = await new SqliteEventLogs(scratch).create(idOf('assembly', 0));
  await writeStory(log, storyOf(events));
  const tree = new TileTree(async (first, count) =>
    Buffer.concat((await log.readBytes(first, count)).map(({ leafHash }) => leafHash)),
  );
  for (let page = await log.readBytes(0, PAGE); page.length > 0; page = await log.readBytes(tree.size, PAGE)) {
    for (const { leafHash } of page) tree.add(leafHash);
  }
  const note = signCheckpoint({ size: tree.size, root: await tree.root() }, signer);
  mkdirSync(directory);
  await writeTiledLog(directory, log, parseCheckpoint(Buffer.from(note)), () => undefined);
  writeFileSync(join(directory, 'checkpoint'), note);
  const ms = await timed(async () => {
    for (let turn = 0; turn < PATHS; turn += 1) await tree.inclusionProof(Math.floor((turn * tree.size) / PATHS));
  });
  await log.close();
  return (ms * 1_000) / PATHS;
}

async function readAndParsed(directory: string, { size }: Checkpoint): Promise<void> {
  let [events, bytes] = [0, 0];
  for await (const page of new TiledSuspect(new TiledLog(directory), size).pages()) {
    for (const one of page) {
      if (isFinding(one)) continue;
      bytes += Object.keys(JSON.parse(Buffer.from(one.bytes).toString()) as object).length;
      events += 1;
    }
  }
  expectSame('events and keys read', [events, bytes], [size, size * 10]);
}

/** Unit: events between looks at the heap, which take time themselves. */
const SAMPLE = 4096;

/** Returns the largest heap that was seen. Unit: MB. */
async function verified(directory: string, { size }: Checkpoint): Promise<number> {
  let most = 0;
  const tiled = new TiledLog(directory);
  const subject = {
    name: directory,
    log: new TiledSuspect(tiled, size),
    heads: [{ from: 'checkpoint', checkpoint: parseCheckpoint((await tiled.checkpoint())!) }],
    key: signer.verifier,
    findings: [],
    close: () => undefined,
  };
  const { findings, events } = await audit(subject, {
    earlier: [],
    interrupted: new AbortController().signal,
    onPage: (done) => {
      if (done % SAMPLE === 0) most = Math.max(most, process.memoryUsage().heapUsed);
    },
  });
  expectSame('findings and events', [findings, events], [[], size]);
  return most / 2 ** 20;
}

/** Unit: milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
