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
  readonly position: number | undefined;
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
   * What contradicts the order of the log, which holds `commandIds` at positions 1, 2, and so on. Each call must seem to have
   * happened at one moment between its begin and its end, and what was acknowledged must be there. Places in the log are unique,
   * so that it is enough to compare every two calls of which one ended before the other began.
   */
  contradictions(commandIds: readonly string[]): readonly string[] {
    const placeOf = new Map(commandIds.map((commandId, index) => [commandId, index + 1]));
    // A command may be sent again: its event can stand as early as from its first call on.
    const firstBegan = new Map<string, number>();
    for (const { commandId, began } of this.appends)
      firstBegan.set(commandId, Math.min(began, firstBegan.get(commandId) ?? Infinity));
    const stored = this.appends.map((call) => ({
      ...call,
      began: firstBegan.get(call.commandId)!,
      place: placeOf.get(call.commandId) ?? Infinity,
    }));
    return [
      ...this.appends
        .filter(({ commandId, position }) => position !== undefined && position !== placeOf.get(commandId))
        .map(({ commandId, position }) => `${commandId} was acknowledged at ${position} and does not stand there`),
      ...stored.flatMap((first) =>
        stored
          .filter((second) => first.position !== undefined && first.ended < second.began && first.place > second.place)
          .map((second) => `${second.commandId} began after ${first.commandId} had ended, and stands before it`),
      ),
      ...this.heads.flatMap(({ began, ended, head }) =>
        stored
          .filter(
            (one) =>
              (acknowledged(one) && one.ended < began && one.place > head) || (one.began > ended && one.place <= head),
          )
          .map(({ commandId }) => `a read that answered ${head} contradicts ${commandId}`),
      ),
      ...this.receipts.flatMap(({ began, commandId, position }) => {
        const before = stored.some((one) => one.commandId === commandId && acknowledged(one) && one.ended < began);
        const wrong = position === undefined ? before : position !== placeOf.get(commandId);
        return wrong ? [`a look-up of ${commandId} answered ${position}`] : [];
      }),
    ];
  }

  /** How many calls came to a known end: a history of failures alone would contradict nothing. */
  get known(): number {
    return this.appends.filter(acknowledged).length + this.heads.length + this.receipts.length;
  }
}

function acknowledged({ position }: Appended): boolean {
  return position !== undefined;
}
