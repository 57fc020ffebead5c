import { Query, Resolver } from '@nestjs/graphql';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { choiceFrom, ReminderChoiceType } from '../reminder-choice.type';
import { Reminders } from '../reminders';

@Resolver()
export class MyRemindersQuery {
  constructor(private readonly reminders: Reminders) {}

  @Access('member')
  @Query(() => ReminderChoiceType, { description: 'Whether you are reminded, and in which language.' })
  async myReminders(@CurrentViewer() { assemblyId, memberId }: MemberViewer): Promise<ReminderChoiceType> {
    return choiceFrom((await this.reminders.of(assemblyId)).choices.of(memberId));
  }
}
