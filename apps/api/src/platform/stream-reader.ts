import { upcast, type Fold, type PlenumEvent } from '@plenum/domain';
import { NO_STREAM, type EventLog, type RecordedEvent } from '@plenum/event-log';

/** A stream's state, and the revision it was folded up to. */
export interface Folded<State> {
  readonly state: State;
  readonly revision: number;
}

/** Unit: streams in a generation; at most two generations are remembered. */
const GENERATION = 8192;

/**
 * Folds streams, and remembers the newest folds so that the next decision reads only what has been added. States are
 * immutable, so a remembered one is never wrong, only short.
 */
export class StreamReader {
  private recent = new Map<string, Folded<unknown>>();
  private older = new Map<string, Folded<unknown>>();

  constructor(private readonly log: EventLog) {}

  async fold<State, Event extends PlenumEvent>(
    stream: string,
    fold: Fold<State, Event & RecordedEvent>,
  ): Promise<Folded<State>> {
    const known = (this.recent.get(stream) ?? this.older.get(stream)) as Folded<State> | undefined;
    let state = known?.state ?? fold.initial;
    let revision = known?.revision ?? NO_STREAM;
    const added = await this.log.readStream(stream, revision + 1);
    for (const event of added) {
      state = fold.evolve(state, upcast(event) as unknown as Event & RecordedEvent);
      revision = event.revision;
    }
    const folded = { state, revision };
    if (revision !== NO_STREAM) this.remember(stream, folded);
    return folded;
  }

  /** What was not asked for during a whole generation is forgotten. */
  private remember(stream: string, folded: Folded<unknown>): void {
    this.recent.set(stream, folded);
    if (this.recent.size < GENERATION) return;
    this.older = this.recent;
    this.recent = new Map();
  }
}
