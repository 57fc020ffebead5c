import type { AssemblyRecord, ProposalRecord } from '@plenum/domain';

/** Up to so many members a pass over all of them, ranked lists included, takes at most 20 ms: see docs/figures.md. Unit: members. */
export const MOST_MEMBERS_ON_THE_LOOP = 5_000;

/** Up to so many marks on all ballots together a counting rule reads them as fast. Unit: ballots times options. */
const MOST_MARKS_ON_THE_LOOP = 50_000;

/** Whether counting a proposal could keep everybody else waiting. Says yes too early where the roll grew after the opening. */
export function isTooLargeForTheLoop(record: AssemblyRecord, proposal: ProposalRecord, mostMembers: number): boolean {
  const members = Math.max(record.roll.members.size, proposal.roll?.size ?? 0);
  const marks = proposal.ballots.size * proposal.state.wording.options.length;
  return members > mostMembers || marks > MOST_MARKS_ON_THE_LOOP;
}
