import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type castNamedBallot, type Choice } from '@plenum/domain';
import { IsDefined, IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { Json } from '../../platform/graphql/scalars';
import { BallotRecorded } from '../ballot-recorded.type';
import { BALLOT_REASON } from '../cast-ballot/cast-ballot.mutation';
import { CastNamedBallotCommand } from './cast-named-ballot.handler';

@InputType()
export class CastNamedBallotInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => ID, { description: 'Who called it out: a member in the hall.' })
  @IsString()
  memberId!: string;

  @Field(() => Json, { description: 'As in castBallot.' })
  @IsDefined({ message: 'choice must be given' })
  choice!: Choice;

  @Field(() => String, { nullable: true, description: BALLOT_REASON })
  @IsOptional()
  @IsString()
  reason?: string;
}

export const CastNamedBallotResult = resultUnion<RefusalsOf<typeof castNamedBallot>>(
  'CastNamedBallotResult',
  BallotRecorded,
  {
    TellerMustBeKnown: true,
    ProposalMustExist: true,
    ProposalMustBeOpen: true,
    VoterMustBeOnTheRoll: true,
    VoterMustBeInTheElectorate: true,
    CountedMemberMustNotCastBallot: true,
    VoterMustBeInTheHall: true,
    OwnBallotMustStand: true,
    ChoiceMustFitTheRule: true,
    ReasonMustFit: true,
    BallotMustNotBeFinal: true,
  },
);

@Resolver()
export class CastNamedBallotMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('teller')
  @Mutation(() => CastNamedBallotResult, {
    description:
      'Enter what a member in the hall calls out. The log names you; the member sees it, and can replace it by their own ballot.',
  })
  async castNamedBallot(@CurrentViewer() viewer: Viewer, @Args('input') input: CastNamedBallotInput) {
    const content = {
      proposalId: localId('Proposal', input.proposalId),
      memberId: localId('Member', input.memberId),
      tellerId: viewer.memberId,
      choice: input.choice,
      ...(input.reason == null ? {} : { reason: input.reason }),
    };
    const answer = await this.commands.execute(new CastNamedBallotCommand(originOf(viewer, input), content));
    const { proposalId, memberId } = content;
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), proposalId, memberId };
  }
}
