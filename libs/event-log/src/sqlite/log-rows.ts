import { timingSafeEqual } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type DecodedEvent, decodeEvent, leafHashOf } from '../envelope';
import { LogUnreadable } from '../errors';
import type { Position, RecordedEvent, StoredBytes } from '../event-log';

type Row = [position: number, bytes: Uint8Array, leafHash: Uint8Array];

/** The rows of `events`, read. */
export class LogRows {
  private readonly page: StatementSync;
  private readonly last: StatementSync;

  constructor(
    private readonly file: string,
    private readonly assemblyId: string,
    db: DatabaseSync,
  ) {
    this.page = db.prepare(
      'SELECT position, bytes, leaf_hash FROM events WHERE position > ? ORDER BY position LIMIT ?',
    );
    this.last = db.prepare('SELECT ifnull(max(position), 0) FROM events');
    this.page.setReturnArrays(true);
    this.last.setReturnArrays(true);
  }

  head(): Position {
    return (this.last.get() as unknown as [Position])[0];
  }

  bytes(after: Position, limit: number): readonly StoredBytes[] {
    const rows = this.page.all(after, limit) as unknown as Row[];
    return rows.map(([position, bytes, leafHash]) => ({ position, bytes, leafHash }));
  }

  events(after: Position, limit: number): readonly RecordedEvent[] {
    return this.bytes(after, limit).map((stored) => decodeEvent(this.assemblyId, stored).event);
  }

  at(position: Position): DecodedEvent {
    const [stored] = this.bytes(position - 1, 1);
    if (stored?.position !== position) throw new LogUnreadable(this.file, `event ${position} is missing`);
    return decodeEvent(this.assemblyId, stored);
  }

  /** Everything after `after`, page by page, each event checked against its stored hash and its place. */
  *checkedAfter(after: Position): Iterable<DecodedEvent> {
    for (let page = this.bytes(after, PAGE); page.length > 0; page = this.bytes(after, PAGE)) {
      for (const stored of page) {
        after += 1;
        if (stored.position !== after) throw new LogUnreadable(this.file, `event ${after} is missing`);
        this.requireHash(stored);
        yield decodeEvent(this.assemblyId, stored);
      }
    }
  }

  private requireHash({ position, bytes, leafHash }: StoredBytes): void {
    const expected = leafHashOf(bytes);
    if (leafHash.length === expected.length && timingSafeEqual(leafHash, expected)) return;
    throw new LogUnreadable(this.file, `event ${position} does not match its hash`);
  }
}

/** Unit: events read at a time. */
const PAGE = 1024;
