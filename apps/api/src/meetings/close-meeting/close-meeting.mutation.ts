import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type closeMeeting } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { MeetingRecorded } from '../meeting-recorded.type';
import { CloseMeetingCommand } from './close-meeting.handler';

@InputType()
export class CloseMeetingInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;
}

export const CloseMeetingResult = resultUnion<RefusalsOf<typeof closeMeeting>>('CloseMeetingResult', MeetingRecorded, {
  MeetingMustExist: true,
  MeetingMustBeInSession: true,
  HandCountMustBeSettled: true,
});

@Resolver()
export class CloseMeetingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => CloseMeetingResult, {
    description:
      'End the session. Everybody is checked out; what was not reached carries over to the next meeting of the series.',
  })
  async closeMeeting(@CurrentViewer() viewer: Viewer, @Args('input') input: CloseMeetingInput) {
    const content = { meetingId: localId('Meeting', input.meetingId) };
    const answer = await this.commands.execute(new CloseMeetingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
