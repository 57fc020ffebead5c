import {
  election,
  fractionOf,
  type Delegation,
  type Election,
  type Fraction,
  type Member as ElectionMember,
} from '@plenum/counting';
import type { Policy } from '../assembly/charter';
import { scopesOf } from '../delegations/scope';
import { Fault } from '../kernel/decider';
import {
  delegationsFor,
  electorateOf,
  policyFor,
  type AssemblyRecord,
  type DelegationsByMember,
  type ProposalRecord,
  type Roll,
} from './assembly-record';

/**
 * The election a proposal is, at the record's log position: what live tallies, certified results, count files and the
 * auditor all count. Undefined for a draft and for a proposal withdrawn before it opened.
 */
export function electionOf(record: AssemblyRecord, proposalId: string): Election | undefined {
  const proposal = record.proposals.get(proposalId);
  if (proposal?.state.opening === undefined) return undefined;
  const policy = policyFor(record.assembly, proposal.state);
  if (policy === undefined)
    throw new Fault(`proposal ${proposalId} was opened under a policy its charter does not have`);
  const { title, options, area } = proposal.state.wording;
  return election({
    title,
    options,
    rule: policy.rule as Election['rule'],
    ruleOptions: policy.ruleOptions ?? {},
    seats: policy.seats ?? 1,
    tieBreak: policy.tieBreak ?? 'none',
    members: membersOf(record, proposal),
    areas: area === undefined ? [] : [area],
    delegationRule: policy.delegation.rule,
    delegations: delegationsIn(delegationsFor(record, proposal), proposalId, area, policy),
    delegationLimits: limitsOf(policy),
    ballots: ballotsOf(proposal),
    decision: { thresholds: policy.thresholds, quorums: policy.quorums },
  });
}

/** A roll is immutable, so the list made from it is made once. */
const lists = new WeakMap<Roll, readonly ElectionMember[]>();

/**
 * In roll order, as they came on. A map remembers how it came about (folded, or read from a snapshot), and the count
 * document must list its voters in one order.
 */
function membersOf(record: AssemblyRecord, proposal: ProposalRecord): readonly ElectionMember[] {
  const roll = electorateOf(record, proposal);
  const known = lists.get(roll);
  if (known !== undefined) return known;
  const exact = new Map<string, Fraction>();
  const inOrder = roll.toArray().sort(([, a], [, b]) => a.since - b.since);
  const members = inOrder.map(([id, { weight: text, votes, classId }]) => {
    let weight = exact.get(text);
    if (weight === undefined) exact.set(text, (weight = fractionOf(text)));
    return { id, weight, votes, present: false, ...(classId === undefined ? {} : { class: classId }) };
  });
  lists.set(roll, members);
  return members;
}

function ballotsOf(proposal: ProposalRecord): Election['ballots'] {
  return proposal.ballots.toArray().map(([voter, { choice, channel }]) => ({ voter, choice, channel }));
}

/** The delegations whose scope applies to this proposal; the count picks each member's narrowest. */
function delegationsIn(
  all: DelegationsByMember,
  proposalId: string,
  area: string | undefined,
  policy: Policy,
): Delegation[] {
  const { allowed, maxDelegates } = policy.delegation;
  if (allowed === 'none') return [];
  const scopes = allowed === 'proposal-only' ? [`proposal:${proposalId}`] : scopesOf(proposalId, area);
  const found: Delegation[] = [];
  for (const [from, { byScope }] of all) {
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
