import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type withdrawSupport } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { ProposalRecorded } from '../proposal-recorded.type';
import { WithdrawSupportCommand } from './withdraw-support.handler';

@InputType()
export class WithdrawSupportInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => ID, { nullable: true, description: 'One of its alternatives; left out, the proposal itself.' })
  @IsOptional()
  @IsString()
  alternativeId?: string;
}

export const WithdrawSupportResult = resultUnion<RefusalsOf<typeof withdrawSupport>>(
  'WithdrawSupportResult',
  ProposalRecorded,
  {
    ProposalMustExist: true,
    ProposalMustBePreparing: true,
    SupporterMustBeAVotingMember: true,
    AlternativeMustExist: true,
    SupportMustHaveBeenGiven: true,
  },
);

@Resolver()
export class WithdrawSupportMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => WithdrawSupportResult, {
    description: 'No longer support a proposal, or one of its alternatives.',
  })
  async withdrawSupport(@CurrentViewer() viewer: MemberViewer, @Args('input') input: WithdrawSupportInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      memberId: viewer.memberId,
      ...(input.alternativeId ? { alternativeId: input.alternativeId } : {}),
    };
    const answer = await this.commands.execute(new WithdrawSupportCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
