import type { Explanation } from '@plenum/counting';
import type { Carrying, StoredEvent, TurningPoints } from '@plenum/domain';
import type { Consequence } from './consequence';
import type { PowerTold } from './power/power-told';
import type { Figures, ProposalCount } from './proposal-count';

/** What one count of a proposal answers. */
export type CountQuestion =
  | { readonly about: 'figures' }
  | { readonly about: 'voice'; readonly memberId: string }
  | { readonly about: 'carrying'; readonly memberId: string }
  | { readonly about: 'power'; readonly seed: number }
  | { readonly about: 'supposed'; readonly memberId: string; readonly events: readonly StoredEvent[] };

/** What can be asked of a proposal, and what is answered: all of it data that another thread can be sent. */
export type Question = CountQuestion | { readonly about: 'turning-points' };

interface Answers {
  readonly figures: Figures;
  /** Undefined for whoever has no binding vote. */
  readonly voice: Explanation | undefined;
  readonly carrying: Carrying;
  readonly power: PowerTold;
  readonly supposed: Consequence;
  readonly 'turning-points': TurningPoints;
}

export type AnswerTo<Asked extends Question> = Answers[Asked['about']];

export function answerTo(question: CountQuestion, count: ProposalCount): AnswerTo<CountQuestion> {
  switch (question.about) {
    case 'figures':
      return count.figures();
    case 'voice':
      return count.explain(question.memberId);
    case 'carrying':
      return count.carrying(question.memberId);
    case 'power':
      return count.power(question.seed);
    case 'supposed':
      return count.suppose(question.memberId, question.events);
  }
}
