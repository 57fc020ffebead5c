import type { AgendaItem } from '../meetings/meetings.events';
import { unreachedItems } from '../meetings/meetings.decide';
import { isOver } from '../proposals/proposals.evolve';
import type { AssemblyRecord } from './assembly-record';
import type { MeetingRecord } from './meeting-record';

/** An item that waits for the next meeting of a series, with where it stood last. */
export type CarriedItem = Omit<AgendaItem, 'itemId'> & { readonly carriedFrom: NonNullable<AgendaItem['carriedFrom']> };

/** What earlier meetings of a series did not reach and no later one has taken up, oldest first. A vote that was decided elsewhere is done. */
export function carriedItems(record: AssemblyRecord, seriesId: string): readonly CarriedItem[] {
  const meetings = record.meetings
    .valueSeq()
    .filter(({ state }) => state.seriesId === seriesId)
    .sortBy(({ convenedAt }) => convenedAt)
    .toArray();
  const taken = new Set(
    meetings.flatMap(({ state }) => state.agenda.map(({ carriedFrom }) => carriedFrom && keyOf(carriedFrom))),
  );
  const waiting = meetings.flatMap((meeting) => leftOver(meeting));
  return waiting.filter((item) => !taken.has(keyOf(item.carriedFrom)) && isUndecided(record, item.proposalId));
}

function leftOver({ id: meetingId, state }: MeetingRecord): CarriedItem[] {
  if (state.status !== 'closed' && state.status !== 'cancelled') return [];
  return unreachedItems(state).map(({ itemId, title, proposalId }) => ({
    title,
    ...(proposalId === undefined ? {} : { proposalId }),
    carriedFrom: { meetingId, itemId },
  }));
}

function isUndecided(record: AssemblyRecord, proposalId: string | undefined): boolean {
  const proposal = proposalId === undefined ? undefined : record.proposals.get(proposalId);
  return proposal === undefined || !isOver(proposal.state);
}

function keyOf({ meetingId, itemId }: CarriedItem['carriedFrom']): string {
  return `${meetingId} ${itemId}`;
}
