import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type withdrawProposal } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { editorFrom } from '../editor';
import { ProposalRecorded } from '../proposal-recorded.type';
import { WithdrawProposalCommand } from './withdraw-proposal.handler';

@InputType()
export class WithdrawProposalInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => String, { description: 'Shown with the proposal.' })
  @IsString()
  reason!: string;
}

export const WithdrawProposalResult = resultUnion<RefusalsOf<typeof withdrawProposal>>(
  'WithdrawProposalResult',
  ProposalRecorded,
  {
    ProposalMustExist: true,
    ProposalMustNotBeOver: true,
    EditorMustBeDrafterOrChair: true,
    ReasonMustBeGiven: true,
  },
);

@Resolver()
export class WithdrawProposalMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member', 'chair')
  @Mutation(() => WithdrawProposalResult, {
    description: 'Take back a draft or an open proposal: its drafter or the chair.',
  })
  async withdrawProposal(@CurrentViewer() viewer: Viewer, @Args('input') input: WithdrawProposalInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      editor: editorFrom(viewer),
      reason: input.reason,
    };
    const answer = await this.commands.execute(new WithdrawProposalCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
