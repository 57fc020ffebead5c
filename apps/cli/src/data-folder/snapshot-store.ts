import { existsSync } from 'node:fs';
import type { AssemblyRecord } from '@plenum/domain';
import type { ReadOnlyLog } from '@plenum/event-log';
import { Snapshots } from '../server/server-parts';

/** The server's snapshot of one assembly, seen from beside the server. */
export class SnapshotStore {
  private readonly snapshots: Snapshots;

  constructor(
    folder: string,
    private readonly log: ReadOnlyLog,
  ) {
    this.snapshots = new Snapshots(folder);
  }

  get exists(): boolean {
    return existsSync(this.snapshots.file(this.log.assemblyId));
  }

  /** The empty record, at position 0, when there is none that fits this log and this release. */
  load(): Promise<AssemblyRecord> {
    return this.snapshots.load(this.log);
  }

  save(record: AssemblyRecord): Promise<void> {
    return this.snapshots.save(this.log, record);
  }

  discard(): void {
    this.snapshots.discard(this.log.assemblyId);
  }
}
