import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  BETWEEN_NOTES,
  isOfAnotherKey,
  LogKeys,
  logSignatureOf,
  notesIn,
  parseCheckpoint,
  ProofMalformed,
  type Checkpoint,
  type VerifierKey,
} from '@plenum/event-log';
import { HeadNotTrusted, HeadsOfAnotherKey } from './interruptions';
import type { SignedHead } from './log-signer';

/** Unit: bytes at the end of the list that certainly hold its last head. */
const TAIL = 64 * 1024;
/**
 * The heads this server has signed, in two places: the newest in the data folder, and all of them, one after the other, in
 * another folder that should be on another disk. The file there is named for the log's first key too; rotations do not change it, so
 * that a log without its newest rotation is seen to be cut. Heads under any other first key are another log's, or this log tells its keys
 * wrongly: which of the two it is, people must say.
 */
export class KeptHeads {
  private readonly newest: string;
  private readonly all: string;

  constructor(
    dataDir: string,
    private readonly headsDir: string,
    private readonly assemblyId: string,
    firstKey: VerifierKey,
    readonly keys: LogKeys = LogKeys.of(firstKey),
  ) {
    this.newest = join(dataDir, `${assemblyId}.checkpoint`);
    this.all = join(headsDir, `${assemblyId}-${firstKey.keyId.toString(16).padStart(8, '0')}.checkpoints`);
  }

  /**
   * The largest head of either place. Throws `HeadNotTrusted` for one that the log's key of then has not signed, and `HeadsOfAnotherKey`
   * where the second place holds any of a log of this assembly that began with another key.
   */
  last(): SignedHead | undefined {
    this.requireNoOther();
    const [here, there] = [
      existsSync(this.newest) ? this.trusted(this.newest, readFileSync(this.newest, 'utf8')) : undefined,
      this.lastOfAll(),
    ];
    return here !== undefined && here.checkpoint.size >= (there?.checkpoint.size ?? 0) ? here : there;
  }

  /** Whether the second place has never seen this log, though a head of it was signed: an unmounted disk looks so, and so does a new one. */
  get onlyHere(): boolean {
    return existsSync(this.newest) && !existsSync(this.all);
  }

  /**
   * On disk in both places when this resolves, the other place first: only then may anybody see the head. The disk is waited for beside
   * the loop, so that no ballot waits for a head.
   */
  async keep(note: string): Promise<void> {
    await mkdir(this.headsDir, { recursive: true, mode: 0o700 });
    const isNew = !existsSync(this.all);
    if (!isNew) this.mend();
    await written(this.all, 'a', isNew ? note : `${BETWEEN_NOTES}${note}`);
    if (isNew) await synced(this.headsDir);
    await written(`${this.newest}.new`, 'w', note);
    await rename(`${this.newest}.new`, this.newest);
    await synced(dirname(this.newest));
  }

  private requireNoOther(): void {
    if (statSync(this.headsDir, { throwIfNoEntry: false })?.isDirectory() !== true) return;
    for (const name of readdirSync(this.headsDir)) {
      const file = join(this.headsDir, name);
      if (name === basename(this.all) || !this.isListOfAssembly(name)) continue;
      if (notesIn(tailOf(file).tail.toString()).length > 0) throw new HeadsOfAnotherKey(this.assemblyId, file);
    }
  }

  /** Not of an assembly whose id only begins like this one's. */
  private isListOfAssembly(name: string): boolean {
    const [, assemblyId] = /^(.+)-[0-9a-f]{8}\.checkpoints$/.exec(name) ?? [];
    return assemblyId === this.assemblyId;
  }

  /** A head whose writing was cut short was never shown to anybody: it goes before the next one comes. */
  private mend(): void {
    const { tail, size } = tailOf(this.all);
    const last = notesIn(tail.toString()).at(-1);
    const whole = last === undefined ? 0 : tail.lastIndexOf(last) + Buffer.byteLength(last);
    if (whole < tail.length) truncateSync(this.all, size - tail.length + whole);
  }

  /** The largest of the newest heads: several processes may have signed side by side, each a little later than another. */
  private lastOfAll(): SignedHead | undefined {
    if (!existsSync(this.all)) return undefined;
    const { tail, size } = tailOf(this.all);
    const notes = notesIn(tail.toString());
    // The first may have lost its beginning to the cut of the tail.
    const heads = notes.slice(size > tail.length ? 1 : 0).map((note) => this.trusted(this.all, note));
    return heads.reduce<SignedHead | undefined>(
      (largest, head) => (largest !== undefined && largest.checkpoint.size > head.checkpoint.size ? largest : head),
      undefined,
    );
  }

  private trusted(file: string, note: string): SignedHead {
    const checkpoint = parsed(file, note);
    const key = this.keys.keyAt(checkpoint.size);
    if (logSignatureOf(checkpoint, key) === 'signed') return { checkpoint, note };
    const { size } = checkpoint;
    const isUnknown = isOfAnotherKey(
      checkpoint,
      this.keys.periods.map((period) => period.key),
    );
    const reason = `its head of ${size} events is not signed by ${key.toString()}`;
    throw new HeadNotTrusted(file, reason, isUnknown ? size : undefined);
  }
}

function parsed(file: string, note: string): Checkpoint {
  try {
    return parseCheckpoint(Buffer.from(note));
  } catch (error) {
    if (error instanceof ProofMalformed) throw new HeadNotTrusted(file, error.message);
    throw error;
  }
}

function tailOf(file: string): { readonly tail: Buffer; readonly size: number } {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(TAIL, size));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    return { tail, size };
  } finally {
    closeSync(descriptor);
  }
}

async function written(file: string, flag: 'a' | 'w', text: string): Promise<void> {
  const handle = await open(file, flag, 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function synced(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
