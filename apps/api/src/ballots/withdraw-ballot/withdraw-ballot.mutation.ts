import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type withdrawBallot } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { BallotRecorded } from '../ballot-recorded.type';
import { WithdrawBallotCommand } from './withdraw-ballot.handler';

@InputType()
export class WithdrawBallotInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  proposalId!: string;
}

export const WithdrawBallotResult = resultUnion<RefusalsOf<typeof withdrawBallot>>(
  'WithdrawBallotResult',
  BallotRecorded,
  {
    ProposalMustExist: true,
    ProposalMustBeOpen: true,
    VoterMustBeOnTheRoll: true,
    VoterMustBeInTheElectorate: true,
    CountedMemberMustNotCastBallot: true,
    BallotMustHaveBeenCast: true,
    BallotMustNotBeFinal: true,
  },
);

@Resolver()
export class WithdrawBallotMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('member')
  @Mutation(() => WithdrawBallotResult, {
    description: 'Take your ballot back before the close; your delegation, if any, applies again.',
  })
  async withdrawBallot(@CurrentViewer() viewer: MemberViewer, @Args('input') input: WithdrawBallotInput) {
    const content = { proposalId: localId('Proposal', input.proposalId), memberId: viewer.memberId };
    const answer = await this.commands.execute(new WithdrawBallotCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), ...content };
  }
}
