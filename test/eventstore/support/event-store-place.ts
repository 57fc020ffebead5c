import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreLogs, type EventStoreOptions } from '../../../libs/event-log/src/eventstoredb/event-store-logs';
import { EventDatabase } from '../server/event-database';
import { ProtocolNode, type NodeOptions } from '../server/node';

/** Unit: bytes. What compose.yaml sets, so that a roll of some thousands fits into one append. */
const MAX_APPEND_BYTES = 16 * 1024 * 1024;

export type PlaceOptions = NodeOptions & { readonly maxAppendBytes?: number };

/** A real server's address, when the tests are to be run against one as far as it can be asked to. */
export const realServer = process.env['EVENTSTORE_URL'];

/** A server with nothing in it and folders for the copies of its clients, all gone after the test. */
export class EventStorePlace {
  private readonly folder = mkdtempSync(join(tmpdir(), 'plenum-eventstore-'));
  private readonly open: EventStoreLogs[] = [];
  private processes = 0;

  private constructor(
    readonly url: string,
    private readonly obedient: ProtocolNode | undefined,
    readonly namespace: string,
  ) {}

  static async begin({ maxAppendBytes = MAX_APPEND_BYTES, ...options }: PlaceOptions = {}): Promise<EventStorePlace> {
    const node = await new ProtocolNode(new EventDatabase(maxAppendBytes), options).start();
    return new EventStorePlace(node.url, node, 'plenum');
  }

  /** On the real server of EVENTSTORE_URL, where it is set: in a name space of its own, so that nothing else on it is touched. */
  static async onAnyServer(): Promise<EventStorePlace> {
    if (realServer === undefined) return EventStorePlace.begin();
    return new EventStorePlace(realServer, undefined, `plenumtest${randomUUID().replaceAll('-', '')}`);
  }

  /** For tests in which the server must do as it is told. */
  get node(): ProtocolNode {
    if (this.obedient === undefined) throw new Error('a real server does not do as it is told');
    return this.obedient;
  }

  get database(): EventDatabase {
    return this.node.database;
  }

  /** The stream that holds an assembly's log. */
  streamOf(assemblyId: string): string {
    return `${this.namespace}-log-${assemblyId}`;
  }

  /** As one more process would open it, with copies of its own or with those that another has left behind. */
  logs(options: Partial<EventStoreOptions> = {}, copies = `process-${(this.processes += 1)}`): EventStoreLogs {
    const logs = new EventStoreLogs(this.url, { copies: this.pathOf(copies), namespace: this.namespace, ...options });
    this.open.push(logs);
    return logs;
  }

  /** Where a process is told to keep its copies. */
  pathOf(copies: string): string {
    return join(this.folder, copies);
  }

  /** Where it keeps them, as the only process that was told so. */
  copiesOf(copies: string): string {
    return join(this.pathOf(copies), '1');
  }

  async end(): Promise<void> {
    await Promise.all(this.open.map((logs) => logs.close()));
    await this.obedient?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const places: EventStorePlace[] = [];

export async function eventStorePlace(options?: PlaceOptions): Promise<EventStorePlace> {
  const place = await EventStorePlace.begin(options);
  places.push(place);
  return place;
}

/** Wherever it is: for tests that a real server passes too. */
export async function anyEventStorePlace(): Promise<EventStorePlace> {
  const place = await EventStorePlace.onAnyServer();
  places.push(place);
  return place;
}

afterEach(async () => {
  for (const place of places.splice(0)) await place.end();
});
