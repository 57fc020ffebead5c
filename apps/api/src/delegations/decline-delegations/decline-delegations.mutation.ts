import { CommandBus } from '@nestjs/cqrs';
import { Args, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type declineDelegations } from '@plenum/domain';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { DelegationRecorded } from '../delegation-recorded.type';
import { DeclineDelegationsCommand } from './decline-delegations.handler';

@InputType()
export class DeclineDelegationsInput extends CommandInput {}

export const DeclineDelegationsResult = resultUnion<RefusalsOf<typeof declineDelegations>>(
  'DeclineDelegationsResult',
  DelegationRecorded,
  {
    MemberMustBeOnTheRoll: true,
  },
);

@Resolver()
export class DeclineDelegationsMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => DeclineDelegationsResult, { description: 'Carry nobody: new delegations to you are refused.' })
  async declineDelegations(@CurrentViewer() viewer: MemberViewer, @Args('input') input: DeclineDelegationsInput) {
    const content = { memberId: viewer.memberId };
    const answer = await this.commands.execute(new DeclineDelegationsCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), memberId: viewer.memberId };
  }
}
