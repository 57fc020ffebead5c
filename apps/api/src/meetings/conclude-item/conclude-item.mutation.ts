import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type concludeItem } from '@plenum/domain';
import { IsEnum, IsOptional, IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { MeetingRecorded } from '../meeting-recorded.type';
import { ConcludeItemCommand } from './conclude-item.handler';
import { ItemOutcome, outcomeText } from '../meeting/meeting.type';

@InputType()
export class ConcludeItemInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => ID)
  @IsString()
  itemId!: string;

  @Field(() => ItemOutcome)
  @IsEnum(ItemOutcome)
  how!: ItemOutcome;

  @Field(() => String, { nullable: true, description: 'What the minutes say of it: at most 5,000 characters.' })
  @IsOptional()
  @IsString()
  note?: string;
}

export const ConcludeItemResult = resultUnion<RefusalsOf<typeof concludeItem>>('ConcludeItemResult', MeetingRecorded, {
  MeetingMustExist: true,
  MeetingMustBeInSession: true,
  AgendaItemMustExist: true,
  TextMustFit: true,
  ProposalMustBeClosed: true,
});

@Resolver()
export class ConcludeItemMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => ConcludeItemResult, {
    description: 'Be done with an item: decided, discussed, or postponed to a later meeting.',
  })
  async concludeItem(@CurrentViewer() viewer: Viewer, @Args('input') input: ConcludeItemInput) {
    const content = {
      meetingId: localId('Meeting', input.meetingId),
      itemId: localId('AgendaItem', input.itemId),
      how: outcomeText(input.how),
      ...(input.note == null ? {} : { note: input.note }),
    };
    const answer = await this.commands.execute(new ConcludeItemCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
