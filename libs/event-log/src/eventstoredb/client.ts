import { EventStoreDBClient } from '@eventstore/db-client';
import { BadEventStoreUrl } from './endpoints';

/**
 * How the client looks for a leader, where the connection string does not say: each node is asked once, and given two seconds. The
 * client's own ten rounds of five seconds a node would outlast our patience, which asks again anyway.
 */
const DISCOVERY = [
  ['maxDiscoverAttempts', '1'],
  ['gossipTimeout', '2'],
] as const;

/** What the client does with the failure of a call, on its own and unseen. */
interface Recovering {
  handleError(...failure: readonly unknown[]): Promise<void>;
}

/** Throws `BadEventStoreUrl`. Nothing is connected before the first call. */
export function clientFor(url: string): EventStoreDBClient {
  return outlivingElections(connected(withDiscovery(url.trim())));
}

/** The client's own words may repeat parts of the string, and so the password. */
function connected(url: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch (error) {
    const reason = error instanceof Error && /certificate/i.test(error.message) ? error.message : undefined;
    throw new BadEventStoreUrl(reason ?? 'the client cannot read it');
  }
}

function withDiscovery(url: string): string {
  // The client takes `max_discover_attempts` for the same.
  const said = url.toLowerCase().replace(/[_-]/g, '');
  const missing = DISCOVERY.filter(([option]) => !said.includes(`${option.toLowerCase()}=`));
  if (missing.length === 0) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${missing.map((option) => option.join('=')).join('&')}`;
}

/**
 * When a call fails while the client is looking for a leader already, the client waits for that search where nobody waits for it: should no
 * leader be found, the rejection is nobody's, and ends the process. The call itself has failed in any case, and is tried again.
 */
function outlivingElections(client: EventStoreDBClient): EventStoreDBClient {
  const recovering = client as unknown as Recovering;
  const recover = recovering.handleError.bind(client);
  recovering.handleError = (...failure) => recover(...failure).catch(() => undefined);
  return client;
}
