import { CommandBus } from '@nestjs/cqrs';
import { Args, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type acceptDelegations } from '@plenum/domain';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { DelegationRecorded } from '../delegation-recorded.type';
import { AcceptDelegationsCommand } from './accept-delegations.handler';

@InputType()
export class AcceptDelegationsInput extends CommandInput {}

export const AcceptDelegationsResult = resultUnion<RefusalsOf<typeof acceptDelegations>>(
  'AcceptDelegationsResult',
  DelegationRecorded,
  {
    MemberMustBeOnTheRoll: true,
  },
);

@Resolver()
export class AcceptDelegationsMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => AcceptDelegationsResult, { description: 'Carry others again.' })
  async acceptDelegations(@CurrentViewer() viewer: MemberViewer, @Args('input') input: AcceptDelegationsInput) {
    const content = { memberId: viewer.memberId };
    const answer = await this.commands.execute(new AcceptDelegationsCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), memberId: viewer.memberId };
  }
}
