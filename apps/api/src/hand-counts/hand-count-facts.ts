import { meetingFold, streams, type HandCountFacts, type HandCountOpeningFacts } from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

/** Whom the shows of hands count, as far as the log reaches now. */
export async function handCountFacts(read: FactReader): Promise<HandCountFacts> {
  return { record: await read.record() };
}

/** The meeting is guarded. Whom an opening counts is read where it comes to stand, whoever comes or goes meanwhile. */
export function openingFacts(meetingId: string): (read: FactReader) => Promise<HandCountOpeningFacts> {
  return async (read) => {
    const { state: meeting } = await read.guarded(streams.meeting(meetingId), meetingFold);
    return { meeting, record: await read.record() };
  };
}
