import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type LogIndex, MemoryIndex } from '../admission';
import { type AppendReceipt, NO_STREAM, type Position, type RecordedEvent, type Revision } from '../event-log';
import type { LogRows } from './log-rows';
import { RememberedAnswers } from './remembered-answers';
import { inTransaction } from './transaction';

/**
 * Where streams and commands stand: the tables `streams` and `commands` up to the position `log.indexed`, and memory for
 * the newer events.
 *
 * Stream names and command ids are random, so an index row costs a whole page of the write-ahead log. Kept up to date in
 * every commit, the two tables made a group of 64 ballots (64 streams) several times dearer than the ballots themselves.
 * They are derived, so they may trail: `settle` brings them up to date in sorted order, away from the commits people wait
 * for, and opening a log reads the few events they have not seen.
 */
export class TrailingIndex implements LogIndex {
  private recent = new MemoryIndex();
  private readonly settledRevisions = new RememberedAnswers<Revision>();
  /** Whether a command is in the tables: asked before it is decided and again before it is stored. */
  private readonly settledCommands = new RememberedAnswers<boolean>();
  private readonly lastRevision: StatementSync;
  private readonly streamPositions: StatementSync;
  private readonly command: StatementSync;

  constructor(
    private readonly db: DatabaseSync,
    private readonly rows: LogRows,
  ) {
    this.lastRevision = db.prepare('SELECT max(revision) FROM streams WHERE stream = ?');
    this.streamPositions = db.prepare(
      'SELECT position FROM streams WHERE stream = ? AND revision >= ? ORDER BY revision',
    );
    this.command = db.prepare('SELECT first_position, last_position FROM commands WHERE command = ?');
    for (const statement of [this.lastRevision, this.streamPositions, this.command]) statement.setReturnArrays(true);
  }

  /** Read the events that the tables have not seen, checking each. Throws `LogUnreadable`. */
  catchUp(): void {
    this.begin();
    const { indexed } = this.db.prepare('SELECT indexed FROM log').get() as { indexed: Position };
    for (const { event, commandDigest } of this.rows.checkedAfter(indexed)) this.recent.add(event, commandDigest);
  }

  /** Unit: events the tables have not seen. */
  get trailing(): number {
    return this.recent.size;
  }

  revisionOf(stream: string): Revision {
    const recent = this.recent.revisionOf(stream);
    if (recent !== NO_STREAM) return recent;
    return this.settledRevisions.for(stream, () => {
      const [revision] = this.lastRevision.get(stream) as unknown as [Revision | null];
      return revision ?? NO_STREAM;
    });
  }

  positionsOf(stream: string, fromRevision: Revision): readonly Position[] {
    const recent = this.recent.positionsOf(stream, fromRevision);
    // Most reads ask only for what came after the last one, if anything did: no table need be asked for that.
    if (recent.length >= this.revisionOf(stream) - fromRevision + 1) return recent;
    const settled = this.streamPositions.all(stream, fromRevision) as unknown as [Position][];
    return [...settled.map(([position]) => position), ...recent];
  }

  receiptOf(commandId: string): AppendReceipt | undefined {
    const recent = this.recent.receiptOf(commandId);
    if (recent) return recent;
    if (!this.settledCommands.for(commandId, () => this.command.get(commandId) !== undefined)) return undefined;
    const [firstPosition, lastPosition] = this.command.get(commandId) as unknown as [Position, Position];
    return { commandId, commandDigest: this.rows.at(firstPosition).commandDigest, firstPosition, lastPosition };
  }

  add(event: RecordedEvent, commandDigest: string): void {
    this.recent.add(event, commandDigest);
  }

  /** Bring the tables up to date, all or nothing. */
  settle(): void {
    if (this.recent.size === 0) return;
    inTransaction(this.db, () => {
      const stream = this.db.prepare('INSERT INTO streams (stream, revision, position) VALUES (?, ?, ?)');
      for (const entry of sortedBy('stream', this.recent.streamEntries()))
        stream.run(entry.stream, entry.revision, entry.position);
      const command = this.db.prepare('INSERT INTO commands (command, first_position, last_position) VALUES (?, ?, ?)');
      for (const receipt of sortedBy('commandId', this.recent.allReceipts())) {
        command.run(receipt.commandId, receipt.firstPosition, receipt.lastPosition);
      }
      this.db.prepare('UPDATE log SET indexed = indexed + ?').run(this.recent.size);
    });
    this.begin();
  }

  private begin(): void {
    this.recent = new MemoryIndex();
    this.settledRevisions.forget();
    this.settledCommands.forget();
  }
}

function sortedBy<K extends string, T extends Record<K, string>>(key: K, entries: Iterable<T>): readonly T[] {
  return [...entries].sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0));
}
