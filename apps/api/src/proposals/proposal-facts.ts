import { assemblyFold, rollFold, streams, type OpeningFacts, type ProposalFacts } from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

export async function assemblyFacts(read: FactReader): Promise<ProposalFacts> {
  return { assembly: (await read.seen(streams.assembly(), assemblyFold)).state };
}

/** Opening pins the charter and the roll: both are guarded, so that what the event pins is what the log says there. */
export async function openingFacts(read: FactReader): Promise<OpeningFacts> {
  const assembly = await read.guarded(streams.assembly(), assemblyFold);
  const roll = await read.guarded(streams.roll(), rollFold);
  return { assembly: assembly.state, roll: roll.state, rollRevision: roll.revision };
}
