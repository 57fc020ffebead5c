import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type putItemToVote } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { MeetingRecorded } from '../meeting-recorded.type';
import { PutItemToVoteCommand } from './put-item-to-vote.handler';

@InputType()
export class PutItemToVoteInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => ID)
  @IsString()
  itemId!: string;
}

export const PutItemToVoteResult = resultUnion<RefusalsOf<typeof putItemToVote>>(
  'PutItemToVoteResult',
  MeetingRecorded,
  {
    MeetingMustExist: true,
    MeetingMustBeInSession: true,
    AgendaItemMustExist: true,
    AgendaItemMustHaveAProposal: true,
    ItemMustNotHaveBeenPutToVote: true,
    ProposalMustBeOpen: true,
  },
);

@Resolver()
export class PutItemToVoteMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => PutItemToVoteResult, {
    description: 'Ask the hall to vote on the proposal of an item. Its voting must be open. Once in a meeting.',
  })
  async putItemToVote(@CurrentViewer() viewer: Viewer, @Args('input') input: PutItemToVoteInput) {
    const content = { meetingId: localId('Meeting', input.meetingId), itemId: localId('AgendaItem', input.itemId) };
    const answer = await this.commands.execute(new PutItemToVoteCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
