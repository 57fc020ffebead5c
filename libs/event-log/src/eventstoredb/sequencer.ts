import { admit } from '../admission';
import { type EncodedEvent, recordedAt } from '../envelope';
import { LogInterruption, LogUnavailable, LogUnreadable, RevisionConflict, UnstorableEvent } from '../errors';
import type { AppendReceipt, AppendRequest, AppendResult, Position, RecordedEvent, StoredBytes } from '../event-log';
import type { Connection, Patience } from './connection';
import type { SyncedCopy } from './synced-copy';
import { TentativeIndex } from './tentative-index';
import { Turns } from './turns';
import { wireEvent } from './wire-event';

/** One command's events on their way to the server. */
interface PendingAppend {
  readonly request: AppendRequest;
  readonly encoded: readonly EncodedEvent[];
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
  /** True once it was sent and no answer came: if it is found in the log, it is this one and no repetition. */
  inDoubt: boolean;
}

type Verdict =
  | { readonly kind: 'accepted'; readonly receipt: AppendReceipt; readonly events: readonly RecordedEvent[] }
  | { readonly kind: 'known'; readonly receipt: AppendReceipt }
  | { readonly kind: 'refused'; readonly interruption: LogInterruption };

/** Unit: bytes that appends of a group share in one call; half of what a server takes by default. */
const GROUP_BYTES = 512 * 1024;

/** Unit: appends in one call. */
const GROUP_SIZE = 512;

/**
 * Gives events their place in the log. The place is the revision in the assembly's one stream, and the fence is the expected
 * revision of each append: a process whose copy is not the whole log is refused by the server, reads what it lacks, judges
 * its appends anew and tries again. So any number of processes may sequence at once: there is no leader to elect, no lease
 * to expire, and no moment at which two of them could give one place to two events.
 */
export class Sequencer {
  private queue: PendingAppend[] = [];
  private running: Promise<void> | undefined;
  /** After a group was too large for the server: one append a call, until the queue is empty. */
  private oneByOne = false;
  private readonly turns = new Turns();

  constructor(
    private readonly connection: Connection,
    private readonly stream: string,
    private readonly synced: SyncedCopy,
  ) {}

  append(request: AppendRequest, encoded: readonly EncodedEvent[]): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.queue.push({ request, encoded, resolve, reject, inDoubt: false });
      this.running ??= this.run();
    });
  }

  /** Resolves when everything accepted so far is settled. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** What arrives while a group is on its way makes the next group. */
  private async run(): Promise<void> {
    await new Promise(setImmediate);
    while (this.queue.length > 0) {
      const group = this.takeGroup();
      try {
        await this.settle(group);
      } catch (error) {
        for (const append of group) append.reject(error);
      }
      if (this.queue.length > 0) await this.turns.giveWay();
    }
    this.oneByOne = false;
    // In the same turn as the last look at the queue: whoever comes next begins anew.
    this.running = undefined;
  }

  private takeGroup(): readonly PendingAppend[] {
    let bytes = 0;
    let size = 0;
    while (size < (this.oneByOne ? 1 : GROUP_SIZE) && size < this.queue.length) {
      for (const event of this.queue[size]!.encoded) bytes += event.bytes.length;
      if (size > 0 && bytes > GROUP_BYTES) break;
      size += 1;
    }
    return this.queue.splice(0, size);
  }

  private async settle(group: readonly PendingAppend[]): Promise<void> {
    const patience = this.connection.newPatience();
    for (let fresh = false; ;) {
      const verdicts = this.judge(group);
      // Refused as too early only because this process has not seen that much yet?
      if (!fresh && verdicts.some(isAhead)) {
        await this.synced.catchUp();
        fresh = true;
        continue;
      }
      const stored = placed(group, verdicts);
      const appended = stored.length === 0 ? 'stored' : await this.send(stored);
      if (appended === 'stored') return this.answer(group, verdicts, stored);
      if (appended === 'too-large') return this.lighten(group);
      if (appended === 'unknown') await this.wait(group, verdicts, patience);
      else await this.readWhatMoved(stored[0]!.position - 1, patience);
    }
  }

  /**
   * Another process was first. Its events have often been pushed by now, and a question less is what gives this process its
   * chance to be first. Should they not be there to read, the server contradicts itself: not for ever.
   */
  private async readWhatMoved(before: Position, patience: Patience): Promise<void> {
    this.turns.lost();
    if (this.synced.copy.head === before) await this.synced.catchUp();
    if (this.synced.copy.head === before && !(await patience.pause()))
      throw new LogUnavailable('the event store refuses the end of the log that it shows');
    if (patience.isOver) throw new LogUnavailable('other servers were first again and again');
  }

  private send(stored: readonly PlacedEvent[]) {
    const events = stored.map(({ type, ...bytes }) => wireEvent(type, bytes, this.connection.writer));
    return this.turns.timed(() => this.connection.append(this.stream, events, BigInt(stored[0]!.position - 1)));
  }

  /** Judge the appends in order, each as if those before it were stored. */
  private judge(group: readonly PendingAppend[]): readonly Verdict[] {
    const { copy } = this.synced;
    const index = new TentativeIndex(copy);
    let head = copy.head;
    return group.map(({ request, encoded }): Verdict => {
      try {
        const known = admit(request, index);
        if (known) return { kind: 'known', receipt: known };
      } catch (error) {
        if (error instanceof LogInterruption && !(error instanceof LogUnreadable))
          return { kind: 'refused', interruption: error };
        throw error;
      }
      const events = encoded.map((event) => recordedAt((head += 1), event));
      const { commandId, commandDigest } = request;
      const receipt = { commandId, commandDigest, firstPosition: events[0]!.position, lastPosition: head };
      index.add(receipt, events);
      return { kind: 'accepted', receipt, events };
    });
  }

  /** The server has stored the accepted ones: they go into the copy, and then everybody is answered. */
  private answer(group: readonly PendingAppend[], verdicts: readonly Verdict[], stored: readonly PlacedEvent[]): void {
    this.synced.take(stored);
    verdicts.forEach((verdict, place) => {
      const append = group[place]!;
      if (verdict.kind === 'refused') return append.reject(verdict.interruption);
      if (verdict.kind === 'accepted')
        return append.resolve({ ...verdict.receipt, events: verdict.events, repeated: false });
      const { firstPosition, lastPosition } = verdict.receipt;
      const events = this.synced.copy.events(firstPosition - 1, lastPosition - firstPosition + 1);
      append.resolve({ ...verdict.receipt, events, repeated: !(append.inDoubt && isOwn(append, events)) });
    });
  }

  /** No answer came. The next attempt has the same event ids, so it may find itself stored, and that is as good. */
  private async wait(group: readonly PendingAppend[], verdicts: readonly Verdict[], patience: Patience): Promise<void> {
    verdicts.forEach(({ kind }, place) => (group[place]!.inDoubt ||= kind === 'accepted'));
    if (!(await patience.pause())) throw new LogUnavailable('the event store did not answer in time');
  }

  private lighten(group: readonly PendingAppend[]): void {
    if (group.length > 1) {
      this.queue.unshift(...group);
      this.oneByOne = true;
      return;
    }
    throw new UnstorableEvent(
      '$.events',
      'they are more than the event store takes at once; raise its MaxAppendSize (docs/operations.md)',
    );
  }
}

interface PlacedEvent extends StoredBytes {
  readonly type: string;
}

function placed(group: readonly PendingAppend[], verdicts: readonly Verdict[]): readonly PlacedEvent[] {
  return verdicts.flatMap((verdict, place) =>
    verdict.kind !== 'accepted'
      ? []
      : group[place]!.encoded.map(({ type, bytes, leafHash }, offset) => ({
          ...{ type, bytes, leafHash },
          position: verdict.receipt.firstPosition + offset,
        })),
  );
}

function isAhead(verdict: Verdict): boolean {
  if (verdict.kind !== 'refused' || !(verdict.interruption instanceof RevisionConflict)) return false;
  return verdict.interruption.actual < verdict.interruption.expected;
}

/** The very bytes this append encoded, its time of day included, stand in the log. */
function isOwn({ encoded }: PendingAppend, events: readonly RecordedEvent[]): boolean {
  return events.every(({ leafHash }, index) => Buffer.compare(leafHash, encoded[index]?.leafHash ?? Buffer.of()) === 0);
}
