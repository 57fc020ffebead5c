import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isFinding,
  KeyKind,
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
import { idOf } from './assembly/story';
import { growing, PROPOSALS } from './assembly/whole-votes';
import { writeStory } from './assembly/write-story';
import { expectSame, type Bench, type Line } from './measure/bench';
import { inScratch } from './measure/scratch';
import { median, medianRatio, round } from './measure/statistics';
import { timesOf, type Times } from './measure/times';

/**
 * An auditor at home with an export, or with a copy of the log file: every byte hashed, every rule asked, every event folded, every
 * result counted again; against reading the same bytes and parsing their events. And how long the server needs for one receipt.
 */
export const verifyBench: Bench = async function* ({ quick, full }) {
  const sizes = quick ? [2000, 4000] : full ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  for (const events of sizes) {
    const rounds = quick ? 1 : events > 100_000 ? 2 : events > 10_000 ? 5 : 15;
    yield* await inScratch('verify', (directory) => measured(directory, events, rounds));
  }
};

/** Unit: events read at a time while preparing, and paths taken. */
const [PAGE, PATHS] = [1_024, 1_000];

const assemblyId = idOf('assembly', 0);
const signer = SignerKey.generate(`plenum.local/${assemblyId}`, KeyKind.note);

async function measured(scratch: string, events: number, rounds: number): Promise<readonly Line[]> {
  const directory = join(scratch, 'export');
  const receiptUs = await exported(scratch, directory, events);
  const checkpoint = parseCheckpoint((await new TiledLog(directory).checkpoint())!);
  const { size } = checkpoint;
  const bundles = () => new TiledSuspect(new TiledLog(directory), size);
  const rows = () => SqliteSuspect.open(sqliteLogFileOf(scratch, assemblyId)!);
  return [
    await compared('an export, every event', checkpoint, bundles, rounds),
    await compared('a log file, every event', checkpoint, rows, rounds),
    { bench: 'verify', what: 'a receipt: its path up the tree', events: size, receiptUs: round(receiptUs) },
  ];
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
  await writeStory(log, growing(events));
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

async function verified(log: Readable, checkpoint: Checkpoint): Promise<void> {
  const { size } = checkpoint;
  const heads = [{ from: 'checkpoint', checkpoint }];
  const subject = {
    ...{ name: 'bench', log, heads, key: signer.verifier, keyIsTheServers: true, findings: [] },
    close: () => log.close?.(),
  };
  const { findings, events, recounted } = await audit(subject, {
    earlier: [],
    interrupted: new AbortController().signal,
    onPage: () => undefined,
  });
  subject.close();
  expectSame('findings, events and results', [findings, events, recounted], [[], size, PROPOSALS]);
}
