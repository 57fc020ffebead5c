import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type openVoting } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Instant } from '../../platform/graphql/scalars';
import { ProposalRecorded } from '../proposal-recorded.type';
import { OpenVotingCommand } from './open-voting.handler';

@InputType()
export class OpenVotingInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => Instant, {
    nullable: true,
    description: 'The deadline; left out, the policy’s voting period counts from now.',
  })
  @IsOptional()
  @IsString()
  closesAt?: string;
}

export const OpenVotingResult = resultUnion<RefusalsOf<typeof openVoting>>('OpenVotingResult', ProposalRecorded, {
  ProposalMustExist: true,
  ProposalMustBeDraft: true,
  PhasesMustBeOver: true,
  DeadlineMustBeInTheFuture: true,
  ElectorateMustNotBeEmpty: true,
  EnactmentMustBePossible: true,
  PolicyMustBeInTheCharter: true,
  AreaMustBeInTheCharter: true,
  TextMustFit: true,
  OptionsMustFitTheRule: true,
});

@Resolver()
export class OpenVotingMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => OpenVotingResult, {
    description: 'Open voting on a draft. Pins the charter version and the roll as they stand now.',
  })
  async openVoting(@CurrentViewer() viewer: Viewer, @Args('input') input: OpenVotingInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      ...(input.closesAt ? { closesAt: input.closesAt } : {}),
    };
    const answer = await this.commands.execute(new OpenVotingCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
