import type { PlenumEvent } from '../catalogue';
import { Story, factFault, type Told } from '../record/story.contract';
import { refusals } from './refusals';
import { isRefusal, type Outcome, type RefusalName } from './refusal';

/**
 * The language of the decisions' specs: given these facts, when this is decided, then these facts or this refusal. Every
 * fact a decision returns is held against its own schema, so that nothing unstorable is ever accepted.
 */
export function given(...told: readonly Told[]) {
  const story = new Story().tell(...told);
  return { when: (decide: (story: Story) => Outcome<PlenumEvent>) => decided(decide(story)) };
}

function decided(outcome: Outcome<PlenumEvent>) {
  return {
    then(...facts: readonly PlenumEvent[]): void {
      expect(outcome).toEqual(facts);
      expect(facts.map(factFault).filter((fault) => fault !== undefined)).toEqual([]);
    },
    thenNothing(): void {
      expect(outcome).toEqual([]);
    },
    thenRefused(refusal: RefusalName, field = ''): void {
      expect(isRefusal(outcome) ? { refusal: outcome.refusal, field: outcome.field } : outcome).toEqual({
        refusal,
        field,
      });
    },
    /** The message is the obligation's own sentence, or this one. */
    thenRefusedSaying(refusal: RefusalName, field: string, message: string = refusals[refusal]): void {
      expect(outcome).toEqual({ refusal, field, message });
    },
  };
}
