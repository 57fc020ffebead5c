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

/** A server with nothing in it and folders for the copies of its clients, all gone after the test. */
export class EventStorePlace {
  private readonly folder = mkdtempSync(join(tmpdir(), 'plenum-eventstore-'));
  private readonly open: EventStoreLogs[] = [];
  private processes = 0;

  private constructor(readonly node: ProtocolNode) {}

  static async begin({ maxAppendBytes = MAX_APPEND_BYTES, ...options }: PlaceOptions = {}): Promise<EventStorePlace> {
    return new EventStorePlace(await new ProtocolNode(new EventDatabase(maxAppendBytes), options).start());
  }

  get database(): EventDatabase {
    return this.node.database;
  }

  /** As one more process would open it, with copies of its own or with those that another has left behind. */
  logs(options: Partial<EventStoreOptions> = {}, copies = `process-${(this.processes += 1)}`): EventStoreLogs {
    const logs = new EventStoreLogs(this.node.url, { copies: this.pathOf(copies), ...options });
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
    await this.node.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const places: EventStorePlace[] = [];

export async function eventStorePlace(options?: PlaceOptions): Promise<EventStorePlace> {
  const place = await EventStorePlace.begin(options);
  places.push(place);
  return place;
}

/** A real server's address, when the tests are to be run against one. */
export const realServer = process.env['EVENTSTORE_URL'];

const folders: string[] = [];

/** Empty logs on the real server, in a name space of their own: nothing else on it is touched. */
export function logsOnRealServer(url: string): EventStoreLogs {
  const copies = mkdtempSync(join(tmpdir(), 'plenum-eventstore-'));
  folders.push(copies);
  return new EventStoreLogs(url, { copies, namespace: `plenumtest${randomUUID().replaceAll('-', '')}` });
}

afterEach(async () => {
  for (const place of places.splice(0)) await place.end();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
