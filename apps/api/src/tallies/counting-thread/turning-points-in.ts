import {
  emptyRecord,
  recordFold,
  TurningPointSearch,
  upcast,
  type StoredEvent,
  type TurningPoints,
} from '@plenum/domain';
import type { EventReader } from '../../platform/time-travel';

const PAGE = 1_000;

/** Reads a log from its begin to the position, or to where the proposal's outcome is final, and tells the events that changed the outcome so far. */
export async function turningPointsIn(log: EventReader, position: number, proposalId: string): Promise<TurningPoints> {
  let record = emptyRecord;
  const search = new TurningPointSearch(record, proposalId, position);
  while (record.position < position && !search.isOver) {
    for (const event of await log.readAll(record.position, Math.min(PAGE, position - record.position))) {
      const stored = upcast(event) as StoredEvent;
      record = recordFold.evolve(record, stored);
      search.step(record, stored);
    }
  }
  return search.found();
}
