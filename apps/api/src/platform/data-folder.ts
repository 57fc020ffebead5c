import { mkdirSync } from 'node:fs';
import { LogInterruption } from '@plenum/event-log';
import { diskFailureOf } from './disk-failure';
import { probeFolder } from './probe';

/** The data folder takes nothing, or cannot be made. */
export class DataFolderUnusable extends LogInterruption {
  readonly code = 'DATA_FOLDER_UNUSABLE';
  constructor(
    folder: string,
    reason: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(`the data folder, ${folder}, cannot be used: ${reason}`, options);
  }
}

/**
 * Make the data folder, its owner's alone, where it is missing, and see that it takes and keeps a file: a disk that is full or cannot be
 * written is known before anything is opened on it. Throws `DataFolderUnusable`.
 */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    probeFolder(folder);
  } catch (error) {
    const disk = diskFailureOf(error, 'start');
    if (disk === undefined) throw error;
    throw new DataFolderUnusable(folder, (error as Error).message, disk.advice, { cause: error });
  }
}
