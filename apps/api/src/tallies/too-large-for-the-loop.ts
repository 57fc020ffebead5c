import type { AssemblyRecord, ProposalRecord } from '@plenum/domain';

/** How large a proposal may be that is counted on the event loop. */
export interface LoopLimits {
  /** Unit: members. */
  readonly members: number;
  /** What a counting rule reads of all ballots together. Unit: ballots times options. */
  readonly marks: number;
}

/** Within these a count from nothing, ranked lists included, takes about 20 ms at most: see docs/figures.md. */
export const LOOP_LIMITS: LoopLimits = { members: 5_000, marks: 50_000 };

/** Whether counting a proposal could keep everybody else waiting. Says yes too early where the roll grew after the opening. */
export function isTooLargeForTheLoop(record: AssemblyRecord, proposal: ProposalRecord, limits: LoopLimits): boolean {
  const members = Math.max(record.roll.members.size, proposal.roll?.size ?? 0);
  const marks = proposal.ballots.size * proposal.state.wording.options.length;
  return members > limits.members || marks > limits.marks;
}
