/**
 * What an auditor can find wrong with a log. The rules are published in docs/log-format.md under these names; a name is never
 * given another meaning.
 */
export type LogRule =
  | 'no-gap'
  | 'event-size'
  | 'leaf-hash'
  | 'canonical-bytes'
  | 'envelope'
  | 'one-assembly'
  | 'stream-revision'
  | 'whole-command'
  | 'head-root'
  | 'log-complete'
  | 'fork'
  | 'head-signature'
  | 'head-form'
  | 'receipt-path'
  | 'key-form'
  | 'key-rotation'
  | 'origin'
  | 'tile-form'
  | 'tile-hash'
  | 'bundle-form'
  | 'database-form';

export interface Finding<Rule extends string = LogRule> {
  readonly rule: Rule;
  /** Log position of the event that is wrong. */
  readonly position?: number;
  /** When only a stretch is known: the first and the last position among which the change lies. */
  readonly between?: readonly [first: number, last: number];
  /** File or field, where the event alone does not say it. */
  readonly where?: string;
  readonly expected: string;
  readonly found: string;
}

/** Unit: characters. */
const LONGEST_SHOWN = 240;

/** Text from an untrusted log, fit for one line of a terminal. */
export function shown(text: string): string {
  const plain = text.replace(/[^\x20-\x7e\u00a1-\u{1fffd}]/gu, '?');
  return plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN)}...` : plain;
}
