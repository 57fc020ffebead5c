import { setImmediate as nextTurn } from 'node:timers/promises';
import { explain } from '@plenum/counting';
import { electionAround, type AssemblyRecord } from '@plenum/domain';

/** How long others may be kept waiting at a time. */
const TURN_MS = 5;

/**
 * Whether a member's voice would be lost if voting closed now: they have a binding vote, cast no ballot, raised no hand, and no delegation
 * of theirs leads to a voter. Read off the same explanation as the tally and the member's own view.
 */
export function isUndecided(record: AssemblyRecord, proposalId: string, memberId: string): boolean {
  const election = electionAround(record, proposalId, memberId);
  const fate = election && explain(election, memberId)?.fate;
  return fate === 'cycle' || fate === 'dead-end';
}

/** Those of the members who may be written to and are undecided at one log position. Others have their turn in between, however many there are. */
export async function undecidedAmong(
  record: AssemblyRecord,
  proposalId: string,
  memberIds: Iterable<string>,
  mayBeWrittenTo: (memberId: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  let turnEnds = performance.now() + TURN_MS;
  for (const memberId of memberIds) {
    if (mayBeWrittenTo(memberId) && isUndecided(record, proposalId, memberId)) found.push(memberId);
    if (performance.now() < turnEnds) continue;
    await nextTurn();
    turnEnds = performance.now() + TURN_MS;
  }
  return found;
}
