import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type appointToCommission } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { CommissionRecorded } from '../commissions-of/commission.type';
import { AppointToCommissionCommand } from './appoint-to-commission.handler';

@InputType()
export class AppointToCommissionInput extends CommandInput {
  @Field(() => String, { description: 'An area of the charter, such as roads/cycling.' })
  @IsString()
  area!: string;

  @Field(() => ID)
  @IsString()
  memberId!: string;
}

export const AppointToCommissionResult = resultUnion<RefusalsOf<typeof appointToCommission>>(
  'AppointToCommissionResult',
  CommissionRecorded,
  {
    AreaMustBeInTheCharter: true,
    MemberMustBeOnTheRoll: true,
    MemberMustNotBeInTheCommission: true,
  },
);

@Resolver()
export class AppointToCommissionMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => AppointToCommissionResult, {
    description:
      'Take a member into the commission of an area. It weighs in proposals opened from now on, where their policy says so.',
  })
  async appointToCommission(@CurrentViewer() viewer: Viewer, @Args('input') input: AppointToCommissionInput) {
    const content = { area: input.area, memberId: localId('Member', input.memberId) };
    const answer = await this.commands.execute(new AppointToCommissionCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), area: input.area };
  }
}
