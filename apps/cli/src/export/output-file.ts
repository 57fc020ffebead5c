import { once } from 'node:events';
import { closeSync, createWriteStream, openSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ExitCode, Stopped } from '../terminal/stopped';
import type { Output, Terminal } from '../terminal/terminal';

/**
 * Where an export goes: standard output for `-`, else a file that appears whole or not at all: written beside, synced and
 * renamed. Whatever stood there before stays until then.
 */
export async function writeWhole(
  name: string,
  { out }: Terminal,
  write: (output: Output) => Promise<void>,
): Promise<void> {
  if (name === '-') return write(out);
  const file = resolve(name);
  const beside = besideOf(file);
  try {
    mustBeFit(file);
    const output = createWriteStream(beside, { flags: 'wx' });
    await once(output, 'open');
    await write(output);
    output.end();
    await once(output, 'close');
    await sync(beside);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    const reason = reasonOf(error);
    throw reason === undefined ? error : new Stopped('FILE_NOT_WRITTEN', `${file} cannot be written: ${reason}`);
  }
}

/**
 * Try the place of a file that is written when long work is done, before it is begun. Nothing is left there, and what stands there stays as it
 * is. Throws `Stopped` (wrong use), which names the option that the file was given with.
 */
export function tryPlace(option: string, name: string): void {
  if (name === '-') return;
  const file = resolve(name);
  try {
    mustBeFit(file);
    const beside = besideOf(file);
    closeSync(openSync(beside, 'wx'));
    rmSync(beside);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new Stopped('FILE_NOT_WRITTEN', `${option}: ${file} cannot be written: ${reason}`, ExitCode.usage);
  }
}

function besideOf(file: string): string {
  return `${file}.${process.pid}.part`;
}

/** What is renamed over a pipe or a device would take it away from everybody. */
function mustBeFit(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw new Unfit('it is not a plain file');
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Unfit(`there is no folder ${folder}`);
}

/** Why a place is none for a file. */
class Unfit extends Error {}

/** Undefined for what the disk did not say. */
function reasonOf(error: unknown): string | undefined {
  const { syscall, message } = error as NodeJS.ErrnoException;
  return error instanceof Unfit || syscall !== undefined ? message : undefined;
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  await handle.sync();
  await handle.close();
}
