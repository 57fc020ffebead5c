import { readCast, type DemoCast } from '../../../api/src/demo/cast';
import { dataFolder } from '../data-folder/data-folder';
import { Stopped } from '../terminal/stopped';

/** Where the meeting is played: a server that has the demo assembly, and the data folder whose key makes the tokens. */
export interface Venue {
  readonly url: string;
  readonly folder: string;
  readonly cast: DemoCast;
  /** Whether the log is still there afterwards, to be checked. */
  readonly kept: boolean;
  close(): Promise<void>;
}

/** A server that runs already; it is left running. */
export function runningVenue(url: string, data: string): Venue {
  const folder = dataFolder(data);
  const cast = readCast(folder);
  if (cast?.complete !== true) {
    throw new Stopped(
      'DEMO_MISSING',
      `${folder} has no demo assembly; without --url the demo brings a server of its own`,
    );
  }
  return { url, folder, cast, kept: true, close: async () => undefined };
}

/** Loaded only here: the whole server takes half a second to load, and no other command wants it. */
export async function privateVenue(keep: boolean): Promise<Venue> {
  const { openPrivateServer } = require('./private-server') as typeof import('./private-server');
  return openPrivateServer(keep);
}
