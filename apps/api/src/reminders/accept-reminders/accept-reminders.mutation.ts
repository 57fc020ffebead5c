import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { IsEnum, IsOptional } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput } from '../../platform/graphql/command.input';
import { resultUnion } from '../../platform/graphql/refusal.types';
import { ChooseReminders, RemindersChosen, type ChoosingRefusals } from '../choose-reminders';
import { languageFrom, ReminderLanguage } from '../reminder-choice.type';

@InputType()
export class AcceptRemindersInput extends CommandInput {
  @Field(() => ReminderLanguage, { nullable: true, description: 'Left out, it stays as it is.' })
  @IsOptional()
  @IsEnum(ReminderLanguage)
  language?: ReminderLanguage;
}

export const AcceptRemindersResult = resultUnion<ChoosingRefusals>('AcceptRemindersResult', RemindersChosen, {
  MemberMustBeOnTheRoll: true,
});

@Resolver()
export class AcceptRemindersMutation {
  constructor(private readonly choosing: ChooseReminders) {}

  @Access('member')
  @Mutation(() => AcceptRemindersResult, {
    description: 'Be reminded (again) when you are undecided and voting is about to close, in the language you read.',
  })
  acceptReminders(@CurrentViewer() viewer: MemberViewer, @Args('input') input: AcceptRemindersInput) {
    const { language } = input;
    return this.choosing.choose(viewer, input, {
      accepts: true,
      ...(language == null ? {} : { language: languageFrom(language) }),
    });
  }
}
