import { Args, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { CommandInput } from '../../platform/graphql/command.input';
import { resultUnion } from '../../platform/graphql/refusal.types';
import { ChooseReminders, RemindersChosen, type ChoosingRefusals } from '../choose-reminders';

@InputType()
export class DeclineRemindersInput extends CommandInput {}

export const DeclineRemindersResult = resultUnion<ChoosingRefusals>('DeclineRemindersResult', RemindersChosen, {
  MemberMustBeOnTheRoll: true,
});

@Resolver()
export class DeclineRemindersMutation {
  constructor(private readonly choosing: ChooseReminders) {}

  @Access('member')
  @Mutation(() => DeclineRemindersResult, { description: 'Be left in peace: no reminders to you, from now on.' })
  declineReminders(@CurrentViewer() viewer: MemberViewer, @Args('input') input: DeclineRemindersInput) {
    return this.choosing.choose(viewer, input, { accepts: false });
  }
}
