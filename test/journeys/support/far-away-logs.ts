import type { EventLog, EventLogs } from '@plenum/event-log';

/** Wait as long as a question to a store takes. */
export type Latency = () => Promise<void>;

/** As many turns of the event loop as a seeded die says, so that commands overtake one another in every way. */
export function jitter(seed: number): Latency {
  let state = seed;
  return async () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    for (let turns = (state >>> 28) + 1; turns > 0; turns -= 1) await new Promise(setImmediate);
  };
}

/** A real store at the end of a long line: between a question and its answer others are heard. */
export class FarAwayLogs implements EventLogs {
  private readonly logs = new Map<string, EventLog>();

  constructor(
    private readonly inner: EventLogs,
    private readonly latency: Latency,
  ) {}

  list(): Promise<readonly string[]> {
    return this.inner.list();
  }

  async open(assemblyId: string): Promise<EventLog> {
    return this.far(await this.inner.open(assemblyId));
  }

  async create(assemblyId: string): Promise<EventLog> {
    return this.far(await this.inner.create(assemblyId));
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private far(log: EventLog): EventLog {
    const known = this.logs.get(log.assemblyId) ?? farAway(log, this.latency);
    this.logs.set(log.assemblyId, known);
    return known;
  }
}

function farAway(log: EventLog, latency: Latency): EventLog {
  const slow =
    <Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      await latency();
      const answer = await ask(...asked);
      await latency();
      return answer;
    };
  return {
    assemblyId: log.assemblyId,
    append: slow((request) => log.append(request)),
    receiptOf: slow((commandId) => log.receiptOf(commandId)),
    readStream: slow((stream, fromRevision) => log.readStream(stream, fromRevision)),
    readAll: slow((after, limit) => log.readAll(after, limit)),
    readBytes: slow((after, limit) => log.readBytes(after, limit)),
    head: slow(() => log.head()),
    subscribe: (after, deliver) => log.subscribe(after, deliver),
    close: () => log.close(),
  };
}
