import type { Tally } from '@plenum/counting';
import { policyFor, type AssemblyRecord } from './assembly-record';
import { suspensionOf } from './certified-result';

/** What would be certified of the outcome if voting closed at this position. */
export interface OutcomeSoFar {
  readonly outcome: Tally['outcome'] | 'second-reading';
  readonly winners: readonly string[];
}

/** Whether the hall decides and those online can suspend it: then the outcome is not the one that a tally of both together names. */
export function decidesInHall({ assembly, proposals }: AssemblyRecord, proposalId: string): boolean {
  const proposal = proposals.get(proposalId);
  return proposal !== undefined && policyFor(assembly, proposal.state)?.suspensive !== undefined;
}

/** The outcome so far of a proposal that was opened: the hall's where it decides, which costs a pass, else that of the tally. */
export function outcomeSoFar(record: AssemblyRecord, proposalId: string, tallied: () => Tally): OutcomeSoFar {
  const { outcome, winners } = suspended(record, proposalId) ?? tallied();
  return { outcome, winners: [...winners] };
}

function suspended(record: AssemblyRecord, proposalId: string): OutcomeSoFar | undefined {
  return decidesInHall(record, proposalId) ? suspensionOf(record, proposalId) : undefined;
}
