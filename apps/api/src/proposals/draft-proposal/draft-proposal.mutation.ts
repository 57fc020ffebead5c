import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type draftProposal } from '@plenum/domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import type { Recorded } from '../../platform/command-runner';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { askedEnactments, type AskedEnactment } from '../enacts/asked-enactments';
import { EnactmentInput } from '../enacts/enactment.input';
import { ProposalRecorded } from '../proposal-recorded.type';
import { DraftProposalCommand, type DraftProposalContent } from './draft-proposal.handler';

@InputType()
export class DraftProposalInput extends CommandInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  @IsString()
  title!: string;

  @Field(() => String, { defaultValue: '', description: 'At most 20,000 characters.' })
  @IsString()
  text: string = '';

  @Field(() => [String], {
    defaultValue: ['yes', 'no'],
    description: 'What can be chosen; a yes/no proposal has just these two.',
  })
  @IsString({ each: true })
  @ArrayMaxSize(200)
  options: string[] = ['yes', 'no'];

  @Field(() => String, { description: 'A policy of the charter.' })
  @IsString()
  policyId!: string;

  @Field(() => String, { nullable: true, description: 'An area of the charter, such as `housing/repairs`.' })
  @IsOptional()
  @IsString()
  area?: string;

  @Field(() => [EnactmentInput], { defaultValue: [], description: 'What adoption does by itself. At most 10.' })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => EnactmentInput)
  enacts: EnactmentInput[] = [];
}

export const DraftProposalResult = resultUnion<RefusalsOf<typeof draftProposal>>(
  'DraftProposalResult',
  ProposalRecorded,
  {
    ProposalMustNotExist: true,
    ProposalMustExist: true,
    FollowUpMustFitTheOutcome: true,
    EnactmentMustBePossible: true,
    PolicyMustBeInTheCharter: true,
    AreaMustBeInTheCharter: true,
    TextMustFit: true,
    OptionsMustFitTheRule: true,
  },
);

@Resolver()
export class DraftProposalMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member', 'chair')
  @Mutation(() => DraftProposalResult, {
    description: 'Write a proposal down. It can be edited until its text is verified, or voting opens.',
  })
  async draftProposal(@CurrentViewer() viewer: Viewer, @Args('input') input: DraftProposalInput) {
    const asked = askedEnactments(input.enacts);
    if (isRefusal(asked)) return asked;
    const content = contentFrom(input, viewer.memberId, asked.enacts);
    const command = new DraftProposalCommand(originOf(viewer, input), content, randomUUID(), asked.candidates);
    const answer = await this.commands.execute(command);
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: proposalIdOf(answer) };
  }
}

function contentFrom(
  input: DraftProposalInput,
  drafterId: string | undefined,
  enacts: readonly AskedEnactment[],
): DraftProposalContent {
  const { title, text, options, policyId, area } = input;
  return {
    title,
    text,
    options,
    policyId,
    ...(area == null ? {} : { area }),
    ...(drafterId === undefined ? {} : { drafterId }),
    ...(enacts.length === 0 ? {} : { enacts }),
  };
}

/** A repeated command made its proposal the first time; the receipt knows which. */
export function proposalIdOf({ events }: Recorded): string {
  return events[0]!.data['proposalId'] as string;
}
