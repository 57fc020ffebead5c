import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import {
  catalogue,
  emptyRecord,
  RecordReader,
  recordParts,
  type AssemblyRecord,
  type RecordPart,
} from '@plenum/domain';
import type { EventLog } from '@plenum/event-log';
import { linesIn } from './snapshots.lines';
import { isSystemError } from './storage';

/** Changes whenever the fold's meaning changes, so that an older snapshot is rebuilt instead of believed. */
const FOLD_VERSION = 1;

/** What a snapshot needs of a log: a reader that cannot write will do. */
type LogPart = Pick<EventLog, 'assemblyId' | 'readAll'>;

/** The first line of a snapshot. */
interface Title {
  readonly fold: string;
  readonly position: number;
  /** Hex leaf hash of the event at `position`: ties the snapshot to this very log. */
  readonly leaf: string;
}

/** The last line: SHA-256 in hex over all lines before it, so that a damaged snapshot is never believed. */
interface Seal {
  readonly sha256: string;
}

/**
 * Records on disk, a line of JSON for each part: only ever a shortcut. Whatever does not fit the log exactly is ignored and
 * rebuilt from it.
 */
export class Snapshots {
  private readonly logger = new Logger('Snapshots');
  private readonly saving = new Map<string, Promise<void>>();

  constructor(private readonly dataDir: string) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  }

  file(assemblyId: string): string {
    return join(this.dataDir, `${assemblyId}.snapshot.json`);
  }

  /** The stored record when the disk gives it and it fits the log, else the empty one. */
  async load(log: LogPart): Promise<AssemblyRecord> {
    try {
      return await this.read(log);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.logger.warn(`snapshot not read, the log is read instead: ${error.code}`);
      return emptyRecord;
    }
  }

  /** Twice: whole first, and only then believed. */
  private async read(log: LogPart): Promise<AssemblyRecord> {
    const file = this.file(log.assemblyId);
    if (!(await isSealed(file))) return emptyRecord;
    const reader = new RecordReader();
    let title: Title | undefined;
    for await (const line of linesIn(file)) {
      const read = JSON.parse(line.toString()) as Title | RecordPart | Seal;
      if ('part' in read) reader.take(read);
      else if (title === undefined && !(await fits(log, (title = read as Title)))) return emptyRecord;
    }
    return reader.record();
  }

  /**
   * Written part by part, so that others are served meanwhile; beside, synced and renamed, so that a crash, a full disk or a power cut leaves
   * the old one or the new one. One after another for each assembly.
   */
  save(log: LogPart, record: AssemblyRecord): Promise<void> {
    if (record.position === 0) return Promise.resolve();
    const before = this.saving.get(log.assemblyId) ?? Promise.resolve();
    const saved = before.catch(() => undefined).then(() => this.write(log, record));
    this.saving.set(log.assemblyId, saved);
    return saved;
  }

  discard(assemblyId: string): void {
    rmSync(this.file(assemblyId), { force: true });
  }

  private async write(log: LogPart, record: AssemblyRecord): Promise<void> {
    const { position } = record;
    const title: Title = { fold: foldId(), position, leaf: await leafAt(log, position) };
    const file = this.file(log.assemblyId);
    try {
      await writeSealed(`${file}.new`, linesOf(title, record));
      renameSync(`${file}.new`, file);
    } catch (error) {
      rmSync(`${file}.new`, { force: true });
      throw error;
    }
  }
}

async function writeSealed(file: string, lines: Iterable<string>): Promise<void> {
  const hash = createHash('sha256');
  const handle = await open(file, 'w', 0o600);
  try {
    for (const line of lines) {
      hash.update(line);
      await handle.writeFile(`${line}\n`);
    }
    await handle.writeFile(sealOf(hash.digest('hex')));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function* linesOf(title: Title, record: AssemblyRecord): Iterable<string> {
  yield JSON.stringify(title);
  for (const part of recordParts(record)) yield JSON.stringify(part);
}

/** Whether the last line is the seal of all before it. */
async function isSealed(file: string): Promise<boolean> {
  const hash = createHash('sha256');
  let last: Buffer | undefined;
  for await (const line of linesIn(file)) {
    if (last !== undefined) hash.update(last);
    last = line;
  }
  return last !== undefined && last.toString() === sealOf(hash.digest('hex'));
}

function sealOf(sha256: string): string {
  return JSON.stringify({ sha256 } satisfies Seal);
}

async function fits(log: LogPart, { fold, position, leaf }: Title): Promise<boolean> {
  return fold === foldId() && (await leafAt(log, position)) === leaf;
}

function foldId(): string {
  const versions = catalogue.map((event) => `${event.type}.${event.version}`).join();
  return createHash('sha256').update(`${FOLD_VERSION};${versions}`).digest('hex');
}

async function leafAt(log: LogPart, position: number): Promise<string> {
  const [event] = await log.readAll(position - 1, 1);
  return event === undefined ? '' : Buffer.from(event.leafHash).toString('hex');
}
