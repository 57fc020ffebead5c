import { charterInForce } from '../assembly/assembly.evolve';
import { castBallot, withdrawBallot, type BallotFacts } from '../ballots/ballots.decide';
import { ballotFold, type BallotState } from '../ballots/ballots.evolve';
import type { BallotEvent, Choice } from '../ballots/ballots.events';
import type { PlenumEvent, StoredEvent } from '../catalogue';
import {
  optOutOfDelegating,
  revokeDelegation,
  setDelegation,
  type DelegationFacts,
} from '../delegations/delegations.decide';
import type { Scope } from '../delegations/scope';
import type { CommandHead } from '../kernel/decider';
import { isRefusal, refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { proposalFold, type ProposalState } from '../proposals/proposals.evolve';
import { delegationsOf, policyFor, type AssemblyRecord } from './assembly-record';
import { isCountedIn } from './hand-count-set';
import { recordFold } from './record.evolve';

/** Something a member could do about their voice. A ballot is always one on the proposal that is asked about. */
export type SupposedDeed =
  | { readonly kind: 'cast-ballot'; readonly choice: Choice; readonly reason?: string }
  | { readonly kind: 'withdraw-ballot' }
  | {
      readonly kind: 'set-delegation';
      readonly scope: Scope;
      readonly delegates: readonly string[];
      readonly expiresAt?: string;
    }
  | { readonly kind: 'opt-out'; readonly scope: Scope; readonly expiresAt?: string }
  | { readonly kind: 'revoke-delegation'; readonly scope: Scope };

export interface Suppose extends CommandHead {
  readonly proposalId: string;
  readonly memberId: string;
  /** One after the other: each is decided on what the ones before it came to. */
  readonly deeds: readonly SupposedDeed[];
}

/** What would stand in the log. Nothing of it does: the events have the positions that they would have had at the record. */
export interface Supposition {
  readonly record: AssemblyRecord;
  readonly events: readonly StoredEvent[];
}

type RefusalsIn<Decide extends (...args: never[]) => unknown> =
  ReturnType<Decide> extends Outcome<infer _Event, infer Name> ? Name : never;

export type SupposeRefusal =
  | RefusalsIn<typeof castBallot>
  | RefusalsIn<typeof withdrawBallot>
  | RefusalsIn<typeof setDelegation>
  | RefusalsIn<typeof optOutOfDelegating>
  | RefusalsIn<typeof revokeDelegation>;

interface Supposing {
  readonly record: AssemblyRecord;
  /** The member's ballot as its own stream has it, where also one stands that no count takes. */
  readonly ballot: BallotState;
}

/**
 * What a member's deeds would come to for an open proposal, decided by the same functions as the deeds themselves: what would be refused is refused here, by the
 * same name, with a `field` that begins with the deed's place, such as `suppose[1].delegates[0]`. `ballot` is the fold of the member's own
 * ballot stream up to the record's position.
 */
export function suppose(
  { proposalId, memberId, deeds, ...head }: Suppose,
  record: AssemblyRecord,
  ballot: BallotState,
): Supposition | Refusal<SupposeRefusal> {
  const { status } = proposalIn(record, proposalId);
  if (status === 'none') return refuse('ProposalMustExist', 'proposalId');
  if (status !== 'open') return refuse('ProposalMustBeOpen', 'proposalId');
  let now: Supposing = { record, ballot };
  const events: StoredEvent[] = [];
  for (const [place, deed] of deeds.entries()) {
    const outcome = decide(deed, { ...head, proposalId, memberId }, now);
    if (isRefusal(outcome)) return { ...outcome, field: `suppose[${place}]${outcome.field && `.${outcome.field}`}` };
    for (const event of outcome) {
      const stored = supposed(event, now.record.position + 1, head.at);
      events.push(stored);
      now = { record: recordFold.evolve(now.record, stored), ballot: ballotAfter(now.ballot, event) };
    }
  }
  return { record: now.record, events };
}

type Asker = CommandHead & { readonly proposalId: string; readonly memberId: string };

function decide(deed: SupposedDeed, asker: Asker, { record, ballot }: Supposing): Outcome<PlenumEvent, SupposeRefusal> {
  const { memberId, proposalId } = asker;
  const given = delegationsOf(record, memberId);
  switch (deed.kind) {
    case 'cast-ballot':
      return castBallot({ ...asker, ...deed }, ballot, ballotFacts(record, proposalId, memberId));
    case 'withdraw-ballot':
      return withdrawBallot(asker, ballot, ballotFacts(record, proposalId, memberId));
    case 'set-delegation':
      return setDelegation({ ...asker, ...deed }, given, delegationFacts(record, deed.scope, deed.delegates));
    case 'opt-out':
      return optOutOfDelegating({ ...asker, ...deed }, given, delegationFacts(record, deed.scope));
    case 'revoke-delegation':
      return revokeDelegation({ ...asker, ...deed }, given);
  }
}

function ballotFacts(record: AssemblyRecord, proposalId: string, memberId: string): BallotFacts {
  const proposal = proposalIn(record, proposalId);
  const entered = record.meetings.valueSeq().filter(({ present }) => present.has(memberId));
  return {
    proposal,
    roll: record.roll,
    policy: policyFor(record.assembly, proposal),
    halls: entered.map(({ state }) => state).toArray(),
    isCounted: isCountedIn(record, proposalId, proposal, memberId),
  };
}

function delegationFacts(record: AssemblyRecord, scope: Scope, delegates: readonly string[] = []): DelegationFacts {
  const facts = {
    roll: record.roll,
    charter: charterInForce(record.assembly),
    declining: new Set(delegates.filter((id) => delegationsOf(record, id).declines)),
  };
  if (scope.kind !== 'proposal') return facts;
  const proposal = proposalIn(record, scope.proposalId);
  return { ...facts, proposal, policy: policyFor(record.assembly, proposal) };
}

function proposalIn(record: AssemblyRecord, proposalId: string): ProposalState {
  return record.proposals.get(proposalId)?.state ?? proposalFold.initial;
}

/** A revision is read of changes of the roll alone, and no member makes one. */
function supposed(event: PlenumEvent, position: number, at: string): StoredEvent {
  return { ...event, position, revision: 0, at } as StoredEvent;
}

function ballotAfter(ballot: BallotState, event: PlenumEvent): BallotState {
  return isOfBallot(event) ? ballotFold.evolve(ballot, event) : ballot;
}

function isOfBallot(event: PlenumEvent): event is BallotEvent {
  return event.type === 'BallotCast' || event.type === 'BallotChanged' || event.type === 'BallotWithdrawn';
}
