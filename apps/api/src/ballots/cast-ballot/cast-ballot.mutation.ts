import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type castBallot, type Choice } from '@plenum/domain';
import { IsDefined, IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Json } from '../../platform/graphql/scalars';
import { BallotRecorded } from '../ballot-recorded.type';
import { CastBallotCommand } from './cast-ballot.handler';

export const BALLOT_REASON =
  'Why, in at most 500 characters: of an objection or a block above all. Printed in the minutes.';

@InputType()
export class CastBallotInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => Json, {
    description: 'In a yes/no proposal "yes", "no" or "abstain"; in other rules what the rule asks for.',
  })
  @IsDefined({ message: 'choice must be given' })
  choice!: Choice;

  @Field(() => String, { nullable: true, description: BALLOT_REASON })
  @IsOptional()
  @IsString()
  reason?: string;
}

export const CastBallotResult = resultUnion<RefusalsOf<typeof castBallot>>('CastBallotResult', BallotRecorded, {
  ProposalMustExist: true,
  ProposalMustBeOpen: true,
  VoterMustBeOnTheRoll: true,
  VoterMustBeInTheElectorate: true,
  CountedMemberMustNotCastBallot: true,
  ChoiceMustFitTheRule: true,
  ReasonMustFit: true,
  BallotMustNotBeFinal: true,
});

@Resolver()
export class CastBallotMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => CastBallotResult, {
    description:
      'Vote, or vote again: until the close the last choice replaces the earlier one, and any delegation sleeps. Who is checked in to a meeting with the proposal on its agenda votes in person, on whatever device.',
  })
  async castBallot(@CurrentViewer() viewer: MemberViewer, @Args('input') input: CastBallotInput) {
    const proposalId = localId('Proposal', input.proposalId);
    const said = input.reason == null ? {} : { reason: input.reason };
    const content = { proposalId, memberId: viewer.memberId, choice: input.choice, ...said };
    const answer = await this.commands.execute(new CastBallotCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId, memberId: viewer.memberId };
  }
}
