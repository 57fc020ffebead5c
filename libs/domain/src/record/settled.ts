import { whyNotSettled, type NotSettled, type StillOpen } from '@plenum/counting';
import type { Policy } from '../assembly/charter';
import type { ProposalState } from '../proposals/proposals.evolve';
import type { AssemblyRecord } from './assembly-record';
import { pinnedPolicy } from './counted-delegations';
import { electionOf } from './election-of';

const sentences: Readonly<Record<NotSettled['reason'], string>> = {
  'outcomes-remain': 'what members may still say leaves more than one outcome possible',
  rule: 'for its counting rule nothing can be proven before all have spoken for good',
  weighing: 'with fixed shares or caps nothing can be proven before all have spoken for good',
  'hand-count': 'a show of hands is still open',
  'per-channel': 'with a threshold for each channel nothing can be proven before all have spoken for good',
  'tie-break': 'the lot that breaks the tie is drawn at the close',
  presence: 'a condition depends on who is in the hall',
  roll: 'the electorate or its weights are not frozen',
  'no-roll': 'nobody knows who could still vote',
};

/** What may still happen to an open proposal, as its policy says. Somebody can always come to a hall, and be counted there. */
function stillOpen({ finalBallots, frozen, delegation }: Policy, { handCounts = [] }: ProposalState): StillOpen {
  return {
    ballotsMayChange: finalBallots !== true,
    delegationsMayChange: frozen.delegations !== 'at-open' && delegation.allowed !== 'none',
    handsMayBeCounted: true,
    handCountIsOpen: handCounts.some(({ status }) => status === 'open'),
    presenceMayChange: true,
    rollMayChange: frozen.electorate !== 'at-open' || frozen.weights !== 'at-open',
  };
}

/** What may still change the outcome of an open proposal, in words; undefined when nothing can (domain 6.6). */
export function whyUnsettled(record: AssemblyRecord, proposalId: string): string | undefined {
  const proposal = record.proposals.get(proposalId);
  const election = electionOf(record, proposalId);
  if (proposal === undefined || election === undefined) return undefined;
  const policy = pinnedPolicy(record, proposal);
  if (policy.effect === 'suspensive') return 'those online may still suspend what the hall decides';
  const answer = whyNotSettled(election, stillOpen(policy, proposal.state));
  return answer.settled ? undefined : sentences[answer.reason];
}
