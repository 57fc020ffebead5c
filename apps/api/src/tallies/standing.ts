import type { Explanation } from '@plenum/counting';
import type { AssemblyRecord, Carrying, StoredEvent, TurningPoints } from '@plenum/domain';
import type { Consequence } from './consequence';
import type { PowerTold } from './power/power-told';
import type { Figures } from './proposal-count';
import type { AnswerTo, Question } from './question';

/** Puts a question to whoever counts a proposal at one log position. */
export type Ask = <Asked extends Question>(question: Asked) => Promise<AnswerTo<Asked>>;

/** Where a proposal stands at one log position, for whoever can wait for the answer: it may come from another thread. */
export class Standing {
  constructor(
    readonly record: AssemblyRecord,
    private readonly ask: Ask,
  ) {}

  figures(): Promise<Figures> {
    return this.ask({ about: 'figures' });
  }

  /** Where a member's voice is, and why; undefined for whoever has no binding vote. */
  explain(memberId: string): Promise<Explanation | undefined> {
    return this.ask({ about: 'voice', memberId });
  }

  /** What a member carries; before they vote, what they would carry if they did. */
  carrying(memberId: string): Promise<Carrying> {
    return this.ask({ about: 'carrying', memberId });
  }

  /** Who holds how much. `seed` is a number that stands in the log, so that anyone draws the same sample. */
  power(seed: number): Promise<PowerTold> {
    return this.ask({ about: 'power', seed });
  }

  /** What would be for a member if these events followed here. */
  suppose(memberId: string, events: readonly StoredEvent[]): Promise<Consequence> {
    return this.ask({ about: 'supposed', memberId, events });
  }

  /** The events up to here that changed the outcome so far. */
  turningPoints(): Promise<TurningPoints> {
    return this.ask({ about: 'turning-points' });
  }
}
