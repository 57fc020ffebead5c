import type { Policy } from '../assembly/charter';
import type { DelegationsState } from '../delegations/delegations.evolve';
import { scopesOf } from '../delegations/scope';
import { Fault } from '../kernel/decider';
import { policyFor, type AssemblyRecord, type ProposalRecord } from './assembly-record';

/** Which delegations a proposal counts with. */
export interface CountedScopes {
  /** Narrowest first. */
  readonly scopes: readonly string[];
  /** How many of a delegation's delegates count, best first. */
  readonly maxDelegates: number;
}

/** The policy of a proposal that was opened. */
export function pinnedPolicy(record: AssemblyRecord, { id, state }: ProposalRecord): Policy {
  const policy = policyFor(record.assembly, state);
  if (policy === undefined) throw new Fault(`proposal ${id} was opened under a policy its charter does not have`);
  return policy;
}

/** What the pinned policy lets members delegate in, for a proposal that was opened. */
export function countedScopes(record: AssemblyRecord, proposal: ProposalRecord): CountedScopes {
  const { allowed, maxDelegates } = pinnedPolicy(record, proposal).delegation;
  if (allowed === 'none') return { scopes: [], maxDelegates };
  const own = [`proposal:${proposal.id}`];
  return {
    scopes: allowed === 'proposal-only' ? own : scopesOf(proposal.id, proposal.state.wording.area),
    maxDelegates,
  };
}

/** The delegates of a member's narrowest delegation: nobody where there is none, or where it says "I delegate to nobody". */
export function countedDelegates(
  given: DelegationsState | undefined,
  { scopes, maxDelegates }: CountedScopes,
): readonly string[] {
  const scope = given && scopes.find((one) => given.byScope.has(one));
  return scope === undefined ? [] : given!.byScope.get(scope)!.delegates.slice(0, maxDelegates);
}
