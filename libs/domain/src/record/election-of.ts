import {
  election,
  fractionOf,
  type Delegation,
  type Election,
  type Fraction,
  type HandCount,
  type Member as ElectionMember,
} from '@plenum/counting';
import type { Policy, Weighing } from '../assembly/charter';
import type { Ballot } from '../ballots/ballots.evolve';
import type { DelegationsState } from '../delegations/delegations.evolve';
import type { Member } from '../roll/roll.evolve';
import {
  delegationsFor,
  electorateOf,
  electorOf,
  presentFor,
  type AssemblyRecord,
  type ProposalRecord,
  type Roll,
} from './assembly-record';
import { countedDelegates, countedScopes, pinnedPolicy, type CountedScopes } from './counted-delegations';
import { isCountedAlready, standingHandCounts } from './hand-count-set';
import { quorumFor } from './quorum-by-size';

/**
 * The election a proposal is, at the record's log position: what live tallies, certified results, count files and the
 * auditor all count. Undefined for a draft and for a proposal withdrawn before it opened.
 */
export function electionOf(record: AssemblyRecord, proposalId: string): Election | undefined {
  const proposal = record.proposals.get(proposalId);
  if (proposal?.state.opening === undefined) return undefined;
  return {
    ...termsOf(record, proposal),
    members: withPresence(membersOf(record, proposal), presentFor(record, proposal)),
    delegations: delegationsIn(delegationsFor(record, proposal), countedScopes(record, proposal)),
    ballots: ballotsOf(proposal.ballots),
    handCounts: handCountsOf(proposal),
  };
}

/**
 * The same election as far as one member's weight can travel: themself, everyone a delegation of theirs leads to, and so on up to whoever
 * voted. `explain` says of the member what it says in the whole election, and costs no more than their way is long.
 */
export function electionAround(record: AssemblyRecord, proposalId: string, memberId: string): Election | undefined {
  const proposal = record.proposals.get(proposalId);
  if (proposal?.state.opening === undefined) return undefined;
  const [given, scopes] = [delegationsFor(record, proposal), countedScopes(record, proposal)];
  const around = new Map<string, Member>();
  const reached = [memberId];
  for (const id of reached) {
    const elector = electorOf(record, proposal, id);
    if (elector === undefined || around.has(id)) continue;
    around.set(id, elector);
    const speaks = proposal.ballots.has(id) || isCountedAlready(proposal, id);
    if (!speaks) reached.push(...countedDelegates(given.get(id), scopes));
  }
  const ids = [...around.keys()];
  return {
    ...termsOf(record, proposal),
    members: listed([...around]),
    delegations: delegationsIn(valuesOf(given, ids), scopes),
    ballots: ballotsOf(valuesOf(proposal.ballots, ids)),
    handCounts: [{ counted: ids.filter((id) => isCountedAlready(proposal, id)), totals: {} }],
  };
}

function withPresence(members: readonly ElectionMember[], present: readonly string[]): readonly ElectionMember[] {
  if (present.length === 0) return members;
  const ids = new Set(present);
  return members.map((member) => (ids.has(member.id) ? { ...member, present: true } : member));
}

/**
 * A show of hands that is still open counts no hand yet: whoever is in it is undelivered until two tellers agree. The counted in the order
 * of their ids: a set remembers how it came about, and a count file must not.
 */
function handCountsOf(proposal: ProposalRecord): readonly HandCount[] {
  return standingHandCounts(proposal).map(({ state, counted }) => ({
    counted: [...counted].sort(),
    totals: state.totals ?? {},
  }));
}

function valuesOf<Value>(map: Pick<Map<string, Value>, 'get'>, ids: readonly string[]): (readonly [string, Value])[] {
  return ids.flatMap((id) => {
    const value = map.get(id);
    return value === undefined ? [] : [[id, value] as const];
  });
}

/** An election without its people: what the charter and the wording say of it, for a proposal that was opened. */
export function termsOf(record: AssemblyRecord, proposal: ProposalRecord): Election {
  const policy = pinnedPolicy(record, proposal);
  const { title, options, area } = proposal.state.wording;
  const { weighing, blocksStand } = policy;
  return election({
    title,
    options,
    rule: policy.rule as Election['rule'],
    ruleOptions: policy.ruleOptions ?? {},
    seats: policy.seats ?? 1,
    tieBreak: policy.tieBreak ?? 'none',
    areas: area === undefined ? [] : [area],
    delegationRule: policy.delegation.rule,
    delegationLimits: limitsOf(policy),
    weighing: weighing === undefined ? {} : weighingOf(weighing, proposal),
    decision: {
      thresholds: policy.thresholds,
      quorums: policy.quorums.map((quorum) => quorumFor(quorum, () => entitledHeads(record, proposal))),
      ...(blocksStand === undefined ? {} : { blocksStand }),
    },
  });
}

/** The commission is the one that the area had when voting opened. */
function weighingOf({ commission, ...rest }: Weighing, proposal: ProposalRecord): Election['weighing'] {
  if (commission === undefined) return rest;
  return { ...rest, commission: { ...commission, members: [...(proposal.commission ?? [])].sort() } };
}

/** Members whose vote binds. Unit: heads. */
function entitledHeads(record: AssemblyRecord, proposal: ProposalRecord): number {
  return membersOf(record, proposal).reduce((heads, { votes }) => heads + (votes ? 1 : 0), 0);
}

/** A roll is immutable, so the list made from it is made once. */
const lists = new WeakMap<Roll, readonly ElectionMember[]>();

/**
 * In roll order, as they came on. A map remembers how it came about (folded, or read from a snapshot), and the count
 * document must list its voters in one order.
 */
export function membersOf(record: AssemblyRecord, proposal: ProposalRecord): readonly ElectionMember[] {
  const roll = electorateOf(record, proposal);
  const known = lists.get(roll);
  if (known !== undefined) return known;
  const members = listed(roll.toArray().sort(([, a], [, b]) => a.since - b.since));
  lists.set(roll, members);
  return members;
}

function listed(members: readonly (readonly [string, Member])[]): readonly ElectionMember[] {
  const exact = new Map<string, Fraction>();
  return members.map(([id, { weight: text, votes, classId }]) => {
    let weight = exact.get(text);
    if (weight === undefined) exact.set(text, (weight = fractionOf(text)));
    return { id, weight, votes, present: false, ...(classId === undefined ? {} : { class: classId }) };
  });
}

function ballotsOf(ballots: Iterable<readonly [string, Ballot]>): Election['ballots'] {
  return Array.from(ballots, ([voter, { choice, channel }]) => ({ voter, choice, channel }));
}

/** The delegations of these members whose scope applies to a proposal; the count picks each member's narrowest. */
function delegationsIn(
  members: Iterable<readonly [string, DelegationsState]>,
  { scopes, maxDelegates }: CountedScopes,
): Delegation[] {
  const found: Delegation[] = [];
  for (const [from, { byScope }] of members) {
    for (const scope of scopes) {
      const delegation = byScope.get(scope);
      if (delegation === undefined) continue;
      found.push({ from, scope: inCount(scope), to: delegation.delegates.slice(0, maxDelegates) });
    }
  }
  return found;
}

/** A count file is about one proposal and calls its scope simply `proposal`. */
function inCount(scope: string): Delegation['scope'] {
  return scope.startsWith('proposal:') ? 'proposal' : (scope as Delegation['scope']);
}

function limitsOf({ delegation: { maxChain, cap, damping } }: Policy): Election['delegationLimits'] {
  return {
    ...(maxChain === undefined ? {} : { maxChain }),
    ...(cap === undefined ? {} : { cap }),
    ...(damping === undefined ? {} : { damping }),
  };
}
