import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type submitProposal } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { editorFrom } from '../editor';
import { ProposalRecorded } from '../proposal-recorded.type';
import { SubmitProposalCommand } from './submit-proposal.handler';

@InputType()
export class SubmitProposalInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;
}

export const SubmitProposalResult = resultUnion<RefusalsOf<typeof submitProposal>>(
  'SubmitProposalResult',
  ProposalRecorded,
  {
    ProposalMustExist: true,
    ProposalMustBeDraft: true,
    EditorMustBeDrafterOrChair: true,
    PolicyMustHavePhases: true,
    PolicyMustBeInTheCharter: true,
    AreaMustBeInTheCharter: true,
    TextMustFit: true,
    OptionsMustFitTheRule: true,
  },
);

@Resolver()
export class SubmitProposalMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member', 'chair')
  @Mutation(() => SubmitProposalResult, {
    description:
      'Begin the way of a draft to its vote, through the phases that its policy asks for: its drafter or the chair.',
  })
  async submitProposal(@CurrentViewer() viewer: Viewer, @Args('input') input: SubmitProposalInput) {
    const content = { proposalId: localId('Proposal', input.proposalId), editor: editorFrom(viewer) };
    const answer = await this.commands.execute(new SubmitProposalCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
