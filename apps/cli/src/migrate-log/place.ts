import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EventStoreLogs, SqliteEventLogs, type EventLogs } from '@plenum/event-log';
import { dataFolder } from '../data-folder/data-folder';

/** Where logs are: a data folder, or an event store by its connection string. */
export interface Place {
  readonly logs: EventLogs;
  /** How to speak of it: never with the password of a connection string. */
  readonly name: string;
  close(): Promise<void>;
}

const CONNECTION_STRING = /^esdb(\+discover)?:\/\//;

export function placeToRead(text: string): Place {
  return CONNECTION_STRING.test(text) ? eventStore(text) : folder(dataFolder(text));
}

/** A folder that is not there yet is begun. */
export function placeToWrite(text: string): Place {
  return CONNECTION_STRING.test(text) ? eventStore(text) : folder(resolve(text));
}

function folder(path: string): Place {
  const logs = new SqliteEventLogs(path);
  return { logs, name: path, close: () => logs.close() };
}

function eventStore(url: string): Place {
  const copies = mkdtempSync(join(tmpdir(), 'plenum-migrate-'));
  const leave = () => rmSync(copies, { recursive: true, force: true });
  try {
    const logs = new EventStoreLogs(url, { copies });
    const close = () => logs.close().finally(leave);
    return { logs, name: url.replace(/\/\/[^@/]*@/, '//'), close };
  } catch (error) {
    leave();
    throw error;
  }
}
