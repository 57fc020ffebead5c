import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type openMeeting } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { MeetingRecorded } from '../meeting-recorded.type';
import { OpenMeetingCommand } from './open-meeting.handler';

@InputType()
export class OpenMeetingInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;
}

export const OpenMeetingResult = resultUnion<RefusalsOf<typeof openMeeting>>('OpenMeetingResult', MeetingRecorded, {
  MeetingMustExist: true,
  MeetingMustBeConvened: true,
});

@Resolver()
export class OpenMeetingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => OpenMeetingResult, {
    description: 'Begin the session: from now on, whoever is checked in votes in the hall.',
  })
  async openMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: OpenMeetingInput) {
    const content = { meetingId: localId('Meeting', input.meetingId) };
    const answer = await this.commands.execute(new OpenMeetingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
