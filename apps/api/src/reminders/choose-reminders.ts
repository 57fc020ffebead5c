import { isRefusal, refuse, type Refusal } from '@plenum/domain';
import { Field, ObjectType } from '@nestjs/graphql';
import type { MemberViewer } from '../platform/access/roles';
import { Assemblies } from '../platform/assemblies';
import { Injectable } from '@nestjs/common';
import type { CommandInput } from '../platform/graphql/command.input';
import type { Choice } from './outbox/choices';
import { choiceFrom, ReminderChoiceType } from './reminder-choice.type';
import { Reminders } from './reminders';

/** The refusals of both choices. */
export type ChoosingRefusals = 'MemberMustBeOnTheRoll' | 'CommandIdMustBeFresh';

@ObjectType('RemindersChosen')
export class RemindersChosen {
  @Field(() => ReminderChoiceType)
  choice!: ReminderChoiceType;
}

/** What a member wants of reminders is kept in the outbox: it is nobody else's business, and goes when the person is forgotten. */
@Injectable()
export class ChooseReminders {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly reminders: Reminders,
  ) {}

  async choose(
    { assemblyId, memberId }: MemberViewer,
    { commandId }: CommandInput,
    choice: Choice,
  ): Promise<RemindersChosen | Refusal<ChoosingRefusals>> {
    const { view } = await this.assemblies.open(assemblyId);
    if (!view.record.roll.members.has(memberId)) return refuse('MemberMustBeOnTheRoll', '');
    const { choices } = await this.reminders.of(assemblyId);
    const chosen = choices.choose(commandId.toLowerCase(), memberId, choice);
    return isRefusal(chosen) ? chosen : { choice: choiceFrom(chosen) };
  }
}
