import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { isRefusal, type setAgenda } from '@plenum/domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsString, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { AgendaItemInput, wantedItem } from '../agenda-item.input';
import { MeetingRecorded } from '../meeting-recorded.type';
import { SetAgendaCommand } from './set-agenda.handler';

@InputType()
export class SetAgendaInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => [AgendaItemInput], { description: 'The whole agenda after the change, in order.' })
  @ValidateNested({ each: true })
  @Type(() => AgendaItemInput)
  @ArrayMaxSize(200)
  agenda!: AgendaItemInput[];
}

export const SetAgendaResult = resultUnion<RefusalsOf<typeof setAgenda>>('SetAgendaResult', MeetingRecorded, {
  MeetingMustExist: true,
  MeetingMustNotBeOver: true,
  AgendaItemMustExist: true,
  AgendaMustKeepWhatWasDone: true,
  TextMustFit: true,
  ProposalMustExist: true,
  AgendaItemsMustBeDistinct: true,
});

@Resolver()
export class SetAgendaMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('chair')
  @Mutation(() => SetAgendaResult, { description: 'Add items, take them off, or put them in another order.' })
  async setAgenda(@CurrentViewer() viewer: Viewer, @Args('input') input: SetAgendaInput) {
    const content = { meetingId: localId('Meeting', input.meetingId), items: input.agenda.map(wantedItem) };
    const answer = await this.commands.execute(new SetAgendaCommand(originOf(viewer, input), content));
    return isRefusal(answer) ? answer : { receipt: receiptFrom(answer), meetingId: content.meetingId };
  }
}
