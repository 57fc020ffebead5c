import type { KeyChain, TrustPolicy } from '@plenum/event-log';
import { newestOf, type Believed, type FoundHead } from './heads';
import type { Recounted } from './recounting/recounting';
import type { Subject } from './subject';
import type { Verdict } from './verdict';

interface Given {
  /** Heads that were kept from before. */
  readonly earlier: readonly FoundHead[];
  readonly policy?: TrustPolicy;
}

/** What is not known of a key that nobody gave: the one in a data folder is taken for what it is, and any other for none. */
export function whoseKeyIs({ key, keyIsTheServers }: Subject): Partial<Pick<Verdict, 'undecided' | 'notChecked'>> {
  if (key === undefined) return {};
  if (keyIsTheServers)
    return {
      notChecked: [
        'whether the key is the assembly’s own: the one in the data folder was used. Compare it with the one on the agenda (--key)',
      ],
    };
  return {
    undecided: [
      'whether the key is the assembly’s own: it came with the log, which so far agrees with itself only. Give the one on the agenda (--key)',
    ],
  };
}

/** What is missing to decide anything by heads. */
export function undecidedBy(signed: readonly FoundHead[], { keys }: KeyChain): readonly string[] {
  if (keys.length === 0) return ['no key is known that the heads could be checked with; give it with --key'];
  if (signed.length > 0) return [];
  return ['no signed head is known: the events agree with each other, and with nothing signed'];
}

/** What an audit of so many events cannot see, whatever it found. */
export function notCheckedBy(
  { earlier, policy }: Given,
  events: number,
  { signed, earlier: byEarlierKeys }: Believed,
): readonly string[] {
  const newest = newestOf(signed);
  const unsigned = events - (newest?.checkpoint.size ?? 0);
  return [
    ...(byEarlierKeys.length === 0
      ? []
      : [
          `heads by a key that was replaced (${byEarlierKeys.length}): compared with the log, and no evidence for it; give that key too (--key)`,
        ]),
    ...(!earlier.some((head) => signed.includes(head))
      ? [
          'cannot exclude truncation, nor a whole log that was written and signed anew: give an earlier head or a receipt (--head)',
        ]
      : []),
    ...(policy === undefined ? ['whether witnesses saw the same heads as you: give a policy (--policy)'] : []),
    ...(newest !== undefined && unsigned > 0
      ? [
          `${unsigned === 1 ? 'one event' : `${unsigned} events`} after the newest signed head: only that they agree with themselves`,
        ]
      : []),
    'whether each ballot was cast by its member: the server alone vouches for who asked',
  ];
}

/** What was not looked at to the end. */
export function undecidedFrom({ stopped }: Recounted, dropped: number): readonly string[] {
  const more = dropped === 0 ? [] : [`${dropped} more findings were not listed`];
  return [...(stopped ? [stopped] : []), ...more];
}
