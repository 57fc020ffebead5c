import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type checkIn } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { PresenceRecorded } from '../presence-recorded.type';
import { CheckInCommand } from './check-in.handler';

@InputType()
export class CheckInInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => ID)
  @IsString()
  memberId!: string;

  @Field(() => String, { nullable: true, description: 'Which desk lets them in, 1 to 60 characters.' })
  @IsOptional()
  @IsString()
  desk?: string;
}

export const CheckInResult = resultUnion<RefusalsOf<typeof checkIn>>('CheckInResult', PresenceRecorded, {
  MeetingMustExist: true,
  MeetingMustBeInSession: true,
  MemberMustBeOnTheRoll: true,
  MemberMustNotBeCheckedIn: true,
  DeskMustFit: true,
});

@Resolver()
export class CheckInMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('registrar')
  @Mutation(() => CheckInResult, {
    description:
      'Let a member, or a guest on the roll, into the hall. Several desks can do so at once: nobody enters twice.',
  })
  async checkIn(@CurrentViewer() viewer: Viewer, @Args('input') input: CheckInInput) {
    const content = {
      meetingId: localId('Meeting', input.meetingId),
      memberId: localId('Member', input.memberId),
      ...(input.desk == null ? {} : { desk: input.desk }),
    };
    const answer = await this.commands.execute(new CheckInCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), ...content };
  }
}
