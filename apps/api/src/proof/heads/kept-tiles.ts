import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Unit: bytes of the roots of 16 tiles, 4,096 events: what a start may have to hash again. */
const WORTH_SAVING = 16 * 32;

/**
 * The roots of the full tiles, kept so that a start need not hash the whole log. Only ever a shortcut: it is believed when the
 * tree made from it has the root that was signed.
 */
export class KeptTiles {
  private readonly file: string;
  private saved = 0;

  constructor(dataDir: string, assemblyId: string) {
    this.file = join(dataDir, `${assemblyId}.tiles`);
  }

  load(): Uint8Array {
    const bytes = existsSync(this.file) ? readFileSync(this.file) : Buffer.alloc(0);
    this.saved = bytes.length;
    return bytes;
  }

  saveIfWorthIt(tileRoots: Uint8Array): void {
    if (tileRoots.length - this.saved < WORTH_SAVING) return;
    writeFileSync(`${this.file}.new`, tileRoots);
    renameSync(`${this.file}.new`, this.file);
    this.saved = tileRoots.length;
  }
}
