import type { Finding, LogRule } from '@plenum/event-log';

/** What a recount can find wrong, beside the rules of the log itself; published in docs/log-format.md. */
export type RecountRule =
  'event-form' | 'event-effect' | 'pinned-electorate' | 'certified-position' | 'certified-result';

export type AnyFinding = Finding<LogRule | RecountRule> & {
  /** What the event says now, where that can still be read. */
  readonly says?: string;
  /** What to do to learn more, where the finding alone does not tell. */
  readonly advice?: string;
};

/** Everything that an audit came to. */
export interface Verdict {
  /** Such as `plenum.local/5c1f...`; where there is no signed head, the path. */
  readonly log: string;
  readonly events: number;
  /** Root over the bytes that were read, base64. */
  readonly root: string;
  /** The keys that heads were believed by, oldest first, and the event from which on each signs. */
  readonly keys: readonly { readonly key: string; readonly from: number }[];
  /** How many heads the log was compared with. */
  readonly heads: number;
  readonly recounted: number;
  /** Set where the log names a key that signed no head since; among `undecided` too. */
  readonly keyInDoubt?: string;
  readonly findings: readonly AnyFinding[];
  /** Why nothing certain can be said. */
  readonly undecided: readonly string[];
  /** What this audit cannot see, whatever it found. */
  readonly notChecked: readonly string[];
}

export type Judgement = 'valid' | 'invalid' | 'undecided';

export function judgementOf({ findings, undecided }: Pick<Verdict, 'findings' | 'undecided'>): Judgement {
  if (findings.length > 0) return 'invalid';
  return undecided.length > 0 ? 'undecided' : 'valid';
}
