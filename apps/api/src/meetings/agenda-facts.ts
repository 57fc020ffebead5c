import { meetingFold, proposalFold, streams, type AgendaFacts, type ProposalState } from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

/** The proposals on a meeting's agenda, guarded: what is decided of them holds only if none has moved. */
export function agendaFacts(meetingId: string): (read: FactReader) => Promise<AgendaFacts> {
  return async (read) => {
    const { state } = await read.seen(streams.meeting(meetingId), meetingFold);
    const ids = state.agenda.flatMap(({ proposalId }) => proposalId ?? []);
    return proposalsIn(ids, (id) => read.guarded(streams.proposal(id), proposalFold));
  };
}

/** The proposals that a new agenda names and those that leave it: that these are not counted by hands has to hold. */
export async function agendaChangeFacts(
  meetingId: string,
  named: readonly string[],
  read: FactReader,
): Promise<AgendaFacts> {
  const { state } = await read.seen(streams.meeting(meetingId), meetingFold);
  const leaving = state.agenda.flatMap(({ proposalId }) => proposalId ?? []).filter((id) => !named.includes(id));
  const left = await proposalsIn(leaving, (id) => read.guarded(streams.proposal(id), proposalFold));
  const kept = await proposalsSeen(named, read);
  return { proposal: (id) => left.proposal(id) ?? kept.proposal(id) };
}

/** The proposals that a call names: whether they are there. */
export function proposalsSeen(ids: readonly string[], read: FactReader): Promise<AgendaFacts> {
  return proposalsIn(ids, (id) => read.seen(streams.proposal(id), proposalFold));
}

async function proposalsIn(
  ids: readonly string[],
  read: (id: string) => Promise<{ readonly state: ProposalState }>,
): Promise<AgendaFacts> {
  const known = new Map<string, ProposalState>();
  for (const id of new Set(ids)) known.set(id, (await read(id)).state);
  return { proposal: (id) => known.get(id) };
}
