import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Entry } from './diary';
import type { Dice } from './dice';

/** The smallest piece a disk writes whole. Unit: bytes. */
const SECTOR = 512;

type Change = Extract<Entry, { kind: 'write' | 'truncate' }>;
type Naming = { readonly path: string; readonly file: StoredFile | undefined };

/** One file: what is safely on the disk, and what was written since and not yet synced, in order. */
class StoredFile {
  safe: Buffer = Buffer.alloc(0);
  unsynced: Change[] = [];

  sync(): void {
    for (const change of this.unsynced.splice(0)) this.apply(change);
  }

  /** What a sync that failed leaves: some of it reached the disk, and no later sync will write the rest. */
  failSync(dice: Dice): void {
    for (const change of this.unsynced.splice(0)) this.applySome(change, dice);
  }

  afterPowerCut(dice: Dice): Buffer {
    const left = new StoredFile();
    left.safe = this.safe;
    for (const change of this.unsynced) left.applySome(change, dice);
    return left.safe;
  }

  private apply(change: Change): void {
    if (change.kind === 'truncate') this.resize(change.length);
    else this.put(change.offset, change.data);
  }

  /** Every sector of a write is kept, or lost, by itself. */
  private applySome(change: Change, dice: Dice): void {
    if (change.kind === 'truncate') {
      if (dice.oneIn(2)) this.resize(change.length);
      return;
    }
    const { offset, data } = change;
    for (let start = 0; start < data.length;) {
      const end = Math.min(data.length, start + SECTOR - ((offset + start) % SECTOR));
      if (dice.oneIn(2)) this.put(offset + start, data.subarray(start, end));
      start = end;
    }
  }

  private put(offset: number, data: Buffer): void {
    const bytes = Buffer.alloc(Math.max(this.safe.length, offset + data.length));
    this.safe.copy(bytes);
    data.copy(bytes, offset);
    this.safe = bytes;
  }

  private resize(length: number): void {
    const bytes = Buffer.alloc(length);
    this.safe.copy(bytes);
    this.safe = bytes;
  }
}

/**
 * A disk that loses power, in the strictest reading: of what was not synced, any sectors may be there and any others not; a new, a
 * renamed or a removed name lasts only once its folder was synced, and names change in the order in which they were changed.
 */
export class DiskBeforePowerCut {
  /** Names as the process sees them. */
  private readonly names = new Map<string, StoredFile>();
  private readonly safeNames = new Map<string, StoredFile>();
  private unsyncedNames: Naming[] = [];

  constructor(private readonly dice: Dice) {}

  follow(entry: Entry): void {
    switch (entry.kind) {
      case 'write':
      case 'truncate':
        return void this.fileAt(entry.path).unsynced.push(entry);
      case 'sync':
        return this.sync(entry.path);
      case 'failed-sync':
        return this.names.get(entry.path)?.failSync(this.dice);
      case 'create':
        return this.name({ path: entry.path, file: new StoredFile() });
      case 'unlink':
        return this.name({ path: entry.path, file: undefined });
      case 'link':
        return this.name({ path: entry.to, file: this.fileAt(entry.path) });
      case 'rename': {
        const file = this.fileAt(entry.path);
        this.name({ path: entry.path, file: undefined });
        return this.name({ path: entry.to, file });
      }
      case 'told':
    }
  }

  /** Write what is left into a folder, under the names relative to `root`. */
  cutPower(root: string, folder: string): void {
    const left = new Map(this.safeNames);
    for (const naming of this.unsyncedNames.slice(0, this.dice.below(this.unsyncedNames.length + 1)))
      rename(left, naming);
    for (const [path, file] of left) {
      // Shared memory is no file: it is gone with the machine.
      if (path.endsWith('-shm')) continue;
      const copy = join(folder, path.slice(root.length));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, file.afterPowerCut(this.dice));
    }
  }

  private sync(path: string): void {
    const file = this.names.get(path);
    if (file !== undefined) return file.sync();
    const isInside = (naming: Naming) => dirname(naming.path) === path;
    for (const naming of this.unsyncedNames.filter(isInside)) rename(this.safeNames, naming);
    this.unsyncedNames = this.unsyncedNames.filter((naming) => !isInside(naming));
  }

  private name(naming: Naming): void {
    rename(this.names, naming);
    this.unsyncedNames.push(naming);
  }

  private fileAt(path: string): StoredFile {
    const file = this.names.get(path);
    if (file === undefined) throw new Error(`${path} was written before it was there`);
    return file;
  }
}

function rename(names: Map<string, StoredFile>, { path, file }: Naming): void {
  if (file === undefined) names.delete(path);
  else names.set(path, file);
}
