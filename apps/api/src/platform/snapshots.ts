import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  catalogue,
  emptyRecord,
  recordFromJson,
  recordToJson,
  type AssemblyRecord,
  type RecordJson,
} from '@plenum/domain';
import type { EventLog } from '@plenum/event-log';

/** Changes whenever the fold's meaning changes, so that an older snapshot is rebuilt instead of believed. */
const FOLD_VERSION = 1;

/** What a snapshot needs of a log: a reader that cannot write will do. */
type LogPart = Pick<EventLog, 'assemblyId' | 'readAll'>;

interface Snapshot {
  readonly fold: string;
  readonly position: number;
  /** Hex leaf hash of the event at `position`: ties the snapshot to this very log. */
  readonly leaf: string;
  readonly record: RecordJson;
}

/** Records on disk: only ever a shortcut. Whatever does not fit the log exactly is ignored and rebuilt from it. */
export class Snapshots {
  constructor(private readonly dataDir: string) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  }

  file(assemblyId: string): string {
    return join(this.dataDir, `${assemblyId}.snapshot.json`);
  }

  /** The stored record when it fits the log, else the empty one. */
  async load(log: LogPart): Promise<AssemblyRecord> {
    const file = this.file(log.assemblyId);
    if (!existsSync(file)) return emptyRecord;
    const snapshot = readSnapshot(file);
    if (snapshot === undefined || snapshot.fold !== foldId()) return emptyRecord;
    return (await leafAt(log, snapshot.position)) === snapshot.leaf ? recordFromJson(snapshot.record) : emptyRecord;
  }

  /** Written beside and renamed, so that a crash leaves the old one or the new one. */
  async save(log: LogPart, record: AssemblyRecord): Promise<void> {
    if (record.position === 0) return;
    const leaf = await leafAt(log, record.position);
    const snapshot: Snapshot = { fold: foldId(), position: record.position, leaf, record: recordToJson(record) };
    const file = this.file(log.assemblyId);
    writeFileSync(`${file}.new`, JSON.stringify(snapshot));
    renameSync(`${file}.new`, file);
  }

  discard(assemblyId: string): void {
    rmSync(this.file(assemblyId), { force: true });
  }
}

function foldId(): string {
  const versions = catalogue.map((event) => `${event.type}.${event.version}`).join();
  return createHash('sha256').update(`${FOLD_VERSION};${versions}`).digest('hex');
}

function readSnapshot(file: string): Snapshot | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  } catch {
    return undefined;
  }
}

async function leafAt(log: LogPart, position: number): Promise<string> {
  const [event] = await log.readAll(position - 1, 1);
  return event === undefined ? '' : Buffer.from(event.leafHash).toString('hex');
}
