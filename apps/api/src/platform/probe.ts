import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Unit: bytes. As much as an append and its place in SQLite's write-ahead log take. */
const PROBE_BYTES = 64 * 1024;

/** See whether a folder takes and keeps a file, and leave nothing there. Throws what the file system says. */
export function probeFolder(folder: string): void {
  const file = join(folder, `.probe-${process.pid}`);
  try {
    const descriptor = openSync(file, 'w', 0o600);
    try {
      writeSync(descriptor, Buffer.alloc(PROBE_BYTES, 'Plenum was here. '));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } finally {
    rmSync(file, { force: true });
  }
}
