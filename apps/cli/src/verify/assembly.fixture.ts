import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { leafHashOf, sqliteLogFileOf, type StoredBytes } from '@plenum/event-log';
import { openLog } from '../data-folder/data-folder';
import { openPrivateServer } from '../demo/private-server';
import { type, type Typed } from '../typed.fixture';

/** The demo assembly after its server has stopped: a data folder, its heads and an export, to be copied and spoilt. For specs. */
export interface KeptAssembly {
  readonly assemblyId: string;
  /** As the server left it; heads lie in `heads` inside. */
  readonly folder: string;
  readonly exported: string;
  /** A file with the assembly's verifier key, as the agenda has it: away from the log. */
  readonly agendaKey: string;
  readonly events: readonly StoredBytes[];
  /** The place of the first event whose bytes have this in them. */
  placeOf(text: string): number;
  /** A copy of the data folder or of the export, with a change made to it. */
  copy(of: 'folder' | 'exported', change: (directory: string) => void): string;
  verify(path: string, ...args: readonly string[]): Promise<Typed>;
  end(): void;
}

export async function keptAssembly(): Promise<KeptAssembly> {
  const venue = await openPrivateServer(true);
  await venue.close();
  const { folder, cast } = venue;
  const room = mkdtempSync(join(tmpdir(), 'plenum-verify-'));
  const exported = join(room, 'export');
  const done = await type(['export', exported, '--data', folder]);
  if (done.exitCode !== 0) throw new Error(done.err);
  const log = await openLog(folder, cast.assemblyId);
  const events = await log.readBytes(0, 100_000);
  await log.close();
  const agendaKey = join(room, 'agenda-key.txt');
  cpSync(join(exported, 'key'), agendaKey);
  let copies = 0;
  return {
    ...{ assemblyId: cast.assemblyId, folder, exported, agendaKey, events },
    placeOf: (text) => events.find(({ bytes }) => Buffer.from(bytes).includes(text))!.position,
    copy(of, change) {
      const copy = join(room, `${of}-${(copies += 1)}`);
      cpSync(of === 'folder' ? folder : exported, copy, { recursive: true });
      change(copy);
      return copy;
    },
    verify: (path, ...args) => type(['verify', path, ...headsIn(path), ...args]),
    end() {
      for (const directory of [room, folder]) rmSync(directory, { recursive: true, force: true });
    },
  };
}

function headsIn(folder: string): readonly string[] {
  return existsSync(join(folder, 'heads')) ? ['--heads', join(folder, 'heads')] : [];
}

/** What somebody with the disk in their hands can do: no trigger is in their way. */
export function editDatabase(folder: string, assemblyId: string, ...statements: readonly string[]): void {
  const db = new DatabaseSync(sqliteLogFileOf(folder, assemblyId)!);
  db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted');
  for (const statement of statements) db.exec(statement);
  db.close();
}

/** SQL that puts other bytes in the place of an event; a careful forger changes its hash too. */
export function rewriting(position: number, bytes: Uint8Array, careful: boolean): string {
  const blob = (one: Uint8Array) => `x'${Buffer.from(one).toString('hex')}'`;
  const hash = careful ? `, leaf_hash = ${blob(leafHashOf(bytes))}` : '';
  return `UPDATE events SET bytes = ${blob(bytes)}${hash} WHERE position = ${position}`;
}
