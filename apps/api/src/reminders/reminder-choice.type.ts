import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { MailLanguage } from '../platform/mail-settings';
import type { Choice } from './outbox/choices';

export enum ReminderLanguage {
  ENGLISH = 'ENGLISH',
  SPANISH = 'SPANISH',
  CATALAN = 'CATALAN',
}
registerEnumType(ReminderLanguage, { name: 'ReminderLanguage' });

@ObjectType('ReminderChoice', {
  description: 'What you want of reminders. It stands beside the roll and not in the log.',
})
export class ReminderChoiceType {
  @Field(() => Boolean, {
    description: 'Whether you are written to when you are undecided and voting is about to close.',
  })
  accepts!: boolean;

  @Field(() => ReminderLanguage, {
    nullable: true,
    description: 'Left out until you choose one: then the server’s own.',
  })
  language?: ReminderLanguage;
}

export function choiceFrom({ accepts, language }: Choice): ReminderChoiceType {
  return { accepts, ...(language === undefined ? {} : { language: ReminderLanguage[upper(language)] }) };
}

export function languageFrom(language: ReminderLanguage): MailLanguage {
  return language.toLowerCase() as Lowercase<ReminderLanguage>;
}

function upper<Text extends string>(text: Text): Uppercase<Text> {
  return text.toUpperCase() as Uppercase<Text>;
}
