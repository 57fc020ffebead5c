import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `nobody` of most systems. */
const NOBODY = 65_534;

/**
 * Run `work` where nothing can be written in `folder`, as on a read-only medium, or with other rights to it. Rights do not bind the superuser, who is somebody else
 * meanwhile, and to whom everything in the folder belongs.
 */
export async function withFolderUnwritable<T>(folder: string, work: () => Promise<T>, mode = 0o555): Promise<T> {
  const superuser = process.getuid?.() === 0;
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  if (superuser) for (const path of inside) chownSync(path, NOBODY, NOBODY);
  chmodSync(folder, mode);
  if (superuser) process.seteuid!(NOBODY);
  try {
    return await work();
  } finally {
    if (superuser) process.seteuid!(0);
    chmodSync(folder, 0o700);
  }
}
