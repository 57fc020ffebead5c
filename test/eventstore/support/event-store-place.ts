import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreLogs, type EventStoreOptions } from '../../../libs/event-log/src/eventstoredb/event-store-logs';
import { EventDatabase } from '../server/event-database';
import { ProtocolNode, type NodeOptions } from '../server/node';

/** Unit: bytes. What compose.yaml sets, so that a roll of some thousands fits into one append. */
const MAX_APPEND_BYTES = 16 * 1024 * 1024;

/** A server with nothing in it and folders for the copies of its clients, all gone when the spec file is done. */
export class EventStorePlace {
  private readonly folder = mkdtempSync(join(tmpdir(), 'plenum-eventstore-'));
  private readonly open: EventStoreLogs[] = [];

  private constructor(readonly node: ProtocolNode) {}

  static async begin(options: NodeOptions & { readonly maxAppendBytes?: number } = {}): Promise<EventStorePlace> {
    const database = new EventDatabase(options.maxAppendBytes ?? MAX_APPEND_BYTES);
    return new EventStorePlace(await new ProtocolNode(database, options).start());
  }

  /** As one more process would open it. `copies` names whose copies it finds; the same name, the same copies. */
  logs(options: Partial<EventStoreOptions> = {}, copies = 'shared'): EventStoreLogs {
    const logs = new EventStoreLogs(this.node.url, { copies: join(this.folder, copies), ...options });
    this.open.push(logs);
    return logs;
  }

  async end(): Promise<void> {
    await Promise.all(this.open.map((logs) => logs.close()));
    await this.node.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const places: EventStorePlace[] = [];

export async function eventStorePlace(...options: Parameters<typeof EventStorePlace.begin>): Promise<EventStorePlace> {
  const place = await EventStorePlace.begin(...options);
  places.push(place);
  return place;
}

afterEach(async () => {
  for (const place of places.splice(0)) await place.end();
});
