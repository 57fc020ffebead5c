import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, registerEnumType, Resolver } from '@nestjs/graphql';
import { isRefusal, type draftProposal, type FollowsAs } from '@plenum/domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsEnum, IsString, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { proposalIdOf } from '../draft-proposal/draft-proposal.mutation';
import { ChangesInput, changesIn } from '../edit-proposal/changes.input';
import { askedEnactments } from '../enacts/asked-enactments';
import { EnactmentInput } from '../enacts/enactment.input';
import { ProposalRecorded } from '../proposal-recorded.type';
import { FollowProposalCommand } from './follow-proposal.handler';

export enum FollowUp {
  SECOND_READING = 'SECOND_READING',
  REFORMULATION = 'REFORMULATION',
  AMENDMENT = 'AMENDMENT',
  REPEAL = 'REPEAL',
}
registerEnumType(FollowUp, {
  name: 'FollowUp',
  valuesMap: {
    SECOND_READING: { description: 'The hall adopted it and those online opposed it: it is voted on again.' },
    REFORMULATION: { description: 'It was blocked: here is another wording.' },
    AMENDMENT: { description: 'Goes on from it in any other way.' },
    REPEAL: { description: 'Once adopted, the earlier decision no longer holds.' },
  },
});

@InputType()
export class FollowProposalInput extends ChangesInput {
  @Field(() => ID, { description: 'The proposal that is followed.' })
  @IsString()
  proposalId!: string;

  @Field(() => FollowUp)
  @IsEnum(FollowUp)
  as!: FollowUp;

  @Field(() => [EnactmentInput], { defaultValue: [], description: 'What adoption does by itself. At most 10.' })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => EnactmentInput)
  enacts: EnactmentInput[] = [];
}

export const FollowProposalResult = resultUnion<RefusalsOf<typeof draftProposal>>(
  'FollowProposalResult',
  ProposalRecorded,
  {
    ProposalMustExist: true,
    ProposalMustNotExist: true,
    FollowUpMustFitTheOutcome: true,
    EnactmentMustBePossible: true,
    PolicyMustBeInTheCharter: true,
    AreaMustBeInTheCharter: true,
    TextMustFit: true,
    OptionsMustFitTheRule: true,
  },
);

@Resolver()
export class FollowProposalMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member', 'chair')
  @Mutation(() => FollowProposalResult, {
    description:
      'Write a new draft that goes on from an earlier proposal: read it again, reformulate what was blocked, amend it or repeal it.',
  })
  async followProposal(@CurrentViewer() viewer: Viewer, @Args('input') input: FollowProposalInput) {
    const asked = askedEnactments(input.enacts);
    if (isRefusal(asked)) return asked;
    const as = input.as.toLowerCase().replace('_', '-') as FollowsAs;
    const { memberId: drafterId } = viewer;
    const content = {
      follows: { proposalId: localId('Proposal', input.proposalId), as },
      changes: changesIn(input),
      ...(drafterId === undefined ? {} : { drafterId }),
      ...(asked.enacts.length === 0 ? {} : { enacts: asked.enacts }),
    };
    const command = new FollowProposalCommand(originOf(viewer, input), content, randomUUID(), asked.candidates);
    const answer = await this.commands.execute(command);
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: proposalIdOf(answer) };
  }
}
