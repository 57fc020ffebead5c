import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Stopped } from '../terminal/stopped';
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
  const beside = `${file}.${process.pid}.part`;
  try {
    const output = createWriteStream(beside, { flags: 'wx' });
    await once(output, 'open');
    await write(output);
    output.end();
    await once(output, 'close');
    await sync(beside);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    const { syscall, message } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : new Stopped('FILE_NOT_WRITTEN', `${file} cannot be written: ${message}`);
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  await handle.sync();
  await handle.close();
}
