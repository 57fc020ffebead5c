import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type resumeMeeting } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { MeetingRecorded } from '../meeting-recorded.type';
import { ResumeMeetingCommand } from './resume-meeting.handler';

@InputType()
export class ResumeMeetingInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;
}

export const ResumeMeetingResult = resultUnion<RefusalsOf<typeof resumeMeeting>>(
  'ResumeMeetingResult',
  MeetingRecorded,
  {
    MeetingMustExist: true,
    MeetingMustBeInSession: true,
  },
);

@Resolver()
export class ResumeMeetingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => ResumeMeetingResult, { description: 'Go on after a pause.' })
  async resumeMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: ResumeMeetingInput) {
    const content = { meetingId: localId('Meeting', input.meetingId) };
    const answer = await this.commands.execute(new ResumeMeetingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
