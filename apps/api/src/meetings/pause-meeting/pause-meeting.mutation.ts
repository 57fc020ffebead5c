import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type pauseMeeting } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { MeetingRecorded } from '../meeting-recorded.type';
import { PauseMeetingCommand } from './pause-meeting.handler';

@InputType()
export class PauseMeetingInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => String, { nullable: true, description: 'At most 500 characters.' })
  @IsOptional()
  @IsString()
  reason?: string;
}

export const PauseMeetingResult = resultUnion<RefusalsOf<typeof pauseMeeting>>('PauseMeetingResult', MeetingRecorded, {
  MeetingMustExist: true,
  MeetingMustBeInSession: true,
  ReasonMustBeGiven: true,
});

@Resolver()
export class PauseMeetingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => PauseMeetingResult, { description: 'Interrupt the session. Whoever is checked in stays so.' })
  async pauseMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: PauseMeetingInput) {
    const content = {
      meetingId: localId('Meeting', input.meetingId),
      ...(input.reason == null ? {} : { reason: input.reason }),
    };
    const answer = await this.commands.execute(new PauseMeetingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
