import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LogNotFound } from '../errors';
import type { EventLogs } from '../event-log';
import { createLogFile } from './log-format';
import { onFile } from './sqlite-errors';
import { SqliteEventLog, type SqliteLogOptions } from './sqlite-event-log';

const SUFFIX = '.log.db';

/** Ids that are safe as file names everywhere. */
const ASSEMBLY_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/** Where an assembly's log lives in a data directory; undefined when the id cannot name a file. */
export function sqliteLogFileOf(directory: string, assemblyId: string): string | undefined {
  return ASSEMBLY_ID.test(assemblyId) ? join(directory, assemblyId + SUFFIX) : undefined;
}

/** The logs of all assemblies in one directory: `<assembly id>.log.db`, one file each, one writer each. */
export class SqliteEventLogs implements EventLogs {
  private readonly logs = new Map<string, SqliteEventLog>();

  constructor(
    private readonly directory: string,
    private readonly options: SqliteLogOptions = {},
  ) {}

  async list(): Promise<readonly string[]> {
    if (!existsSync(this.directory)) return [];
    const names = readdirSync(this.directory).filter((name) => name.endsWith(SUFFIX));
    return names.map((name) => name.slice(0, -SUFFIX.length)).sort();
  }

  async open(assemblyId: string): Promise<SqliteEventLog> {
    const open = this.logs.get(assemblyId);
    if (open) return open;
    const file = sqliteLogFileOf(this.directory, assemblyId);
    if (!file || !existsSync(file)) throw new LogNotFound(assemblyId);
    const log = SqliteEventLog.open(file, assemblyId, this.options, () => this.logs.delete(assemblyId));
    this.logs.set(assemblyId, log);
    return log;
  }

  /** Throws `LogNotFound` for an id that cannot name a file: letters, digits, `-` and `_`, at most 128. */
  async create(assemblyId: string): Promise<SqliteEventLog> {
    const file = sqliteLogFileOf(this.directory, assemblyId);
    if (!file) throw new LogNotFound(assemblyId);
    onFile(file, () => {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      createLogFile(file, assemblyId);
    });
    return this.open(assemblyId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.logs.values()].map((log) => log.close()));
  }
}
