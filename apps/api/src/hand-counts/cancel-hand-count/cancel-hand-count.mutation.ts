import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type cancelHandCount } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { HandCountNoted } from '../hand-count-noted.type';
import { CancelHandCountCommand } from './cancel-hand-count.handler';

@InputType()
export class CancelHandCountInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => ID)
  @IsString()
  handCountId!: string;

  @Field(() => String, { description: '1 to 500 characters; printed in the minutes.' })
  @IsString()
  reason!: string;
}

export const CancelHandCountResult = resultUnion<RefusalsOf<typeof cancelHandCount>>(
  'CancelHandCountResult',
  HandCountNoted,
  {
    ProposalMustExist: true,
    ProposalMustBeOpen: true,
    HandCountMustExist: true,
    HandCountMustNotBeCancelled: true,
    ReasonMustBeGiven: true,
  },
);

@Resolver()
export class CancelHandCountMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => CancelHandCountResult, {
    description: 'The show of hands does not count, even if it was recorded; whoever was counted can vote again.',
  })
  async cancelHandCount(@CurrentViewer() viewer: Viewer, @Args('input') input: CancelHandCountInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      handCountId: localId('HandCount', input.handCountId),
      reason: input.reason,
    };
    const answer = await this.commands.execute(new CancelHandCountCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), ...content };
  }
}
