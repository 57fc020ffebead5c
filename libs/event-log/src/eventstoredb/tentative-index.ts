import type { LogIndex } from '../admission';
import type { AppendReceipt, RecordedEvent, Revision } from '../event-log';

/** An index as it will be if the events added here are stored: for judging the appends of one group one after the other. */
export class TentativeIndex implements LogIndex {
  private readonly revisions = new Map<string, Revision>();
  private readonly receipts = new Map<string, AppendReceipt>();

  constructor(private readonly settled: LogIndex) {}

  revisionOf(stream: string): Revision {
    return this.revisions.get(stream) ?? this.settled.revisionOf(stream);
  }

  receiptOf(commandId: string): AppendReceipt | undefined {
    return this.receipts.get(commandId) ?? this.settled.receiptOf(commandId);
  }

  add(receipt: AppendReceipt, events: readonly RecordedEvent[]): void {
    this.receipts.set(receipt.commandId, receipt);
    for (const { stream, revision } of events) this.revisions.set(stream, revision);
  }
}
