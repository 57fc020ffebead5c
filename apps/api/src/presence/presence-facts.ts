import { meetingFold, rollFold, streams, type PresenceFacts } from '@plenum/domain';
import type { FactReader } from '../platform/command-runner';

/** The meeting is guarded: nobody enters or leaves a hall that closed meanwhile. */
export function presenceFacts(meetingId: string): (read: FactReader) => Promise<PresenceFacts> {
  return async (read) => {
    const meeting = await read.guarded(streams.meeting(meetingId), meetingFold);
    const roll = await read.seen(streams.roll(), rollFold);
    return { meeting: meeting.state, roll: roll.state };
  };
}
