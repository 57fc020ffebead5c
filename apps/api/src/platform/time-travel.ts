import { emptyRecord, Fault, recordFold, upcast, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import type { RecordedEvent } from '@plenum/event-log';
import type { AssemblyView } from './assembly-view';

const PAGE = 1_000;
const CHECKPOINT_EVERY = 5_000;
const KEPT_CHECKPOINTS = 200;

/** No such position in this log. */
export class PositionMustExist extends RangeError {
  override readonly name = 'PositionMustExist';
  readonly code = 'POSITION_MUST_EXIST';
  readonly advice = 'Ask for a position from 0 to the head of the log.';
}

/** What a fold needs of a log: its events in pages, in order. */
export interface EventReader {
  readAll(after: number, limit: number): Promise<readonly Omit<RecordedEvent, 'leafHash'>[]>;
}

/** The record as far on as `most` events of the log lead, though not past `position`, and those events. */
export async function foldPage(
  log: EventReader,
  record: AssemblyRecord,
  position: number,
  most: number,
): Promise<{ readonly after: AssemblyRecord; readonly events: readonly StoredEvent[] }> {
  const page = await log.readAll(record.position, Math.min(most, position - record.position));
  if (page.length === 0) throw new Fault(`the log ends at ${record.position}, before position ${position}`);
  const events = page.map((event) => upcast(event) as StoredEvent);
  let after = record;
  for (const event of events) after = recordFold.evolve(after, event);
  return { after, events };
}

/**
 * The record at any past position: refolded from the nearest checkpoint. Records share what did not change, so that a
 * checkpoint costs little; the oldest are let go first.
 */
export class TimeTravel {
  private readonly checkpoints = new Map<number, AssemblyRecord>([[0, emptyRecord]]);

  constructor(
    private readonly log: EventReader,
    private readonly view: Pick<AssemblyView, 'record'>,
  ) {}

  async recordAt(position: number): Promise<AssemblyRecord> {
    const { record: current } = this.view;
    if (position === current.position) return current;
    this.requirePosition(position);
    let record = this.nearest(position);
    while (record.position < position) {
      record = (await foldPage(this.log, record, position, PAGE)).after;
      if (record.position % CHECKPOINT_EVERY === 0) this.keep(record);
    }
    return record;
  }

  /** Throws `PositionMustExist` when the log does not reach from its begin to this position. */
  requirePosition(position: number): void {
    const { position: head } = this.view.record;
    if (position < 0 || position > head) {
      throw new PositionMustExist(`position ${position} is outside this log, which ends at ${head}`);
    }
  }

  private nearest(position: number): AssemblyRecord {
    let best = emptyRecord;
    for (const [at, record] of this.checkpoints) if (at <= position && at > best.position) best = record;
    return best;
  }

  private keep(record: AssemblyRecord): void {
    this.checkpoints.set(record.position, record);
    if (this.checkpoints.size <= KEPT_CHECKPOINTS) return;
    for (const at of this.checkpoints.keys()) {
      if (at === 0) continue;
      this.checkpoints.delete(at);
      return;
    }
  }
}
