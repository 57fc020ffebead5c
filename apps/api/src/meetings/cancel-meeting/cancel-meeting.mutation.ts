import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type cancelMeeting } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { MeetingRecorded } from '../meeting-recorded.type';
import { CancelMeetingCommand } from './cancel-meeting.handler';

@InputType()
export class CancelMeetingInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => String, { description: '1 to 500 characters.' })
  @IsString()
  reason!: string;
}

export const CancelMeetingResult = resultUnion<RefusalsOf<typeof cancelMeeting>>(
  'CancelMeetingResult',
  MeetingRecorded,
  {
    MeetingMustExist: true,
    MeetingMustBeConvened: true,
    ReasonMustBeGiven: true,
  },
);

@Resolver()
export class CancelMeetingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => CancelMeetingResult, {
    description: 'Call off a meeting that has not been opened. Its items carry over.',
  })
  async cancelMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: CancelMeetingInput) {
    const content = { meetingId: localId('Meeting', input.meetingId), reason: input.reason };
    const answer = await this.commands.execute(new CancelMeetingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
