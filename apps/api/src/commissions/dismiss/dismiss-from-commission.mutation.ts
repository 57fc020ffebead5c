import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type dismissFromCommission } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { CommissionRecorded } from '../commissions-of/commission.type';
import { DismissFromCommissionCommand } from './dismiss-from-commission.handler';

@InputType()
export class DismissFromCommissionInput extends CommandInput {
  @Field(() => String, { description: 'An area of the charter, such as roads/cycling.' })
  @IsString()
  area!: string;

  @Field(() => ID)
  @IsString()
  memberId!: string;

  @Field(() => String, { description: '1 to 500 characters.' })
  @IsString()
  reason!: string;
}

export const DismissFromCommissionResult = resultUnion<RefusalsOf<typeof dismissFromCommission>>(
  'DismissFromCommissionResult',
  CommissionRecorded,
  {
    MemberMustBeInTheCommission: true,
    ReasonMustBeGiven: true,
  },
);

@Resolver()
export class DismissFromCommissionMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => DismissFromCommissionResult, {
    description: 'Let a member of a commission go. Proposals that are open keep the commission they were opened with.',
  })
  async dismissFromCommission(@CurrentViewer() viewer: Viewer, @Args('input') input: DismissFromCommissionInput) {
    const content = { area: input.area, memberId: localId('Member', input.memberId), reason: input.reason };
    const answer = await this.commands.execute(new DismissFromCommissionCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), area: input.area };
  }
}
