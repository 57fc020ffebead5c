import { upcast, type Fold, type PlenumEvent } from '@plenum/domain';
import { NO_STREAM, type EventLog, type RecordedEvent } from '@plenum/event-log';
import type { Folded } from './command-runner';

const REMEMBERED_STREAMS = 10_000;

/**
 * Folds streams, and remembers the newest folds so that the next decision reads only what has been added. States are
 * immutable, so a remembered one is never wrong, only short.
 */
export class StreamReader {
  private readonly remembered = new Map<string, Folded<unknown>>();

  constructor(private readonly log: EventLog) {}

  async fold<State, Event extends PlenumEvent>(
    stream: string,
    fold: Fold<State, Event & RecordedEvent>,
  ): Promise<Folded<State>> {
    const known = this.remembered.get(stream) as Folded<State> | undefined;
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

  /** The least recently used fold is forgotten first. */
  private remember(stream: string, folded: Folded<unknown>): void {
    this.remembered.delete(stream);
    this.remembered.set(stream, folded);
    if (this.remembered.size > REMEMBERED_STREAMS) this.remembered.delete(this.remembered.keys().next().value!);
  }
}
