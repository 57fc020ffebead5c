import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  CHECKPOINT_FILE,
  KEY_FILE,
  logSignatureOf,
  parseCheckpoint,
  VerifierKey,
  writeTiledLog,
  type Checkpoint,
  type ReadOnlyLog,
} from '@plenum/event-log';
import type { LogPlace } from '../data-folder/log-place';
import { ProgressLine, thousands } from '../terminal/progress';
import { Stopped, stopIfInterrupted } from '../terminal/stopped';
import type { Terminal } from '../terminal/terminal';

/**
 * Write the log up to its newest signed head as a directory that appears whole or not at all. The head must be the server's own
 * and must fit the log: an export that proves nothing is refused.
 */
export async function exportTiles(log: ReadOnlyLog, place: LogPlace, dir: string, terminal: Terminal): Promise<void> {
  const directory = resolve(dir);
  if (existsSync(directory)) throw new Stopped('DIRECTORY_EXISTS', `${directory} exists already; name a new one`);
  const { note, key, checkpoint } = await newestHead(place, log.assemblyId);
  const beside = `${directory}.${process.pid}.part`;
  const progress = new ProgressLine(terminal.err, terminal, 'events');
  try {
    await mkdir(beside, { recursive: true });
    await writeTiledLog(beside, log, checkpoint, (written) => {
      stopIfInterrupted(terminal.interrupted);
      progress.show(written, checkpoint.size);
    });
    await writeFile(join(beside, KEY_FILE), `${key.toString()}\n`);
    await writeFile(join(beside, CHECKPOINT_FILE), note);
    await rename(beside, directory);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    const { syscall, message } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : new Stopped('FILE_NOT_WRITTEN', `${directory} cannot be written: ${message}`);
  } finally {
    progress.clear();
  }
  const newer = (await log.head()) - checkpoint.size;
  const waiting = newer === 0 ? '' : `; ${thousands(newer)} newer ones await the next signed head`;
  terminal.err.write(`exported ${thousands(checkpoint.size)} events to ${directory}${waiting}\n`);
}

async function newestHead(
  { dataFolder, processFolder }: LogPlace,
  assemblyId: string,
): Promise<{ note: Uint8Array; key: VerifierKey; checkpoint: Checkpoint }> {
  const [note, keyText] = await Promise.all(
    [join(processFolder, `${assemblyId}.checkpoint`), join(dataFolder, `${assemblyId}.verifier.key`)].map((file) =>
      readFile(file).catch(() => undefined),
    ),
  );
  if (note === undefined || keyText === undefined)
    throw new Stopped('HEAD_MISSING', 'no head of this log was signed yet: start the server on it once, then export');
  const key = VerifierKey.parse(keyText.toString().trim());
  const checkpoint = parseCheckpoint(note);
  if (logSignatureOf(checkpoint, key) === 'signed') return { note, key, checkpoint };
  throw new Stopped(
    'HEAD_NOT_TRUSTED',
    `${assemblyId}.checkpoint is not signed by ${key.toString()}; where its key was just rotated, start the server on it once`,
  );
}
