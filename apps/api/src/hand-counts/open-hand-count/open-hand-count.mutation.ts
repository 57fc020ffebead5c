import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type openHandCount } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { HandCountNoted } from '../hand-count-noted.type';
import { OpenHandCountCommand } from './open-hand-count.handler';

@InputType()
export class OpenHandCountInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => ID, { description: 'In whose hall hands are raised.' })
  @IsString()
  meetingId!: string;
}

export const OpenHandCountResult = resultUnion<RefusalsOf<typeof openHandCount>>(
  'OpenHandCountResult',
  HandCountNoted,
  {
    ProposalMustExist: true,
    ProposalMustBeOpen: true,
    MeetingMustExist: true,
    MeetingMustBeInSession: true,
    ProposalMustBeOnTheAgenda: true,
    RuleMustAllowHands: true,
    HandCountMustBeSettled: true,
    CountedSetMustNotBeEmpty: true,
    CountedSetMustWeighAlike: true,
  },
);

@Resolver()
export class OpenHandCountMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => OpenHandCountResult, {
    description:
      'Ask for a show of hands. Counted is whoever is in the hall, has not voted and carries nobody; none of them can cast a ballot beside it.',
  })
  async openHandCount(@CurrentViewer() viewer: Viewer, @Args('input') input: OpenHandCountInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      meetingId: localId('Meeting', input.meetingId),
    };
    const command = new OpenHandCountCommand(originOf(viewer, input), content, randomUUID());
    const answer = await this.commands.execute(command);
    if (isRefusal(answer)) return answer;
    const { handCountId } = answer.events[0]!.data as { handCountId: string };
    return { receipt: receiptFrom(answer), proposalId: content.proposalId, handCountId };
  }
}
