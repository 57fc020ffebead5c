import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { certifiedResult, recordFold, streams } from '@plenum/domain';
import {
  isFinding,
  KeyKind,
  LogAudit,
  parseCheckpoint,
  signCheckpoint,
  SignerKey,
  SqliteEventLogs,
  sqliteLogFileOf,
  SqliteSuspect,
  TiledLog,
  TiledSuspect,
  TileTree,
  writeTiledLog,
  type Checkpoint,
  type SuspectLog,
} from '@plenum/event-log';
import { audit } from '../apps/cli/src/verify/audit';
import type { RecountWatch } from '../apps/cli/src/verify/recount';
import { ballot, delegateOf, delegations, founding, idOf, opening, wordOf, type Entry } from './assembly/story';
import { then, writeStory } from './assembly/write-story';
import { expectSame, type Bench, type Line } from './measure/bench';
import { keptMemory, type KeptMemory } from './measure/memory';
import { inScratch } from './measure/scratch';
import { median, medianRatio, round } from './measure/statistics';
import { timesOf, type Times } from './measure/times';

/**
 * An auditor at home with an export, or with a copy of the log file: every byte hashed, every rule asked, every event folded, every
 * result counted again; against reading the same bytes and parsing their events. What stays in memory, and how it grows. And how
 * long the server needs for one receipt.
 */
export const verifyBench: Bench = async function* ({ quick, full }) {
  const sizes = quick ? [2000, 4000] : full ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  const kept: Kept[] = [];
  for (const events of sizes) {
    const rounds = quick ? 1 : events > 100_000 ? 2 : events > 10_000 ? 5 : 15;
    yield* await inScratch('verify', async (directory) => {
      const { lines, memory } = await measured(directory, events, rounds);
      kept.push(memory);
      return lines;
    });
  }
  yield growth(kept[0]!, kept.at(-1)!);
};

/** Unit: events read at a time while preparing, and paths taken. */
const [PAGE, PATHS] = [1_024, 1_000];

const PROPOSALS = 3;
const assemblyId = idOf('assembly', 0);
const signer = SignerKey.generate(`plenum.local/${assemblyId}`, KeyKind.note);

/** A fifth of the events enrols, a fifth delegates, the rest votes on three proposals, each of which is closed and certified. */
function* storyOf(events: number): Iterable<Entry> {
  const members = Array.from({ length: Math.floor((events - 14) / 5) }, (_, index) => idOf('member', index));
  let record = recordFold.initial;
  function* told(entries: Iterable<Entry>): Iterable<Entry> {
    for (const entry of entries) {
      const revision = entry.stream === streams.roll() ? record.rollRevision + 1 : 0;
      record = then(record, entry, revision);
      yield entry;
    }
  }
  yield* told(founding(members));
  yield* told(delegations(members, delegateOf(members.length, 3)));
  for (let proposal = 0; proposal < PROPOSALS; proposal += 1) {
    const proposalId = idOf('proposal', proposal);
    const stream = streams.proposal(proposalId);
    yield* told(opening(proposalId, members.length));
    yield* told(members.map((memberId, index) => ballot(proposalId, memberId, wordOf(index + proposal))));
    yield* told([{ stream, event: { type: 'VotingClosed', version: 1, data: { proposalId, cause: 'chair' } } }]);
    const data = { proposalId, closedPosition: record.position, result: certifiedResult(record, proposalId)! };
    yield* told([{ stream, event: { type: 'ResultCertified', version: 1, data } }]);
  }
}

/** What an audit holds at its end, and how much of that the rules of the log keep of its events. Unit: bytes. */
interface Kept extends KeptMemory {
  readonly events: number;
  readonly rules: number;
}

async function measured(
  scratch: string,
  events: number,
  rounds: number,
): Promise<{ readonly lines: readonly Line[]; readonly memory: Kept }> {
  const directory = join(scratch, 'export');
  const receiptUs = await exported(scratch, directory, events);
  const checkpoint = parseCheckpoint((await new TiledLog(directory).checkpoint())!);
  const { size } = checkpoint;
  const bundles = () => new TiledSuspect(new TiledLog(directory), size);
  const rows = () => SqliteSuspect.open(sqliteLogFileOf(scratch, assemblyId)!);
  const lines = [
    await compared('an export, every event', checkpoint, bundles, rounds),
    await compared('a log file, every event', checkpoint, rows, rounds),
    { bench: 'verify', what: 'a receipt: its path up the tree', events: size, receiptUs: round(receiptUs) },
  ];
  return { lines, memory: await kept(checkpoint, bundles) };
}

/** Reading and verifying in turns. */
async function compared(what: string, checkpoint: Checkpoint, open: () => Readable, rounds: number): Promise<Line> {
  const [reading, verifying]: [Times[], Times[]] = [[], []];
  for (let turn = 0; turn < rounds; turn += 1) {
    reading.push(await timesOf(() => readAndParsed(open(), checkpoint)));
    verifying.push(await timesOf(() => verified(open(), checkpoint)));
  }
  const by = (clock: keyof Times) =>
    [reading, verifying].map((all) => all.map((one) => one[clock])) as [number[], number[]];
  const perSecond = (times: readonly number[]) => Math.round((checkpoint.size * 1000) / median(times));
  return {
    ...{ bench: 'verify', what, events: checkpoint.size, resultsRecounted: PROPOSALS },
    eventsPerSecond: perSecond(by('wallMs')[1]),
    readPerSecond: perSecond(by('wallMs')[0]),
    ratio: medianRatio(...by('wallMs')),
    processorRatio: medianRatio(...by('processorMs')),
    ...{ against: 'reading and parsing alone', goal: 'at least 0.3' },
  };
}

/** Writes the export of a log on disk. Returns what one path took, in microseconds. */
async function exported(scratch: string, directory: string, events: number): Promise<number> {
  const log = await new SqliteEventLogs(scratch).create(assemblyId);
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
  const { wallMs } = await timesOf(async () => {
    for (let turn = 0; turn < PATHS; turn += 1) await tree.inclusionProof(Math.floor((turn * tree.size) / PATHS));
  });
  await log.close();
  return (wallMs * 1_000) / PATHS;
}

/** What can be read and closed again. */
type Readable = SuspectLog & { close?(): void };

async function readAndParsed(log: Readable, { size }: Checkpoint): Promise<void> {
  let [events, keys] = [0, 0];
  for await (const page of log.pages()) {
    for (const one of page) {
      if (isFinding(one)) continue;
      keys += Object.keys(JSON.parse(Buffer.from(one.bytes).toString()) as object).length;
      events += 1;
    }
  }
  log.close?.();
  expectSame('events and keys read', [events, keys], [size, size * 10]);
}

/** Somebody who watches has everything in one thread, where its memory can be measured. */
async function verified(
  log: Readable,
  checkpoint: Checkpoint,
  { watch, atEnd }: { readonly watch?: RecountWatch; readonly atEnd?: () => void } = {},
): Promise<void> {
  const { size } = checkpoint;
  const heads = [{ from: 'checkpoint', checkpoint }];
  const subject = {
    ...{ name: 'bench', log, heads, key: signer.verifier, keyIsTheServers: true, findings: [] },
    close: () => log.close?.(),
  };
  const { findings, events, recounted } = await audit(subject, {
    earlier: [],
    interrupted: new AbortController().signal,
    onPage: (done) => (done === size ? atEnd?.() : undefined),
    ...(watch && { watch }),
  });
  subject.close();
  expectSame('findings, events and results', [findings, events, recounted], [[], size, PROPOSALS]);
}

async function kept(checkpoint: Checkpoint, open: () => SuspectLog): Promise<Kept> {
  const before = await settledMemory();
  let after: KeptMemory | undefined;
  await verified(open(), checkpoint, { watch: {}, atEnd: () => (after ??= keptMemory()) });
  const { heap, buffers, resident } = after!;
  const rules = new LogAudit([]);
  for await (const page of open().pages()) for (const one of page) if (!isFinding(one)) rules.take(one);
  const held = { heap: heap - before.heap, buffers: buffers - before.buffers, resident };
  return { events: checkpoint.size, ...held, rules: rules.bytes };
}

/** Some of what earlier rounds have left is only freed in later turns of the event loop. */
async function settledMemory(): Promise<KeptMemory> {
  for (let turn = 0; turn < 10; turn += 1) {
    keptMemory();
    await setImmediate();
  }
  return keptMemory();
}

function growth(least: Kept, most: Kept): Line {
  const perEvent = (part: 'heap' | 'buffers' | 'rules') =>
    round((most[part] - least[part]) / (most.events - least.events));
  const mb = (bytes: number) => round(bytes / 2 ** 20);
  return {
    ...{ bench: 'verify', what: 'memory of an audit at its end', events: most.events, since: least.events },
    ...{ heapMb: mb(most.heap), buffersMb: mb(most.buffers), residentMb: mb(most.resident) },
    ...{ heapBytesPerEvent: perEvent('heap'), bufferBytesPerEvent: perEvent('buffers') },
    rulesBytesPerEvent: perEvent('rules'),
  };
}
