import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type offerAlternative } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { ProposalRecorded } from '../proposal-recorded.type';
import { OfferAlternativeCommand } from './offer-alternative.handler';

@InputType()
export class OfferAlternativeInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => String, { description: 'Its name among the options; 1 to 200 characters.' })
  @IsString()
  option!: string;

  @Field(() => String, { defaultValue: '', description: 'At most 20,000 characters.' })
  @IsString()
  text: string = '';
}

export const OfferAlternativeResult = resultUnion<RefusalsOf<typeof offerAlternative>>(
  'OfferAlternativeResult',
  ProposalRecorded,
  {
    ProposalMustExist: true,
    ProposalMustBePreparing: true,
    SupporterMustBeAVotingMember: true,
    TextMustFit: true,
    OptionsMustFitTheRule: true,
  },
);

@Resolver()
export class OfferAlternativeMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => OfferAlternativeResult, {
    description: 'Put another text beside the proposal while it is discussed: the vote chooses among all of them.',
  })
  async offerAlternative(@CurrentViewer() viewer: MemberViewer, @Args('input') input: OfferAlternativeInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      authorId: viewer.memberId,
      option: input.option,
      text: input.text,
    };
    const answer = await this.commands.execute(
      new OfferAlternativeCommand(originOf(viewer, input), content, randomUUID()),
    );
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId: content.proposalId };
  }
}
