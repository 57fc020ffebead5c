import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Assemblies, type OpenAssembly } from '../platform/assemblies';
import { onStorage } from '../platform/storage';
import { AssemblyReminders, type RemindersOffice } from './assembly-reminders';

/**
 * Writes to members who are undecided shortly before voting closes, as the policy says. Begins again with the server, from the log
 * and the outbox.
 */
@Injectable()
export class Reminders implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reminders');
  private readonly byAssembly = new Map<string, AssemblyReminders>();

  constructor(
    private readonly assemblies: Assemblies,
    private readonly office: RemindersOffice,
  ) {}

  onModuleInit(): void {
    this.assemblies.onOpen((assembly) => {
      try {
        this.begin(assembly);
      } catch (error) {
        this.logger.error(
          `${assembly.id}: nobody is reminded until somebody asks for the reminders, or the next start: ${String(error)}`,
        );
      }
    });
  }

  /** Before the registries close, which it reads. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.byAssembly.values()].map((reminders) => reminders.stop()));
    this.office.sender.close();
  }

  /** Throws `StorageUnavailable` while the outbox cannot be opened. */
  async of(assemblyId: string): Promise<AssemblyReminders> {
    const assembly = await this.assemblies.open(assemblyId);
    return this.byAssembly.get(assemblyId) ?? this.begin(assembly);
  }

  /** Do all that is due now, everywhere. */
  async settle(): Promise<void> {
    await Promise.all([...this.byAssembly.values()].map((reminders) => reminders.settle()));
  }

  private begin(assembly: OpenAssembly): AssemblyReminders {
    return onStorage('the outbox', () => {
      const reminders = new AssemblyReminders(assembly, this.office);
      try {
        reminders.start();
      } catch (error) {
        reminders.stop().catch((reason: unknown) => this.logger.error(`${assembly.id}: ${String(reason)}`));
        throw error;
      }
      this.byAssembly.set(assembly.id, reminders);
      return reminders;
    });
  }
}
