import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type extendVoting } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Instant } from '../../platform/graphql/scalars';
import { ProposalRecorded } from '../proposal-recorded.type';
import { ExtendVotingCommand } from './extend-voting.handler';

@InputType()
export class ExtendVotingInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => Instant, { description: 'The new deadline, later than the one in force.' })
  @IsString()
  closesAt!: string;

  @Field(() => String, { description: 'Printed with the result.' })
  @IsString()
  reason!: string;
}

export const ExtendVotingResult = resultUnion<RefusalsOf<typeof extendVoting>>('ExtendVotingResult', ProposalRecorded, {
  ProposalMustExist: true,
  ProposalMustBeOpen: true,
  DeadlineMustMoveLater: true,
  ReasonMustBeGiven: true,
});

@Resolver()
export class ExtendVotingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => ExtendVotingResult, { description: 'Move the deadline of an open proposal later.' })
  async extendVoting(@CurrentViewer() viewer: Viewer, @Args('input') input: ExtendVotingInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      closesAt: input.closesAt,
      reason: input.reason,
    };
    const answer = await this.commands.execute(new ExtendVotingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
