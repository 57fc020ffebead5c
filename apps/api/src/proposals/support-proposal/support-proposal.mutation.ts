import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type supportProposal } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { ProposalRecorded } from '../proposal-recorded.type';
import { SupportProposalCommand } from './support-proposal.handler';

@InputType()
export class SupportProposalInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => ID, { nullable: true, description: 'One of its alternatives; left out, the proposal itself.' })
  @IsOptional()
  @IsString()
  alternativeId?: string;
}

export const SupportProposalResult = resultUnion<RefusalsOf<typeof supportProposal>>(
  'SupportProposalResult',
  ProposalRecorded,
  {
    ProposalMustExist: true,
    ProposalMustBePreparing: true,
    SupporterMustBeAVotingMember: true,
    AlternativeMustExist: true,
  },
);

@Resolver()
export class SupportProposalMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => SupportProposalResult, {
    description: 'Say that a proposal should be taken up or, among competing texts, that you like one of them.',
  })
  async supportProposal(@CurrentViewer() viewer: MemberViewer, @Args('input') input: SupportProposalInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      memberId: viewer.memberId,
      ...(input.alternativeId ? { alternativeId: input.alternativeId } : {}),
    };
    const answer = await this.commands.execute(new SupportProposalCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
