import { ABSTAIN } from '@plenum/counting';
import { Fault, type CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { reasonGiven } from '../kernel/reason';
import { isRefusal, refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { handOptions } from '../kernel/rules-of-count';
import { votesOn, type MeetingState } from '../meetings/meetings.evolve';
import { checkDoor, type Door } from '../presence/presence.decide';
import type { ProposalState } from '../proposals/proposals.evolve';
import { policyFor, type AssemblyRecord } from '../record/assembly-record';
import { countAlike, handCountSet } from '../record/hand-count-set';
import * as events from './hand-counts.events';
import type { HandCountEvent, HandTotals } from './hand-counts.events';
import type { HandCountState } from './hand-counts.evolve';

interface OfHandCount extends CommandHead {
  readonly proposalId: string;
  readonly handCountId: string;
}
export interface OpenHandCount extends OfHandCount {
  readonly meetingId: string;
}
export interface EnterHandTotals extends OfHandCount {
  /** Undefined for a teller's office without a person: nobody could tell whether two such entries are two people's. */
  readonly tellerId: string | undefined;
  readonly totals: HandTotals;
}
export interface CancelHandCount extends OfHandCount {
  readonly reason: string;
}

/** `record` is the whole assembly, at least as far as the proposal's own stream. */
export interface HandCountFacts {
  readonly record: AssemblyRecord;
}
export interface HandCountOpeningFacts extends HandCountFacts {
  readonly meeting: MeetingState;
}

type Voting = 'ProposalMustExist' | 'ProposalMustBeOpen';

function checkVoting({ status }: ProposalState): Refusal<Voting> | undefined {
  if (status === 'none') return refuse('ProposalMustExist', 'proposalId');
  return status === 'open' ? undefined : refuse('ProposalMustBeOpen', 'proposalId');
}

/**
 * Whom it counts is read where `HandCountOpened` stands in the log (`handCountSet`). What is refused here is refused of the record as it is
 * known now; if what happens in between makes the set one that cannot be counted by hands, the opened count counts nobody.
 */
export function openHandCount(
  { proposalId, handCountId, meetingId }: OpenHandCount,
  state: ProposalState,
  { record, meeting }: HandCountOpeningFacts,
): Outcome<
  HandCountEvent,
  | Voting
  | Door
  | 'ProposalMustBeOnTheAgenda'
  | 'RuleMustAllowHands'
  | 'HandCountMustBeSettled'
  | 'CountedSetMustNotBeEmpty'
  | 'CountedSetMustWeighAlike'
> {
  const refusal = checkVoting(state) ?? checkDoor(meeting);
  if (refusal !== undefined) return refusal;
  if (!votesOn(meeting, proposalId)) return refuse('ProposalMustBeOnTheAgenda', 'proposalId');
  if (handEntries(record, state) === undefined) return refuse('RuleMustAllowHands', 'proposalId');
  if (state.handCounts?.some(({ status }) => status === 'open')) return refuse('HandCountMustBeSettled');
  const proposal = record.proposals.get(proposalId)!;
  const counted = handCountSet(record, proposal, meetingId);
  if (counted.length === 0) return refuse('CountedSetMustNotBeEmpty');
  if (!countAlike(record, proposal, counted)) return refuse('CountedSetMustWeighAlike');
  return [fact(events.HandCountOpened, { proposalId, handCountId, meetingId })];
}

/** The second teller who enters the same records it. A teller who enters something else replaces what they entered before. */
export function enterHandTotals(
  { proposalId, handCountId, tellerId, totals: raw }: EnterHandTotals,
  state: ProposalState,
  { record }: HandCountFacts,
): Outcome<
  HandCountEvent,
  | Voting
  | 'TellerMustBeKnown'
  | 'HandCountMustExist'
  | 'HandCountMustBeOpen'
  | 'HandTotalsMustFitTheRule'
  | 'HandTotalsMustFitTheCountedSet'
> {
  if (tellerId === undefined || !record.roll.members.has(tellerId)) return refuse('TellerMustBeKnown');
  const handCount = checkVoting(state) ?? findHandCount(state, handCountId);
  if (isRefusal(handCount)) return handCount;
  if (handCount.status !== 'open') return refuse('HandCountMustBeOpen', 'handCountId');
  const totals = checkTotals(raw, handEntries(record, state) ?? []);
  if (isRefusal(totals)) return totals;
  const hands = Object.values(totals).reduce((sum, some) => sum + some, 0);
  const counted = record.proposals.get(proposalId)?.hands?.get(handCountId)?.size;
  if (counted === undefined) throw new Fault(`the record at ${record.position} does not reach to ${handCountId}`);
  if (hands > counted)
    return refuse('HandTotalsMustFitTheCountedSet', 'totals', `${hands} hands of ${counted} members.`);
  const { [tellerId]: own, ...others } = handCount.entered;
  const second = Object.entries(others).find(([, theirs]) => isSame(theirs, totals));
  if (second === undefined && own !== undefined && isSame(own, totals)) return [];
  const entered = fact(events.HandTotalsEntered, { proposalId, handCountId, tellerId, totals });
  if (second === undefined) return [entered];
  const tellers = [second[0], tellerId];
  return [entered, fact(events.HandCountRecorded, { proposalId, handCountId, totals, tellers })];
}

/** Also one that was recorded, while voting is open: whoever was counted can vote again, by hand or otherwise. */
export function cancelHandCount(
  { proposalId, handCountId, reason: given }: CancelHandCount,
  state: ProposalState,
): Outcome<HandCountEvent, Voting | 'HandCountMustExist' | 'HandCountMustNotBeCancelled' | 'ReasonMustBeGiven'> {
  const handCount = checkVoting(state) ?? findHandCount(state, handCountId);
  if (isRefusal(handCount)) return handCount;
  if (handCount.status === 'cancelled') return refuse('HandCountMustNotBeCancelled', 'handCountId');
  const reason = reasonGiven(given);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(events.HandCountCancelled, { proposalId, handCountId, reason })];
}

function findHandCount(
  { handCounts = [] }: ProposalState,
  handCountId: string,
): HandCountState | Refusal<'HandCountMustExist'> {
  return handCounts.find(({ id }) => id === handCountId) ?? refuse('HandCountMustExist', 'handCountId');
}

/** What hands can be raised for, `abstain` last; undefined under a rule without a show of hands. */
function handEntries({ assembly }: AssemblyRecord, state: ProposalState): readonly string[] | undefined {
  const policy = policyFor(assembly, state);
  const options = policy && handOptions(policy, state.wording.options);
  return options && [...options, ABSTAIN];
}

/** Every entry with its number, 0 where none was given, so that two tellers who mean the same say the same. */
function checkTotals(raw: HandTotals, entries: readonly string[]): HandTotals | Refusal<'HandTotalsMustFitTheRule'> {
  const stranger = Object.keys(raw).find((entry) => !entries.includes(entry));
  if (stranger !== undefined)
    return refuse('HandTotalsMustFitTheRule', 'totals', `There is no "${stranger}" to raise a hand for.`);
  const totals = entries.map((entry) => [entry, Object.hasOwn(raw, entry) ? raw[entry]! : 0] as const);
  const wrong = totals.find(([, hands]) => !Number.isSafeInteger(hands) || hands < 0);
  if (wrong !== undefined)
    return refuse('HandTotalsMustFitTheRule', 'totals', `${wrong[1]} hands for "${wrong[0]}" cannot be.`);
  return Object.fromEntries(totals);
}

function isSame(a: HandTotals, b: HandTotals): boolean {
  const entries = Object.keys(a);
  return entries.length === Object.keys(b).length && entries.every((entry) => a[entry] === b[entry]);
}
