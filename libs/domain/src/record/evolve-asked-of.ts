import { Map } from 'immutable';
import { isOver } from '../proposals/proposals.evolve';
import type { SupportEvent } from '../proposals/support.events';
import { supportFold, type SupportState } from '../proposals/support.evolve';
import type { AssemblyRecord, ProposalRecord } from './assembly-record';

/** The proposal that this one follows knows of it. */
export function followed(record: AssemblyRecord, { id, state }: ProposalRecord): AssemblyRecord {
  const earlier = state.follows && record.proposals.get(state.follows.proposalId);
  if (earlier === undefined) return record;
  const followedBy = [...(earlier.followedBy ?? []), id];
  return { ...record, proposals: record.proposals.set(earlier.id, { ...earlier, followedBy }) };
}

/** What is asked of a proposal once it is over changes nothing of it. */
export function evolveSupport(record: AssemblyRecord, event: SupportEvent): AssemblyRecord {
  const { proposalId, memberId } = event.data;
  const proposal = record.proposals.get(proposalId);
  if (proposal === undefined || isOver(proposal.state)) return record;
  const all = proposal.support ?? Map<string, SupportState>();
  const support = all.set(memberId, supportFold.evolve(all.get(memberId) ?? supportFold.initial, event));
  return { ...record, proposals: record.proposals.set(proposalId, { ...proposal, support }) };
}
