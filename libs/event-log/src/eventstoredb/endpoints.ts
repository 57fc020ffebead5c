import type { Credentials } from '@eventstore/db-client';
import { LogInterruption } from '../errors';

/** The connection string cannot be used. */
export class BadEventStoreUrl extends LogInterruption {
  readonly code = 'EVENTSTORE_URL_INVALID';
  readonly advice =
    'Give a connection string such as esdb://user:password@node1:2113,node2:2113,node3:2113?tlsCAFile=ca.crt (or ?tls=false on one machine).';
  constructor(reason: string) {
    super(`the event store's address: ${reason}`);
  }
}

/** What the adapter itself must know of a connection string; the client parses the rest. */
export interface Endpoints {
  readonly hosts: readonly string[];
  readonly tls: boolean;
  readonly credentials: Credentials | undefined;
  readonly caFile: string | undefined;
}

const CONNECTION_STRING = /^esdb(?:\+discover)?:\/\/(?:([^:@/]+):([^@/]+)@)?([^/?@]+)\/?(?:\?(.*))?$/;
const DEFAULT_PORT = 2113;

/** Throws `BadEventStoreUrl`; never repeats the password. */
export function endpointsOf(url: string): Endpoints {
  const [, user, password, hosts = '', query = ''] = CONNECTION_STRING.exec(url.trim()) ?? [];
  if (hosts === '') throw new BadEventStoreUrl('it is not of the form esdb://host:port');
  const options = new Map([...new URLSearchParams(query)].map(([key, value]) => [key.toLowerCase(), value]));
  const tls = options.get('tls') !== 'false';
  if (tls && user === undefined) throw new BadEventStoreUrl('a server with TLS needs a user and a password in it');
  if (options.get('throwonappendfailure') === 'false')
    throw new BadEventStoreUrl('throwOnAppendFailure=false would hide failed appends');
  const preference = options.get('nodepreference') ?? 'leader';
  if (preference.toLowerCase() !== 'leader')
    throw new BadEventStoreUrl(`nodePreference=${preference} would read what may be behind`);
  return {
    hosts: hosts.split(',').map((host) => (/:\d+$/.test(host) ? host : `${host}:${DEFAULT_PORT}`)),
    tls,
    caFile: options.get('tlscafile'),
    credentials:
      user === undefined ? undefined : { username: decodeURIComponent(user), password: decodeURIComponent(password!) },
  };
}
