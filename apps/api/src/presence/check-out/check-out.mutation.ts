import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, refuse, type checkOut } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { PresenceRecorded } from '../presence-recorded.type';
import { CheckOutCommand } from './check-out.handler';

@InputType()
export class CheckOutInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => ID, { nullable: true, description: 'Left out, it is you. Only the registrar lets others out.' })
  @IsOptional()
  @IsString()
  memberId?: string;
}

export const CheckOutResult = resultUnion<RefusalsOf<typeof checkOut> | 'DoorMustBeYourOwn'>(
  'CheckOutResult',
  PresenceRecorded,
  { MeetingMustExist: true, MeetingMustBeInSession: true, MemberMustBeCheckedIn: true, DoorMustBeYourOwn: true },
);

@Resolver()
export class CheckOutMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('registrar', 'member')
  @Mutation(() => CheckOutResult, {
    description: 'Leave the hall, or let somebody out. What was voted stays; what is voted from here on is online.',
  })
  async checkOut(@CurrentViewer() viewer: Viewer, @Args('input') input: CheckOutInput) {
    const own = viewer.memberId ?? 'unknown';
    const memberId = input.memberId == null ? own : localId('Member', input.memberId);
    if (memberId !== viewer.memberId && !viewer.roles.has('registrar')) return refuse('DoorMustBeYourOwn', 'memberId');
    const content = { meetingId: localId('Meeting', input.meetingId), memberId };
    const answer = await this.commands.execute(new CheckOutCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), ...content };
  }
}
