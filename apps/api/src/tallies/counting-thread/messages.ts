import type { Question } from '../question';

/** To the thread: a question about a proposal as it stands at a log position, or the page of the log that it asked for. */
export type ToThread =
  | {
      readonly kind: 'question';
      readonly id: number;
      readonly position: number;
      readonly proposalId: string;
      readonly question: Question;
    }
  /** Without events when they could not be read: then the question is given up. */
  | { readonly kind: 'page'; readonly events?: Uint8Array };

/** From the thread. It answers one question at a time, in the order in which they were asked. `tookMs` is what a count took, reading apart; 0 where what was asked is more than a count. */
export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown; readonly tookMs: number }
  /** To answer this question, up to `limit` events after `after` are wanted. */
  | { readonly kind: 'read'; readonly id: number; readonly after: number; readonly limit: number }
  | { readonly kind: 'told'; readonly message: string };
