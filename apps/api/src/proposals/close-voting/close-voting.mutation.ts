import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type closeVoting } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { ProposalRecorded } from '../proposal-recorded.type';
import { CloseVotingCommand } from './close-voting.handler';

@InputType()
export class CloseVotingInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => String, { description: 'Why before the deadline; printed with the result.' })
  @IsString()
  reason!: string;
}

export const CloseVotingResult = resultUnion<RefusalsOf<typeof closeVoting>>('CloseVotingResult', ProposalRecorded, {
  ProposalMustExist: true,
  ProposalMustBeOpen: true,
  DeadlineMustHavePassed: true,
  ReasonMustBeGiven: true,
  HandCountMustBeSettled: true,
  OutcomeMustBeSettled: true,
});

@Resolver()
export class CloseVotingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => CloseVotingResult, {
    description:
      'Close voting before its deadline: once nothing can change the outcome, or whenever the policy leaves it to the chair.',
  })
  async closeVoting(@CurrentViewer() viewer: Viewer, @Args('input') input: CloseVotingInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      cause: 'chair' as const,
      reason: input.reason,
    };
    const answer = await this.commands.execute(new CloseVotingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
