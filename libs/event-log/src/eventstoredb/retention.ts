import { LogUnreadable } from '../errors';
import type { Connection } from './connection';
import { UnsafeStore } from './unsafe-store';

/** Stream metadata that makes the server forget events (https://developers.eventstore.com/server/v22.10/streams.html). */
const FORGETTING = ['$maxAge', '$maxCount', '$tb'] as const;

/** Throws `UnsafeStore` when the server has been told to forget events of the stream. */
export async function requireNoRetention(connection: Connection, stream: string): Promise<void> {
  const metadata = await newestMetadata(connection, `$$${stream}`);
  const set = FORGETTING.filter((key) => metadata[key] !== undefined && metadata[key] !== null);
  if (set.length === 0) return;
  throw new UnsafeStore(
    `stream ${stream} has ${set.join(' and ')} set: the server would forget events`,
    'Remove it from the metadata of the stream before anything is scavenged, then start again.',
  );
}

async function newestMetadata(connection: Connection, stream: string): Promise<Readonly<Record<string, unknown>>> {
  const newest = await connection.readLast(stream);
  if (newest === undefined) return {};
  if (typeof newest.data !== 'object' || newest.data === null)
    throw new LogUnreadable(stream, 'the metadata of the stream is not JSON');
  return newest.data as Readonly<Record<string, unknown>>;
}
