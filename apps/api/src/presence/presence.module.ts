import { Module } from '@nestjs/common';
import { CheckInHandler } from './check-in/check-in.handler';
import { CheckInMutation } from './check-in/check-in.mutation';
import { CheckInWithCodeHandler } from './check-in-with-code/check-in-with-code.handler';
import { CheckInWithCodeMutation } from './check-in-with-code/check-in-with-code.mutation';
import { CheckOutHandler } from './check-out/check-out.handler';
import { CheckOutMutation } from './check-out/check-out.mutation';
import { IssueHallCodeHandler } from './issue-hall-code/issue-hall-code.handler';
import { IssueHallCodeMutation } from './issue-hall-code/issue-hall-code.mutation';
import { PresenceChangedSubscription } from './meeting-presence/presence-changed.subscription';
import { AttendeesOfMeeting, PresenceOfMeeting, PresenceRecordedFields } from './meeting-presence/presence.resolvers';
import { WrongCodes } from './wrong-codes';

@Module({
  providers: [
    WrongCodes,
    IssueHallCodeHandler,
    IssueHallCodeMutation,
    CheckInHandler,
    CheckInMutation,
    CheckInWithCodeHandler,
    CheckInWithCodeMutation,
    CheckOutHandler,
    CheckOutMutation,
    PresenceOfMeeting,
    AttendeesOfMeeting,
    PresenceRecordedFields,
    PresenceChangedSubscription,
  ],
})
export class PresenceModule {}
