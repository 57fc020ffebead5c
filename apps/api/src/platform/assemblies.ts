import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { AssemblyRecord } from '@plenum/domain';
import { type EventLog, type EventLogs, LogExists, sqliteLogFileOf } from '@plenum/event-log';
import { AssemblyView } from './assembly-view';
import { catchUp } from './catching-up';
import { NameRegistry } from './name-registry';
import { Snapshots } from './snapshots';
import { named } from './storage';
import { StreamReader } from './stream-reader';
import { TimeTravel } from './time-travel';

/** All that this process holds of one assembly. Nothing of one assembly is reachable from another. */
export interface OpenAssembly {
  readonly id: string;
  readonly log: EventLog;
  readonly view: AssemblyView;
  readonly reader: StreamReader;
  readonly past: TimeTravel;
  readonly names: NameRegistry;
}

const SNAPSHOT_EVERY = 10_000;

/** The assemblies of this server: opened once, kept until the server stops. */
@Injectable()
export class Assemblies implements OnApplicationShutdown {
  private readonly logger = new Logger('Assemblies');
  private readonly opened = new Map<string, Promise<OpenAssembly>>();
  private readonly openListeners = new Set<(assembly: OpenAssembly) => void>();

  constructor(
    private readonly logs: EventLogs,
    private readonly snapshots: Snapshots,
    private readonly dataDir: string,
  ) {}

  /** True when other processes serve the same assemblies. */
  get shared(): boolean {
    return this.logs.shared ?? false;
  }

  list(): Promise<readonly string[]> {
    return this.logs.list();
  }

  /** Open every assembly found on disk; used at start, so that deadlines that passed meanwhile are seen. */
  async openAll(): Promise<readonly OpenAssembly[]> {
    return Promise.all((await this.list()).map((id) => this.open(id)));
  }

  /** Throws the log's `LogNotFound` for an unknown id. */
  open(id: string): Promise<OpenAssembly> {
    return this.keep(id, () => this.logs.open(id));
  }

  /** Begin an empty log for a new assembly, or open the one that exists. */
  async openOrCreate(id: string): Promise<OpenAssembly> {
    const exists = (await this.list()).includes(id);
    return exists ? this.open(id) : this.keep(id, () => this.createOrOpen(id));
  }

  /** Hear of every assembly that is opened, those already open included. */
  onOpen(listener: (assembly: OpenAssembly) => void): void {
    this.openListeners.add(listener);
    for (const assembly of this.opened.values()) void assembly.then(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    for (const pending of this.opened.values()) {
      const assembly = await pending;
      await assembly.view.stop();
      if (!assembly.view.failed) await this.keepSnapshot(assembly, assembly.view.record);
      assembly.names.close();
    }
    await this.logs.close();
  }

  /** Another process may have begun it in the same moment. */
  private createOrOpen(id: string): Promise<EventLog> {
    return this.logs.create(id).catch((error: unknown) => {
      if (error instanceof LogExists) return this.logs.open(id);
      throw error;
    });
  }

  private keep(id: string, openLog: () => Promise<EventLog>): Promise<OpenAssembly> {
    const known = this.opened.get(id);
    if (known !== undefined) return known;
    const opening = this.start(id, openLog);
    this.opened.set(id, opening);
    opening.catch(() => this.opened.delete(id));
    return opening;
  }

  private async start(id: string, openLog: () => Promise<EventLog>): Promise<OpenAssembly> {
    const log = await openLog().catch((error: unknown) => {
      throw named(sqliteLogFileOf(this.dataDir, id) ?? this.dataDir, error);
    });
    const record = await this.snapshots.load(log);
    const names = NameRegistry.open(this.dataDir, id);
    const view = new AssemblyView(log, record);
    try {
      await catchUp(view, await log.head(), (line) => this.tell(line));
    } catch (error) {
      await view.stop().catch(() => undefined);
      names.close();
      throw error;
    }
    const past = new TimeTravel(log, view);
    const assembly = { id, log, view, past, reader: new StreamReader(log), names };
    this.snapshotNowAndThen(assembly);
    for (const listener of this.openListeners) listener(assembly);
    return assembly;
  }

  /** To whoever started the server, without the clothes of a log line. */
  private tell(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  private snapshotNowAndThen(assembly: OpenAssembly): void {
    const { view } = assembly;
    let saved = view.record.position;
    view.listen(({ after }) => {
      if (after.position - saved < SNAPSHOT_EVERY) return;
      saved = after.position;
      void this.keepSnapshot(assembly, after);
    });
  }

  /** Only a shortcut: without it the next start takes longer. */
  private keepSnapshot({ log }: OpenAssembly, record: AssemblyRecord): Promise<void> {
    return this.snapshots
      .save(log, record)
      .catch((error: unknown) => this.logger.error(`snapshot not written: ${String(error)}`));
  }
}
