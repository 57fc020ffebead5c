import {
  assemblyFold,
  isCountedIn,
  meetingFold,
  meetingsEntered,
  policyFor,
  presenceFold,
  proposalFold,
  rollFold,
  streams,
  type BallotFacts,
  type MeetingState,
  type ProposalState,
} from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

/**
 * The proposal is guarded: a ballot is stored only if voting has not closed meanwhile, so that every receipt is a ballot
 * that counts. Guarded are also the voter's presence and the meetings they are in: what channel the ballot says is what the log says there.
 * The roll is only seen: a strike that races a ballot is settled by the count, from the log's order.
 */
export function ballotFacts(proposalId: string, memberId: string): (read: FactReader) => Promise<BallotFacts> {
  return async (read) => {
    const { state: proposal } = await read.guarded(streams.proposal(proposalId), proposalFold);
    const assembly = await read.seen(streams.assembly(), assemblyFold);
    const roll = await read.seen(streams.roll(), rollFold);
    const halls = await hallsOf(memberId, read);
    const isCounted = await isHandCounted(proposalId, memberId, proposal, read);
    return { proposal, roll: roll.state, policy: policyFor(assembly.state, proposal), halls, isCounted };
  };
}

async function hallsOf(memberId: string, read: FactReader): Promise<readonly MeetingState[]> {
  const presence = await read.guarded(streams.presence(memberId), presenceFold);
  const halls: MeetingState[] = [];
  for (const meetingId of meetingsEntered(presence.state)) {
    halls.push((await read.guarded(streams.meeting(meetingId), meetingFold)).state);
  }
  return halls;
}

/** Whom a show of hands counts was settled where it was opened, so that a record from there on knows. */
async function isHandCounted(
  proposalId: string,
  memberId: string,
  proposal: ProposalState,
  read: FactReader,
): Promise<boolean> {
  const lastOpened = proposal.handCounts?.at(-1)?.openedPosition;
  if (lastOpened === undefined) return false;
  return isCountedIn(await read.record(lastOpened), proposalId, proposal, memberId);
}
