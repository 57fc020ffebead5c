import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { LogExists, LogNotFound } from '../errors';
import type { EventLogs } from '../event-log';
import { AllSubscription } from './all-subscription';
import { Connection, type ConnectionOptions } from './connection';
import { EventStoreLog } from './event-store-log';
import { NumberedFolder } from './numbered-folder';
import { requireNoRetention } from './retention';
import { requireSafeSettings } from './server-settings';
import { StreamNames } from './stream-names';
import { headerEventOf, type ReceivedEvent } from './wire-event';

export interface EventStoreOptions extends ConnectionOptions {
  /** Folder for copies of the logs; processes that share it do not share copies. */
  readonly copies: string;
  /** Whose streams on a shared server; by default `plenum`. */
  readonly namespace?: string;
  /** How often all open logs are looked at, whatever is heard. Unit: milliseconds. */
  readonly lookEveryMs?: number;
  /** Hear of the nodes whose settings could not be checked. */
  readonly onUnchecked?: (hosts: readonly string[]) => void;
}

const LOOK_EVERY_MS = 10_000;

/** Unit: events. More assemblies than one page holds are read page by page. */
const PAGE = 1024;

/** The logs of all assemblies on one EventStoreDB or KurrentDB cluster, shared with any number of other processes. */
export class EventStoreLogs implements EventLogs {
  readonly shared = true;
  private readonly connection: Connection;
  private readonly names: StreamNames;
  private readonly logs = new Map<string, Promise<EventStoreLog>>();
  private readonly begun = new Set<string>();
  private readonly announced = new Set<string>();
  private readonly listeners = new Set<(assemblyId: string) => void>();
  private registered = 0n;
  private ready: Promise<void> | undefined;
  private subscription: AllSubscription | undefined;
  private folder: NumberedFolder | undefined;
  private lookout: NodeJS.Timeout | undefined;

  /** Throws `BadEventStoreUrl`. The server is asked nothing before the first call. */
  constructor(
    url: string,
    private readonly options: EventStoreOptions,
  ) {
    this.connection = new Connection(url, options);
    this.names = new StreamNames(options.namespace ?? 'plenum');
  }

  /** Hear of logs that are begun, by whatever process; of some that were there before, too. */
  onBegun(listener: (assemblyId: string) => void): void {
    this.listeners.add(listener);
  }

  async list(): Promise<readonly string[]> {
    await this.prepare();
    for (const assemblyId of await this.newlyRegistered()) {
      // Registered first and begun second: a process may have died between.
      if (await this.connection.read(this.names.logOf(assemblyId)!, 0n, 1)) this.begun.add(assemblyId);
      else this.registered = 0n;
    }
    return [...this.begun].sort();
  }

  async open(assemblyId: string): Promise<EventStoreLog> {
    const open = this.logs.get(assemblyId);
    if (open) return open;
    const stream = this.names.logOf(assemblyId);
    if (stream === undefined) throw new LogNotFound(assemblyId);
    const opening = this.start(assemblyId, stream);
    this.logs.set(assemblyId, opening);
    opening.catch(() => this.logs.delete(assemblyId));
    return opening;
  }

  /** Throws `LogNotFound` for an id that cannot name a log: letters, digits, `-` and `_`, at most 128. */
  async create(assemblyId: string): Promise<EventStoreLog> {
    const stream = this.names.logOf(assemblyId);
    if (stream === undefined) throw new LogNotFound(assemblyId);
    await this.prepare();
    if (await this.connection.read(stream, 0n, 1)) throw new LogExists(assemblyId);
    // A stream that was deleted softly reads as none, and would go on behind its hidden past.
    await requireNoRetention(this.connection, stream);
    const registration = jsonEvent({ id: uuidOf(assemblyId), type: 'AssemblyRegistered', data: { assemblyId } });
    await this.connection.appendPatiently(this.names.assemblies, [registration]);
    const appended = await this.connection.appendPatiently(
      stream,
      [headerEventOf(assemblyId, this.connection.writer)],
      NO_STREAM,
    );
    if (appended === 'moved') throw new LogExists(assemblyId);
    return this.open(assemblyId);
  }

  async close(): Promise<void> {
    clearTimeout(this.lookout);
    this.lookout = undefined;
    const logs = await Promise.allSettled(this.logs.values());
    await Promise.all(logs.map((log) => (log.status === 'fulfilled' ? log.value.close() : undefined)));
    await this.subscription?.stop();
    await this.connection.close();
    this.folder?.release();
    this.folder = undefined;
  }

  /** Once, before anything else: is the server safe, where do copies go, and from where on do we hear of news? */
  private prepare(): Promise<void> {
    this.ready ??= this.begin();
    this.ready.catch(() => (this.ready = undefined));
    return this.ready;
  }

  private async begin(): Promise<void> {
    const unchecked = await requireSafeSettings(this.connection.endpoints);
    if (unchecked.length > 0) this.options.onUnchecked?.(unchecked);
    await requireNoRetention(this.connection, this.names.assemblies);
    this.folder ??= NumberedFolder.take(this.options.copies);
    this.subscription ??= new AllSubscription(this.connection, this.names.prefixes, {
      received: (event) => void this.receive(event),
      confirmed: () => void this.refreshAll(),
    });
    this.lookout ??= setTimeout(() => void this.look(), this.lookEveryMs).unref();
  }

  /** The subscription may be at a node that was cut off from the others, and hear nothing without knowing it. */
  private async look(): Promise<void> {
    await this.refreshAll();
    this.lookout &&= setTimeout(() => void this.look(), this.lookEveryMs).unref();
  }

  private get lookEveryMs(): number {
    return this.options.lookEveryMs ?? LOOK_EVERY_MS;
  }

  private async start(assemblyId: string, stream: string): Promise<EventStoreLog> {
    await this.prepare();
    if (!(await this.connection.read(stream, 0n, 1))) throw new LogNotFound(assemblyId);
    const place = { assemblyId, stream, file: join(this.folder!.path, `${assemblyId}.log.db`) };
    const log = new EventStoreLog(this.connection, place, () => this.logs.delete(assemblyId));
    try {
      await log.begin();
      // Without news this process would show what others record only when it is asked to record something itself.
      await this.subscription!.begun;
    } catch (error) {
      // Or its lock would keep the next attempt out.
      await log.close();
      throw error;
    }
    return log;
  }

  private async receive(event: ReceivedEvent): Promise<void> {
    const { assemblyId, metadata } = this.names.assemblyOf(event.streamId) ?? {};
    if (assemblyId === undefined) return;
    if (!metadata && event.revision === 0n) this.announce(assemblyId);
    const log = await this.logs.get(assemblyId)?.catch(() => undefined);
    if (metadata) await log?.metadataChanged();
    else log?.receive(event);
  }

  private announce(assemblyId: string): void {
    if (this.announced.has(assemblyId)) return;
    this.announced.add(assemblyId);
    for (const listener of this.listeners) listener(assemblyId);
  }

  /** While the subscription was away, events may have gone by and logs may have been begun. */
  private async refreshAll(): Promise<void> {
    for (const log of this.logs.values()) await log.then((one) => one.refresh()).catch(() => undefined);
    for (const assemblyId of await this.list().catch(() => [])) this.announce(assemblyId);
  }

  /** Assembly ids registered since the last call, in order. */
  private async newlyRegistered(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (;;) {
      const page = (await this.connection.read(this.names.assemblies, this.registered, PAGE)) ?? [];
      ids.push(...page.map(({ data }) => (data as { readonly assemblyId: string }).assemblyId));
      this.registered += BigInt(page.length);
      if (page.length < PAGE) return ids;
    }
  }
}

/** The same registration twice is one registration. */
function uuidOf(assemblyId: string): string {
  const hex = createHash('sha256').update(`plenum assembly ${assemblyId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
