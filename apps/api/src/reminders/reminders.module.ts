import { type DynamicModule, Module } from '@nestjs/common';
import { Assemblies } from '../platform/assemblies';
import { Clock } from '../platform/clock';
import { mailOf, type Config } from '../platform/config';
import { AcceptRemindersMutation } from './accept-reminders/accept-reminders.mutation';
import { ChooseReminders } from './choose-reminders';
import { DeclineRemindersMutation } from './decline-reminders/decline-reminders.mutation';
import { MyRemindersQuery } from './my-reminders/my-reminders.query';
import { Reminders } from './reminders';
import { RemindersQuery } from './reminders-of/reminders.query';
import { LogFileSender } from './senders/log-file-sender';
import { SmtpSender } from './senders/smtp-sender';

/** Letters to the undecided, by mail where a mail server is named, else into a file. */
@Module({})
export class RemindersModule {
  static with(config: Config): DynamicModule {
    const settings = mailOf(config);
    const { smtpUrl } = settings;
    const reminders = {
      provide: Reminders,
      inject: [Assemblies, Clock],
      useFactory: (assemblies: Assemblies, clock: Clock) => {
        const sender = smtpUrl === undefined ? new LogFileSender(config.dataDir) : new SmtpSender(smtpUrl);
        return new Reminders(assemblies, { dataDir: config.dataDir, sender, settings, clock });
      },
    };
    const doors = [
      ChooseReminders,
      AcceptRemindersMutation,
      DeclineRemindersMutation,
      MyRemindersQuery,
      RemindersQuery,
    ];
    return { module: RemindersModule, providers: [reminders, ...doors] };
  }
}
