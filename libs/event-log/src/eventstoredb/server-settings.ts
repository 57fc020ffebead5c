import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Endpoints } from './endpoints';
import { UnsafeStore } from './unsafe-store';

/** Settings under which a server acknowledges what it has not kept (https://docs.kurrent.io/server/v25.0/configuration). */
const UNSAFE = new Map([
  ['memdb', 'MemDb: its events are gone when it stops'],
  ['unsafedisableflushtodisk', 'UnsafeDisableFlushToDisk: it acknowledges what a power cut would lose'],
]);

/** Unit: milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Ask every node how it is set up, at `/info/options`, and throw `UnsafeStore` when one would lose what it acknowledges. A node
 * that does not answer, or does not tell this account, is returned: it could not be checked.
 */
export async function requireSafeSettings(endpoints: Endpoints): Promise<readonly string[]> {
  const unchecked: string[] = [];
  for (const host of endpoints.hosts) {
    const settings = await settingsOf(host, endpoints).catch(() => undefined);
    if (settings === undefined) unchecked.push(host);
    else requireSafe(host, settings);
  }
  return unchecked;
}

interface Setting {
  readonly name: string;
  readonly value: unknown;
}

function requireSafe(host: string, settings: readonly Setting[]): void {
  for (const { name, value } of settings) {
    const danger = UNSAFE.get(name.replace(/[^a-z]/gi, '').toLowerCase());
    if (danger !== undefined && String(value).toLowerCase() === 'true')
      throw new UnsafeStore(`event store ${host} runs with ${danger}`, 'Start the event store without this setting.');
  }
}

async function settingsOf(host: string, { tls, credentials, caFile }: Endpoints): Promise<readonly Setting[]> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (tls && credentials) {
    const login = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    headers['authorization'] = `Basic ${login}`;
  }
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const url = `${tls ? 'https' : 'http'}://${host}/info/options`;
  const ca = caFile === undefined ? {} : { ca: readFileSync(caFile) };
  const body = await new Promise<string>((resolve, reject) => {
    const request = (tls ? requestHttps : requestHttp)(url, { headers, signal, ...ca }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`HTTP ${response.statusCode}`));
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text)).on('error', reject);
    });
    request.on('error', reject).end();
  });
  return JSON.parse(body) as readonly Setting[];
}
