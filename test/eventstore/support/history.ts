import type { EventLog } from '@plenum/event-log';
import { casting } from '../../../libs/event-log/src/given.contract';

/** One call as its caller saw it: when it began and ended, on a clock that all callers share, and what came out. */
interface Call {
  readonly began: number;
  readonly ended: number;
}
interface Appended extends Call {
  readonly commandId: string;
  /** Undefined when the outcome was not known. */
  readonly position: number | undefined;
}
interface HeadRead extends Call {
  readonly head: number;
}
interface ReceiptRead extends Call {
  readonly commandId: string;
  /** Undefined when the log knew no such command. */
  readonly position: number | undefined;
}
/** What one call shows of one place of the log at one time: that it was taken by then, or that it was free still. */
interface Sight {
  readonly place: number;
  readonly at: number;
  readonly of: string;
}

/** What several callers did to one log at the same time, and whether one order of it all explains what they saw. */
export class History {
  private time = 0;
  private readonly appends: Appended[] = [];
  private readonly heads: HeadRead[] = [];
  private readonly receipts: ReceiptRead[] = [];

  async append(log: EventLog, member: string): Promise<void> {
    const began = (this.time += 1);
    const { commandId } = casting(member);
    const position = await log.append(casting(member)).then(
      ({ lastPosition }) => lastPosition,
      () => undefined,
    );
    this.appends.push({ began, ended: (this.time += 1), commandId, position });
  }

  /** A read that fails says nothing. */
  async readHead(log: EventLog): Promise<void> {
    const began = (this.time += 1);
    const head = await log.head().catch(() => undefined);
    if (head !== undefined) this.heads.push({ began, ended: (this.time += 1), head });
  }

  async lookUp(log: EventLog, member: string): Promise<void> {
    const began = (this.time += 1);
    const { commandId } = casting(member);
    const found = await log.receiptOf(commandId).catch(() => 'unknown' as const);
    if (found === 'unknown') return;
    this.receipts.push({ began, ended: (this.time += 1), commandId, position: found?.lastPosition });
  }

  /**
   * What contradicts the order of the log, which holds `commandIds` at positions 1, 2, and so on; one sentence for each. None means
   * that the history is linearizable: that every call can have happened at one moment between its begin and its end, and what was
   * acknowledged is there; an append without a known outcome may have happened later, or never.
   *
   * Places are taken in their order and stay taken. So moments for all of it can be found exactly if no place was seen free after
   * it, or one behind it, had been seen taken.
   */
  contradictions(commandIds: readonly string[]): readonly string[] {
    const placeOf = new Map(commandIds.map((commandId, index) => [commandId, index + 1]));
    const elsewhere = ({ commandId, position }: Appended | ReceiptRead) =>
      position !== undefined && position !== placeOf.get(commandId);
    const taken = this.seenTaken();
    return [
      ...commandIds
        .filter((commandId, index) => placeOf.get(commandId) !== index + 1)
        .map((commandId) => `${commandId} stands there twice`),
      ...commandIds
        .filter((commandId) => !this.appends.some((call) => call.commandId === commandId))
        .map((commandId) => `${commandId} stands there, and nobody sent it`),
      ...this.appends
        .filter(elsewhere)
        .map(({ commandId, position }) => `${commandId} was acknowledged at ${position} and does not stand there`),
      ...this.receipts
        .filter(elsewhere)
        .map(({ commandId, position }) => `a look-up found ${commandId} at ${position}, where it does not stand`),
      ...this.seenFree(placeOf).flatMap((free) => {
        const sooner = taken.find(({ place, at }) => place >= free.place && at < free.at);
        return sooner === undefined ? [] : [`${free.of} began after ${sooner.of} had ended`];
      }),
    ];
  }

  /** The calls as JSON, one a line in the order of their begins, and at last what the log holds: for a judge who is not ours. */
  asLines(commandIds: readonly string[]): string {
    const calls = [
      ...this.appends.map((call) => ({ call: 'append', ...call })),
      ...this.heads.map((call) => ({ call: 'head', ...call })),
      ...this.receipts.map((call) => ({ call: 'receipt', ...call })),
    ].sort((one, other) => one.began - other.began);
    const end = { log: commandIds, contradictions: this.contradictions(commandIds) };
    return [...calls, end].map((line) => `${JSON.stringify(line)}\n`).join('');
  }

  /** How many calls came to a known end: a history of failures alone would contradict nothing. */
  get known(): number {
    return this.appends.filter(acknowledged).length + this.heads.length + this.receipts.length;
  }

  private seenTaken(): readonly Sight[] {
    return [
      ...this.appends.filter(acknowledged).map(({ ended, commandId, position }) => ({
        ...{ place: position, at: ended },
        of: `the append of ${commandId}, acknowledged at ${position},`,
      })),
      ...this.heads.map(({ ended, head }) => ({ place: head, at: ended, of: `a read that answered ${head}` })),
      ...this.receipts.filter(acknowledged).map(({ ended, commandId, position }) => ({
        ...{ place: position, at: ended },
        of: `a look-up that found ${commandId} at ${position}`,
      })),
    ];
  }

  private seenFree(placeOf: ReadonlyMap<string, number>): readonly Sight[] {
    // A command may be sent again: its event can stand as early as from its first call on.
    const firstBegan = new Map<string, number>();
    for (const { commandId, began } of this.appends)
      firstBegan.set(commandId, Math.min(began, firstBegan.get(commandId) ?? Infinity));
    const missed = this.receipts.filter(({ position }) => position === undefined);
    return [
      ...[...firstBegan].map(([commandId, began]) => {
        const place = placeOf.get(commandId) ?? Infinity;
        return { place, at: began, of: `the append of ${commandId}, which stands at ${place},` };
      }),
      ...this.heads.map(({ began, head }) => ({ place: head + 1, at: began, of: `a read that answered ${head}` })),
      ...missed.map(({ began, commandId }) => {
        const place = placeOf.get(commandId) ?? Infinity;
        return { place, at: began, of: `a look-up that did not find ${commandId}, which stands at ${place},` };
      }),
    ];
  }
}

function acknowledged<T extends { readonly position: number | undefined }>(
  call: T,
): call is T & { readonly position: number } {
  return call.position !== undefined;
}
