import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Assemblies } from '../platform/assemblies';
import { AssemblyReminders, type RemindersOffice } from './assembly-reminders';

/**
 * Writes to members who are undecided shortly before voting closes, as the policy says. Begins again with the server, from the log
 * and the outbox.
 */
@Injectable()
export class Reminders implements OnModuleInit, BeforeApplicationShutdown {
  private readonly byAssembly = new Map<string, AssemblyReminders>();

  constructor(
    private readonly assemblies: Assemblies,
    private readonly office: RemindersOffice,
  ) {}

  onModuleInit(): void {
    this.assemblies.onOpen((assembly) => {
      const reminders = new AssemblyReminders(assembly, this.office);
      this.byAssembly.set(assembly.id, reminders);
      reminders.start();
    });
  }

  /** Before the registries close, which it reads. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.byAssembly.values()].map((reminders) => reminders.stop()));
    this.office.sender.close();
  }

  /** Of an assembly that was opened. */
  async of(assemblyId: string): Promise<AssemblyReminders> {
    await this.assemblies.open(assemblyId);
    return this.byAssembly.get(assemblyId)!;
  }

  /** Do all that is due now, everywhere. */
  async settle(): Promise<void> {
    await Promise.all([...this.byAssembly.values()].map((reminders) => reminders.settle()));
  }
}
