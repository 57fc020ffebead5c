import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { LogNotFound, openSqliteLogReadOnly, type ReadOnlyLog } from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import { rawId } from './ids';
import { assembliesIn, placeOfLog, type LogPlace } from './log-place';

/** The server's data folder, which must be there: a command never begins one. */
export function dataFolder(path: string): string {
  return existingFolder(path, (folder) => [
    'DATA_FOLDER_MISSING',
    `there is no data folder ${folder}; name it with --data`,
  ]);
}

/** Throws `Stopped`, with what `missing` says where nothing is there. */
export function existingFolder(path: string, missing: (folder: string) => readonly [string, string]): string {
  const folder = resolve(path);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) throw new Stopped(...missing(folder));
  if (!found.isDirectory()) throw new Stopped('NOT_A_FOLDER', `${folder} is a file, and a folder is needed`);
  return folder;
}

/** The assembly that was named, or the only one there is. */
export async function chosenAssembly(folder: string, named: string | undefined): Promise<string> {
  if (named !== undefined) return rawId('Assembly', named);
  const [only, ...others] = await assembliesIn(folder);
  if (only === undefined) throw new Stopped('ASSEMBLY_MISSING', `there is no assembly in ${folder}`);
  if (others.length === 0) return only;
  const lines = await Promise.all([only, ...others].map(async (id) => `  ${id}  ${await nameOf(folder, id)}`));
  throw new Stopped(
    'ASSEMBLY_UNCLEAR',
    `there are several assemblies; name one with --assembly\n${lines.join('\n')}`,
    ExitCode.usage,
  );
}

/** Opened beside a running server: takes no lock and writes nothing. Throws `LogNotFound` for an unknown assembly. */
export async function openLog(folder: string, assemblyId: string): Promise<ReadOnlyLog> {
  return openSqliteLogReadOnly((await knownPlace(folder, assemblyId)).file);
}

/** Run `work` on the chosen assembly's log and close it, whatever happens. */
export async function withLog<T>(
  { data, assembly }: { readonly data: string; readonly assembly?: string },
  work: (log: ReadOnlyLog, place: LogPlace) => Promise<T>,
): Promise<T> {
  const folder = dataFolder(data);
  const place = await knownPlace(folder, await chosenAssembly(folder, assembly));
  const log = openSqliteLogReadOnly(place.file);
  try {
    return await work(log, place);
  } finally {
    await log.close();
  }
}

async function knownPlace(folder: string, assemblyId: string): Promise<LogPlace> {
  const place = await placeOfLog(folder, assemblyId);
  if (place === undefined) throw new LogNotFound(assemblyId);
  return place;
}

async function nameOf(folder: string, assemblyId: string): Promise<string> {
  const log = await openLog(folder, assemblyId);
  try {
    const [founded] = await log.readAll(0, 1);
    return String(founded?.data['name'] ?? 'not founded yet');
  } finally {
    await log.close();
  }
}
