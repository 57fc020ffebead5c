import { LogUnavailable } from '@plenum/event-log';
import { diskFailureOf } from './disk-failure';
import { StorageDamaged, StorageUnavailable } from './storage';

/**
 * What whoever starts the server reads, in one line: what went wrong and what to do. Where the disk said no, with the file, or the data folder
 * where nobody knows which file; a stack trace only for what nobody foresaw.
 */
export function describeStartFailure(error: unknown, dataDir: string): string {
  const ofDisk = toldByTheDisk(error, dataDir);
  if (ofDisk !== undefined) return `${ofDisk}\n`;
  const { code, message, advice, stack } = error as Partial<Record<'code' | 'message' | 'advice' | 'stack', string>>;
  return advice === undefined ? `${stack ?? String(error)}\n` : `${code}: ${message}. ${advice}\n`;
}

function toldByTheDisk(error: unknown, dataDir: string): string | undefined {
  const isPassedOn =
    error instanceof LogUnavailable || error instanceof StorageUnavailable || error instanceof StorageDamaged;
  const said = isPassedOn ? error.cause : error;
  const disk = diskFailureOf(said, 'start');
  if (disk === undefined) return undefined;
  const where = (said as { readonly path?: string }).path === undefined ? `${dataDir}: ` : '';
  // Which code a command would be answered with; and a damaged registry is not what `plenum verify` reads.
  const code = isPassedOn ? error.code : disk.code;
  const advice = error instanceof StorageDamaged ? error.advice : disk.advice;
  return `${code}: ${where}${disk.reason}. ${advice}`;
}
