import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type takeItem } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { MeetingRecorded } from '../meeting-recorded.type';
import { TakeItemCommand } from './take-item.handler';

@InputType()
export class TakeItemInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => ID)
  @IsString()
  itemId!: string;
}

export const TakeItemResult = resultUnion<RefusalsOf<typeof takeItem>>('TakeItemResult', MeetingRecorded, {
  MeetingMustExist: true,
  MeetingMustBeInSession: true,
  AgendaItemMustExist: true,
});

@Resolver()
export class TakeItemMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => TakeItemResult, { description: 'Turn to an item of the agenda: it is what the projector shows.' })
  async takeItem(@CurrentViewer() viewer: Viewer, @Args('input') input: TakeItemInput) {
    const content = { meetingId: localId('Meeting', input.meetingId), itemId: localId('AgendaItem', input.itemId) };
    const answer = await this.commands.execute(new TakeItemCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
