import { basename, join } from 'node:path';
import { Logger } from '@nestjs/common';
import { EventStoreLogs, NumberedFolder, SqliteEventLogs, type EventLogs } from '@plenum/event-log';
import type { Assemblies } from './assemblies';
import { headsDirOf, type Config } from './config';

const logger = new Logger('EventStore');

/** Where this server keeps its facts, and the configuration that goes with it. */
export interface ChosenStore {
  readonly logs: EventLogs;
  readonly config: Config;
  /** Let another process have this one's folder; ends by itself with the process. */
  readonly release: () => void;
}

/**
 * Files in the data folder, or, where `EVENTSTORE_URL` names one, a cluster that several of these processes share. Each then keeps
 * snapshots, copies and signed heads in a folder of its own; names, the token key and the signing keys stay common. Throws
 * `BadEventStoreUrl`.
 */
export function chosenStore(config: Config): ChosenStore {
  const { dataDir, eventStoreUrl } = config;
  if (eventStoreUrl === undefined) return { logs: new SqliteEventLogs(dataDir), config, release: () => undefined };
  const folder = NumberedFolder.take(join(dataDir, 'processes'));
  try {
    const { path: processDir } = folder;
    const headsDir = join(headsDirOf(config), basename(processDir));
    const logs = new EventStoreLogs(eventStoreUrl, { copies: join(processDir, 'copies'), onUnchecked: warnOf });
    return { logs, config: { ...config, processDir, headsDir }, release: () => folder.release() };
  } catch (error) {
    folder.release();
    throw error;
  }
}

function warnOf(hosts: readonly string[]): void {
  logger.warn(`${hosts.join(', ')}: the settings could not be read; docs/operations.md names those that lose facts`);
}

/** Serve the assemblies that other processes found, so that deadlines pass even if their founder is gone. */
export function serveFoundElsewhere(logs: EventLogs, assemblies: Assemblies): void {
  if (!(logs instanceof EventStoreLogs)) return;
  logs.onBegun((assemblyId) => {
    assemblies.open(assemblyId).catch((error: unknown) => logger.error(`${assemblyId}: ${String(error)}`));
  });
}
