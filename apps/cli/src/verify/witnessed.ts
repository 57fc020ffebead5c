import {
  isSameKey,
  meetsPolicy,
  shown,
  wrongLinesOf,
  type Checkpoint,
  type KeyChain,
  type TrustPolicy,
} from '@plenum/event-log';
import { assemblyIn } from './another-log';
import { cosignedByAll } from './cosigned';
import { newestOf, type FoundHead } from './heads';

/** What the witnesses of a policy come to. */
interface Witnessed {
  /** Why the newest head does not count by the policy; empty where it does. */
  readonly undecided: readonly string[];
  /** Lines in the name of a witness that are not of its hand: no evidence for the log, nor against it. */
  readonly notChecked: readonly string[];
}

/** Hold the heads that the log's keys signed against a policy; `events` are all that the log has. */
export function witnessed(
  signed: readonly FoundHead[],
  events: number,
  keys: KeyChain['keys'],
  given: TrustPolicy,
): Witnessed {
  const policy = followed(given, keys);
  return {
    undecided: ofAnotherLog(signed, policy) ?? unmet(headsPutTogether(signed), events, policy),
    notChecked: wrongLines(signed, policy),
  };
}

/** A policy can list many logs: that it lists this one is asked of it, and that it lists others too is no fault. */
function ofAnotherLog(signed: readonly FoundHead[], { logs }: TrustPolicy): readonly string[] | undefined {
  const origin = newestOf(signed)?.checkpoint.origin;
  if (origin === undefined || logs.length === 0) return undefined;
  if (logs.some(({ name }) => assemblyIn(name) === assemblyIn(origin))) return undefined;
  const listed = [...new Set(logs.map(({ name }) => shown(name)))].join(', ');
  return [
    `the policy is not of this log: it lists ${listed}, and the log is ${shown(origin)}. Either the wrong policy was given, or the log is not the one ` +
      'that it is given out for',
  ];
}

/** A policy that lists one of the keys means the log, whichever key it has had since. */
function followed(policy: TrustPolicy, keys: KeyChain['keys']): TrustPolicy {
  const first = keys.findIndex(({ key }) => policy.logs.some((listed) => isSameKey(listed, key)));
  return first < 0 ? policy : { ...policy, logs: [...policy.logs, ...keys.slice(first).map(({ key }) => key)] };
}

/** Each head once, with the lines of all its copies; the newest first. */
function headsPutTogether(signed: readonly FoundHead[]): readonly Checkpoint[] {
  const copies = new Map<string, Checkpoint[]>();
  for (const { checkpoint } of signed) {
    const of = copies.get(checkpoint.note.text);
    if (of === undefined) copies.set(checkpoint.note.text, [checkpoint]);
    else of.push(checkpoint);
  }
  return [...copies.values()].map((all) => cosignedByAll(all[0]!, all)).sort((one, other) => other.size - one.size);
}

/** Asked is the newest head; where an older one has what it lacks, that is said. */
function unmet([newest, ...older]: readonly Checkpoint[], events: number, policy: TrustPolicy): readonly string[] {
  if (newest === undefined) return [];
  const { missing } = meetsPolicy(newest, policy);
  if (missing === undefined) return [];
  const names = new Set([...policy.witnesses.values()].map(({ name }) => name));
  // A server's list can hold a hundred thousand heads that no witness saw: of those no signature is checked.
  const met = older
    .filter(({ note }) => note.signatures.some(({ name }) => names.has(name)))
    .find((head) => meetsPolicy(head, policy).missing === undefined);
  if (met === undefined) return [`the policy asks for more than the head of ${newest.size} events has: ${missing}`];
  return [`the policy is met up to event ${met.size}; ${events - met.size} events after it are not witnessed`];
}

function wrongLines(signed: readonly FoundHead[], { witnesses }: TrustPolicy): readonly string[] {
  return [...witnesses.values()].flatMap((witness) => {
    const wrong = signed.filter(({ checkpoint }) => wrongLinesOf(checkpoint, witness) > 0);
    const [first, ...others] = new Set(wrong.map(({ from }) => from));
    if (first === undefined) return [];
    const where = others.length === 0 ? first : `${first}, and ${others.length} more`;
    return [
      `what stands under the name of the witness ${witness.name} and is not its signature (${where}): it counts for nothing`,
    ];
  });
}
