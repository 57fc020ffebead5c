import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type stateOutcome } from '@plenum/domain';
import { IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Instant } from '../../platform/graphql/scalars';
import { ProposalRecorded } from '../proposal-recorded.type';
import { StateOutcomeCommand } from './state-outcome.handler';

@InputType()
export class StateOutcomeInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => String, { description: 'What was decided, in words; 1 to 20,000 characters.' })
  @IsString()
  text!: string;

  @Field(() => Instant, {
    nullable: true,
    description: 'When to look at it again; left out, a date set already stays.',
  })
  @IsOptional()
  @IsString()
  reviewAt?: string;
}

export const StateOutcomeResult = resultUnion<RefusalsOf<typeof stateOutcome>>('StateOutcomeResult', ProposalRecorded, {
  ProposalMustExist: true,
  ProposalMustBeCertified: true,
  TextMustFit: true,
  ReviewMustBeInTheFuture: true,
});

@Resolver()
export class StateOutcomeMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => StateOutcomeResult, {
    description: 'Put a certified outcome into words and say when it is to be looked at again; anew after each review.',
  })
  async stateOutcome(@CurrentViewer() viewer: Viewer, @Args('input') input: StateOutcomeInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      text: input.text,
      ...(input.reviewAt ? { reviewAt: input.reviewAt } : {}),
    };
    const answer = await this.commands.execute(new StateOutcomeCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
