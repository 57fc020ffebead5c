import { resolve } from 'node:path';
import { BadSetting } from './bad-setting';
import { mailSettingsFrom, type MailSettings } from './mail-settings';

export { BadSetting };

/** All that the environment decides, read once at start. */
export interface Config {
  /** Folder of logs, registries, snapshots and the token key. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Serves GraphiQL and seeds a demo assembly into an empty data folder. */
  readonly development: boolean;
  readonly seedDemo: boolean;
  /** Folder where every signed head is kept a second time, best on another disk; by default beside the data folder. */
  readonly headsDir?: string;
  /** First part of the origin of every log, a URL without its scheme; by default `plenum.local`. */
  readonly originPrefix?: string;
  /** Connection string of an EventStoreDB or KurrentDB cluster that keeps the logs; by default they are files in `dataDir`. */
  readonly eventStoreUrl?: string;
  /** Folder of what one process keeps for itself (snapshots, its heads) where several share `dataDir`; by default `dataDir`. */
  readonly processDir?: string;
  /** How members are written to. Where nothing is said, in English and into a file. */
  readonly mail?: MailSettings;
}

export function mailOf({ mail, host, port }: Config): MailSettings {
  return mail ?? mailSettingsFrom({}, `http://${host}:${port}`);
}

export function processDirOf({ processDir, dataDir }: Config): string {
  return processDir ?? dataDir;
}

export function headsDirOf({ headsDir, dataDir }: Config): string {
  return headsDir ?? `${dataDir}-heads`;
}

export function originPrefixOf({ originPrefix }: Config): string {
  return originPrefix ?? 'plenum.local';
}

type Environment = Readonly<Record<string, string | undefined>>;

export function dataDirFrom(env: Environment): string {
  return resolve(env['PLENUM_DATA'] ?? 'data');
}

export function configFrom(env: Environment): Config {
  const development = env['NODE_ENV'] !== 'production';
  const host = env['PLENUM_HOST'] ?? '127.0.0.1';
  const port = portFrom(env['PLENUM_PORT'] ?? '3000');
  return {
    dataDir: dataDirFrom(env),
    host,
    port,
    mail: mailSettingsFrom(env, `http://${host}:${port}`),
    development,
    seedDemo: flag('PLENUM_SEED_DEMO', env['PLENUM_SEED_DEMO'], development),
    ...(env['EVENTSTORE_URL'] ? { eventStoreUrl: env['EVENTSTORE_URL'] } : {}),
    ...(env['PLENUM_HEADS'] === undefined ? {} : { headsDir: resolve(env['PLENUM_HEADS']) }),
    ...(env['PLENUM_ORIGIN'] === undefined ? {} : { originPrefix: originFrom(env['PLENUM_ORIGIN']) }),
  };
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535)
    throw new BadSetting(`PLENUM_PORT: "${text}" is not a port from 0 to 65535`);
  return port;
}

function originFrom(text: string): string {
  if (/^[^\s+/]+(\/[^\s+/]+)*$/u.test(text) && text.length <= 200) return text;
  throw new BadSetting(`PLENUM_ORIGIN: "${text}" is not a URL without scheme, such as votes.example.org`);
}

function flag(name: string, text: string | undefined, otherwise: boolean): boolean {
  if (text === undefined) return otherwise;
  if (text === '1' || text === 'true') return true;
  if (text === '0' || text === 'false') return false;
  throw new BadSetting(`${name}: "${text}" is neither true nor false`);
}
