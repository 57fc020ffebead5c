import type { Explanation } from '@plenum/counting';
import type { Carrying } from '@plenum/domain';
import type { PowerTold } from './power/power-told';
import type { Figures, ProposalCount } from './proposal-count';

/** What can be asked of a proposal's count, and what is answered: all of it data that another thread can be sent. */
export type Question =
  | { readonly about: 'figures' }
  | { readonly about: 'voice'; readonly memberId: string }
  | { readonly about: 'carrying'; readonly memberId: string }
  | { readonly about: 'power'; readonly seed: number };

interface Answers {
  readonly figures: Figures;
  /** Undefined for whoever has no binding vote. */
  readonly voice: Explanation | undefined;
  readonly carrying: Carrying;
  readonly power: PowerTold;
}

export type AnswerTo<Asked extends Question> = Answers[Asked['about']];

export function answerTo(question: Question, count: ProposalCount): AnswerTo<Question> {
  switch (question.about) {
    case 'figures':
      return count.figures();
    case 'voice':
      return count.explain(question.memberId);
    case 'carrying':
      return count.carrying(question.memberId);
    case 'power':
      return count.power(question.seed);
  }
}
