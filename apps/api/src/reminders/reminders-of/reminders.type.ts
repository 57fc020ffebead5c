import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Instant } from '../../platform/graphql/scalars';

@ObjectType('ReminderRound', {
  description: 'The reminders of one moment before the close. Figures only: nobody is named.',
})
export class ReminderRoundType {
  @Field(() => Instant)
  at!: string;
  @Field(() => Int, { description: 'Hours between this moment and the close, as the policy says.' })
  hoursBeforeClose!: number;
  @Field(() => Int, { description: 'Members who were to be reminded: the sum of the others.' })
  due!: number;
  @Field(() => Int, { description: 'Taken by the mail server, or written to the file.' })
  sent!: number;
  @Field(() => Int, { description: 'Refused for good, or not taken before voting closed.' })
  failed!: number;
  @Field(() => Int, { description: 'Still to be sent, or to be tried again.' })
  waiting!: number;
  @Field(() => Int, { description: 'No longer needed when their turn came: voted, delegated, declined or left.' })
  dropped!: number;
}

@ObjectType('Reminders', { description: 'Reminders of one proposal to those who were undecided.' })
export class RemindersType {
  @Field(() => Instant, { nullable: true, description: 'When the undecided are reminded next.' })
  nextAt?: string;
  @Field(() => [ReminderRoundType], { description: 'Earliest first.' })
  rounds!: ReminderRoundType[];
}
