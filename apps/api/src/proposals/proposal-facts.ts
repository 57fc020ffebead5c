import {
  assemblyFold,
  policyFor,
  proposalFold,
  rollFold,
  streams,
  type DraftingFacts,
  type EscalationFacts,
  type OpeningFacts,
  type Policy,
  type ProposalFacts,
  type ProposalState,
  type SupportFacts,
} from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

export async function assemblyFacts(read: FactReader): Promise<ProposalFacts> {
  return { assembly: (await read.seen(streams.assembly(), assemblyFold)).state };
}

/** The policy that a proposal is, or will be, decided by. */
export async function policyOfProposal(read: FactReader, proposalId: string): Promise<Policy | undefined> {
  const proposal = await read.seen(streams.proposal(proposalId), proposalFold);
  const assembly = await read.seen(streams.assembly(), assemblyFold);
  return policyFor(assembly.state, proposal.state);
}

/** The proposal that is followed is guarded: what it came to must still be so when the follow-up is stored. */
export function draftingFacts(follows: ProposalState['follows']): (read: FactReader) => Promise<DraftingFacts> {
  return async (read) => {
    const { assembly } = await assemblyFacts(read);
    const { state: roll } = await read.seen(streams.roll(), rollFold);
    if (follows === undefined) return { assembly, roll };
    const followed = await read.guarded(streams.proposal(follows.proposalId), proposalFold);
    return { assembly, roll, followed: followed.state };
  };
}

/** The proposal is guarded: support that is stored was given while it could be. */
export function supportFacts(proposalId: string): (read: FactReader) => Promise<SupportFacts> {
  return async (read) => {
    const proposal = await read.guarded(streams.proposal(proposalId), proposalFold);
    return { proposal: proposal.state, roll: (await read.seen(streams.roll(), rollFold)).state };
  };
}

export function escalationFacts(proposalId: string): (read: FactReader) => Promise<EscalationFacts> {
  return async (read) => {
    const facts = await supportFacts(proposalId)(read);
    const assembly = await read.seen(streams.assembly(), assemblyFold);
    return { ...facts, policy: policyFor(assembly.state, facts.proposal) };
  };
}

/** Opening pins the charter and the roll: both are guarded, so that what the event pins is what the log says there. */
export async function openingFacts(read: FactReader): Promise<OpeningFacts> {
  const assembly = await read.guarded(streams.assembly(), assemblyFold);
  const roll = await read.guarded(streams.roll(), rollFold);
  return { assembly: assembly.state, roll: roll.state, rollRevision: roll.revision };
}
