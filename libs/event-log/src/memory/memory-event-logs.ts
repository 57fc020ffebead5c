import { LogExists, LogNotFound } from '../errors';
import type { EventLog, EventLogs } from '../event-log';
import { MemoryEventLog } from './memory-event-log';

/** The logs of all assemblies, in memory. A closed log is gone. */
export class MemoryEventLogs implements EventLogs {
  private readonly logs = new Map<string, MemoryEventLog>();

  async list(): Promise<readonly string[]> {
    return [...this.logs.keys()].sort();
  }

  async open(assemblyId: string): Promise<EventLog> {
    const log = this.logs.get(assemblyId);
    if (!log) throw new LogNotFound(assemblyId);
    return log;
  }

  async create(assemblyId: string): Promise<EventLog> {
    if (this.logs.has(assemblyId)) throw new LogExists(assemblyId);
    const log = new MemoryEventLog(assemblyId, () => this.logs.delete(assemblyId));
    this.logs.set(assemblyId, log);
    return log;
  }

  async close(): Promise<void> {
    await Promise.all([...this.logs.values()].map((log) => log.close()));
  }
}
