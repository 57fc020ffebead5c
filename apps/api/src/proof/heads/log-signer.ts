import { streams } from '@plenum/domain';
import {
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type EventLog,
  type KeyPeriod,
  type SignerKey,
  type VerifierKey,
} from '@plenum/event-log';
import { endsSigning, HeadNotSigned, HeadNotTrusted, LogBehindItsHead, LogKeyReplaced } from './interruptions';
import type { KeptHeads } from './kept-heads';
import type { KeptTiles } from './kept-tiles';
import { StoredTree } from './stored-tree';

/** Unit: milliseconds. A head that nothing urgent asks for waits until this long after the last. */
const BETWEEN_HEADS_MS = 1_000;

/** A head that was signed, kept in two places, and may be shown. */
export interface SignedHead {
  readonly checkpoint: Checkpoint;
  /** The signed note, to the byte. */
  readonly note: string;
}

/** What a member can keep of an event. */
export interface PlaceInLog {
  readonly head: SignedHead;
  readonly path: readonly Uint8Array[];
}

interface Waiter {
  readonly position: number;
  readonly resolve: (head: SignedHead) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Signs the heads of one log: each only after the stored bytes were read back and hashed again, after the new tree was shown to
 * go on from the last signed one, and after the head was kept in two places. Never a smaller tree, never another one, and never
 * one in which another key has taken the place of this one.
 */
export class LogSigner {
  private signed: SignedHead | undefined;
  private failure: unknown;
  private wanted = 0;
  private signedAt = -Infinity;
  private running: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private waiting: Waiter[] = [];

  private constructor(
    private readonly log: EventLog,
    private readonly key: SignerKey,
    private readonly heads: KeptHeads,
    private readonly tiles: KeptTiles,
    private readonly tree: StoredTree,
    private readonly onFailure: (reason: unknown) => void,
  ) {}

  /** Compares the log with the last head kept anywhere, and signs nothing. Throws what `KeptHeads` and `StoredTree` throw. */
  static async open(
    log: EventLog,
    key: SignerKey,
    heads: KeptHeads,
    tiles: KeptTiles,
    onFailure: (reason: unknown) => void,
  ): Promise<LogSigner> {
    const last = await lastKept(log, heads);
    const tree = await StoredTree.open(log, last?.checkpoint, tiles.load());
    const signer = new LogSigner(log, key, heads, tiles, tree, onFailure);
    signer.signed = last;
    return signer;
  }

  get verifier(): VerifierKey {
    return this.key.verifier;
  }

  /** Every key that the log has had, oldest first; the last is this signer's. */
  get keys(): readonly KeyPeriod[] {
    return this.heads.keys.periods;
  }

  get latest(): SignedHead | undefined {
    return this.signed;
  }

  /** Events up to `position` are stored: sign a head that covers them, at once or when it is time. */
  want(position: number, urgent: boolean): void {
    this.wanted = Math.max(this.wanted, position);
    if (this.stopped || this.failure !== undefined || this.wanted <= this.size) return;
    if (urgent) this.signSoon(0);
    else if (this.timer === undefined) this.signSoon(Math.max(0, this.signedAt + BETWEEN_HEADS_MS - performance.now()));
  }

  /** The newest head, as soon as it covers `position`, which must stand in the log. Rejects with `HeadNotSigned`. */
  covering(position: number): Promise<SignedHead> {
    if (this.signed !== undefined && this.size >= position) return Promise.resolve(this.signed);
    if (this.failure !== undefined || this.stopped) return Promise.reject(this.notSigned(position));
    return new Promise((resolve, reject) => {
      this.waiting.push({ position, resolve, reject });
      this.want(position, false);
    });
  }

  async placeOf(position: number): Promise<PlaceInLog> {
    const head = await this.covering(position);
    return { head, path: await this.tree.tiles.inclusionProof(position - 1, head.checkpoint.size) };
  }

  /** Root of the tree of the first `size` events, which a signed head covers. Rejects with `HeadNotSigned`. */
  async rootAt(size: number): Promise<Uint8Array> {
    await this.covering(size);
    return this.tree.tiles.root(size);
  }

  /** Sign what is stored, and no more after that. */
  async stop(): Promise<void> {
    if (!this.stopped && this.failure === undefined) {
      this.wanted = Math.max(this.wanted, await this.log.head());
      this.sign();
    }
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    this.release();
  }

  private get size(): number {
    return this.signed?.checkpoint.size ?? 0;
  }

  private signSoon(afterMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.sign();
    }, afterMs);
    this.timer.unref();
  }

  private sign(): void {
    this.running = this.running.then(() => this.signNow()).catch((reason: unknown) => this.fail(reason));
  }

  private async signNow(): Promise<void> {
    if (this.wanted <= this.size || this.failure !== undefined) return;
    // Whatever came meanwhile is covered too, and need not wait for a head of its own.
    await this.tree.growTo(await this.log.head());
    await this.requireSameKey();
    const head = await this.tree.headAfter(this.signed?.checkpoint);
    const note = signCheckpoint(head, this.key);
    await this.heads.keep(note);
    this.signed = { checkpoint: parseCheckpoint(Buffer.from(note)), note };
    this.signedAt = performance.now();
    this.release();
    this.tiles.saveIfWorthIt(this.tree.tiles.tileRoots);
  }

  /** Whatever the tree now covers has been read: a rotation in it is seen here. */
  private async requireSameKey(): Promise<void> {
    const rotations = await this.log.readStream(streams.logKey(), this.keys.length - 1);
    if (rotations.length > 0) throw new LogKeyReplaced(this.log.assemblyId);
  }

  private release(): void {
    const still = this.waiting.filter(({ position }) => position > this.size);
    for (const waiter of this.waiting) if (waiter.position <= this.size) waiter.resolve(this.signed!);
    this.waiting = this.stopped ? [] : still;
    if (this.stopped) for (const waiter of still) waiter.reject(this.notSigned(waiter.position));
  }

  /** A log that is not what was signed ends the signing for good; a disk that is full or away is tried again. */
  private fail(reason: unknown): void {
    this.onFailure(reason);
    if (endsSigning(reason)) this.failure = reason;
    else if (!this.stopped) this.signSoon(BETWEEN_HEADS_MS);
    for (const waiter of this.waiting.splice(0)) waiter.reject(this.notSigned(waiter.position, reason));
  }

  private notSigned(position: number, reason: unknown = this.failure ?? 'the server is stopping'): HeadNotSigned {
    return new HeadNotSigned(position, reason instanceof Error ? reason.message : String(reason));
  }
}

/** A log that was cut before a rotation names no key for the heads after it: what is wrong is that it is short. */
async function lastKept(log: EventLog, heads: KeptHeads): Promise<SignedHead | undefined> {
  try {
    return heads.last();
  } catch (error) {
    const size = error instanceof HeadNotTrusted ? error.ofUnknownKey : undefined;
    const found = await log.head();
    throw size !== undefined && size > found ? new LogBehindItsHead(log.assemblyId, size, found) : error;
  }
}
