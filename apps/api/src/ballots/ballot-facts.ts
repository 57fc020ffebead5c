import { assemblyFold, policyFor, proposalFold, rollFold, streams, type BallotFacts } from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

/**
 * The proposal is guarded: a ballot is stored only if voting has not closed meanwhile, so that every receipt is a ballot
 * that counts. The roll is only seen: a strike that races a ballot is settled by the count, from the log's order.
 */
export function ballotFacts(proposalId: string): (read: FactReader) => Promise<BallotFacts> {
  return async (read) => {
    const proposal = await read.guarded(streams.proposal(proposalId), proposalFold);
    const assembly = await read.seen(streams.assembly(), assemblyFold);
    const roll = await read.seen(streams.roll(), rollFold);
    return { proposal: proposal.state, roll: roll.state, policy: policyFor(assembly.state, proposal.state) };
  };
}
