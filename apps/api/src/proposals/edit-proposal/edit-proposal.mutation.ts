import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type editProposal } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { editorFrom } from '../editor';
import { ChangesInput, changesIn } from './changes.input';
import { ProposalRecorded } from '../proposal-recorded.type';
import { EditProposalCommand } from './edit-proposal.handler';

@InputType()
export class EditProposalInput extends ChangesInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;
}

export const EditProposalResult = resultUnion<RefusalsOf<typeof editProposal>>('EditProposalResult', ProposalRecorded, {
  ProposalMustExist: true,
  ProposalMustBeDraft: true,
  EditorMustBeDrafterOrChair: true,
  PolicyMustBeInTheCharter: true,
  AreaMustBeInTheCharter: true,
  TextMustFit: true,
  OptionsMustFitTheRule: true,
});

@Resolver()
export class EditProposalMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member', 'chair')
  @Mutation(() => EditProposalResult, {
    description: 'Change the wording of a draft; fields left out stay as they are.',
  })
  async editProposal(@CurrentViewer() viewer: Viewer, @Args('input') input: EditProposalInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      editor: editorFrom(viewer),
      changes: changesIn(input),
    };
    const answer = await this.commands.execute(new EditProposalCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
