import {
  assemblyFold,
  charterInForce,
  delegationsFold,
  policyFor,
  proposalFold,
  rollFold,
  streams,
  type DelegationFacts,
  type RollState,
  type Scope,
} from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

export function delegationFacts(
  scope: Scope,
  delegates: readonly string[],
): (read: FactReader) => Promise<DelegationFacts> {
  return async (read) => {
    const roll = await read.seen(streams.roll(), rollFold);
    const assembly = await read.seen(streams.assembly(), assemblyFold);
    const charter = charterInForce(assembly.state);
    const facts = { roll: roll.state, charter, declining: await declining(read, delegates) };
    if (scope.kind !== 'proposal') return facts;
    const proposal = await read.seen(streams.proposal(scope.proposalId), proposalFold);
    return { ...facts, proposal: proposal.state, policy: policyFor(assembly.state, proposal.state) };
  };
}

export async function rollFact(read: FactReader): Promise<{ readonly roll: RollState }> {
  return { roll: (await read.seen(streams.roll(), rollFold)).state };
}

async function declining(read: FactReader, delegates: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const delegate of delegates.slice(0, 10)) {
    const { state } = await read.seen(streams.delegations(delegate), delegationsFold);
    if (state.declines) found.add(delegate);
  }
  return found;
}
