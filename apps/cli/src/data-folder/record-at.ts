import { emptyRecord, recordFold, upcast, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import type { ReadOnlyLog } from '@plenum/event-log';
import { stopIfInterrupted } from '../terminal/stopped';

const PAGE = 1_000;

export interface Folding {
  /** Where to begin; by default before the first event. */
  readonly from?: AssemblyRecord;
  readonly signal: AbortSignal;
}

/** What the log says at `position`, folded from its events. */
export async function recordAt(
  log: ReadOnlyLog,
  position: number,
  { from = emptyRecord, signal }: Folding,
): Promise<AssemblyRecord> {
  let record = from;
  while (record.position < position) {
    stopIfInterrupted(signal);
    const page = await log.readAll(record.position, Math.min(PAGE, position - record.position));
    for (const event of page) record = recordFold.evolve(record, upcast(event) as StoredEvent);
  }
  return record;
}
