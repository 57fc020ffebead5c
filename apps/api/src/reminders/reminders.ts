import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Agenda } from '../deadlines/agenda';
import { Assemblies, type OpenAssembly } from '../platform/assemblies';
import { onStorage } from '../platform/storage';
import { AssemblyReminders, type RemindersOffice } from './assembly-reminders';
import { pauseAfter } from './pauses';

/** A disk that is back soon is found soon: somebody may have to be reminded within hours. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Writes to members who are undecided shortly before voting closes, as the policy says. Begins again with the server, from the log
 * and the outbox.
 */
@Injectable()
export class Reminders implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reminders');
  private readonly byAssembly = new Map<string, AssemblyReminders>();
  /** Outboxes that could not be opened, and when that is tried again. */
  private readonly unopened: Agenda;

  constructor(
    private readonly assemblies: Assemblies,
    private readonly office: RemindersOffice,
  ) {
    this.unopened = new Agenda(office.clock, (reason) => this.logger.error(String(reason)));
  }

  onModuleInit(): void {
    this.assemblies.onOpen((assembly) => this.beginPatiently(assembly, 1));
  }

  /** Before the registries close, which it reads. */
  async beforeApplicationShutdown(): Promise<void> {
    this.unopened.stop();
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
    await this.unopened.settle();
    await Promise.all([...this.byAssembly.values()].map((reminders) => reminders.settle()));
  }

  /** Where the disk does not give the outbox, try again after a while, each time a longer one. Whoever asks meanwhile may be faster. */
  private beginPatiently(assembly: OpenAssembly, attempt: number): void {
    this.unopened.take(assembly.id);
    if (this.byAssembly.has(assembly.id)) return;
    try {
      this.begin(assembly);
    } catch (error) {
      const { clock } = this.office;
      const next = new Date(clock.now().getTime() + Math.min(pauseAfter(attempt), LONGEST_PAUSE_MS)).toISOString();
      this.logger.error(
        `${assembly.id}: nobody is reminded until the outbox can be opened, which is tried at ${next}: ${String(error)}`,
      );
      this.unopened.put(assembly.id, next, async () => this.beginPatiently(assembly, attempt + 1));
    }
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
