import { electorateOf, policyFor, type AssemblyRecord } from './assembly-record';

/** What may still change the outcome of an open proposal, in words; undefined when nothing can. */
export function whyUnsettled(record: AssemblyRecord, proposalId: string): string | undefined {
  const proposal = record.proposals.get(proposalId);
  if (proposal === undefined) return undefined;
  if (policyFor(record.assembly, proposal.state)?.finalBallots !== true) return 'members can change their ballots';
  const silent = electorateOf(record, proposal).count(({ votes }, id) => votes && !proposal.ballots.has(id));
  return silent === 0 ? undefined : `${silent} members have not voted`;
}
