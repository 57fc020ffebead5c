import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { diaryIn, type Entry } from './diary';

const SOURCE = join(__dirname, '../disk/faulty-disk.c');

export type Kind = 'write' | 'sync' | 'open' | 'unlink' | 'rename' | 'truncate' | 'link';
const BITS: Readonly<Record<Kind, number>> = {
  ...{ write: 1, sync: 2, open: 4, unlink: 8 },
  ...{ rename: 16, truncate: 32, link: 256 },
};

export interface Failure {
  readonly kinds: readonly Kind[];
  /** The n-th operation of these kinds from now on, from 1. */
  readonly nth: number;
  /** How many fail from there on; -1 all. Default 1. */
  readonly repeats?: number;
  readonly error?: 'EIO' | 'ENOSPC';
}

/** True where a C compiler can make the library; elsewhere these tests say that they did not run. */
export const hasCompiler = process.platform === 'linux' && compiles();

/** A library that a process is started with, which keeps a diary of what it does to a folder and fails what it is ordered to. */
export class FaultyDisk implements Disposable {
  private readonly folder = mkdtempSync(join(tmpdir(), 'plenum-disk-'));
  private readonly library = join(this.folder, 'faulty-disk.so');
  private readonly orders: number;

  /** `failing`: part of the names of the files that may fail; all of them when it is not given. */
  constructor(
    private readonly watched: string,
    private readonly failing?: string,
  ) {
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', this.library, SOURCE]);
    writeFileSync(this.file('orders'), Buffer.alloc(64));
    this.orders = openSync(this.file('orders'), 'r+');
    this.allowBytes(-1);
  }

  /** What the process must find in its environment. */
  get environment(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: this.library,
      FAULTY_DISK_DIR: this.watched,
      FAULTY_DISK_DIARY: this.file('diary'),
      FAULTY_DISK_ORDERS: this.file('orders'),
      ...(this.failing === undefined ? {} : { FAULTY_DISK_FAILS: this.failing }),
    };
  }

  diary(): readonly Entry[] {
    return diaryIn(this.file('diary'));
  }

  failAt({ kinds, nth, repeats = 1, error = 'EIO' }: Failure): void {
    const bits = kinds.reduce((sum, kind) => sum | BITS[kind], 0);
    this.order(0, 0);
    this.order(5, 0, 0);
    this.order(1, bits, constants.errno[error], repeats);
    this.order(0, nth);
  }

  heal(): void {
    this.order(0, 0);
    this.allowBytes(-1);
  }

  /** How much the files may grow from now on; -1 without end. */
  allowBytes(bytes: number): void {
    this.order(4, bytes);
  }

  /** Operations that failed to order since the last order. */
  get failed(): number {
    const word = Buffer.alloc(8);
    readSync(this.orders, word, 0, 8, 5 * 8);
    return Number(word.readBigInt64LE());
  }

  [Symbol.dispose](): void {
    closeSync(this.orders);
    rmSync(this.folder, { recursive: true });
  }

  private order(place: number, ...values: number[]): void {
    values.forEach((value, index) => {
      const word = Buffer.alloc(8);
      word.writeBigInt64LE(BigInt(value));
      writeSync(this.orders, word, 0, 8, (place + index) * 8);
    });
  }

  private file(name: string): string {
    return join(this.folder, name);
  }
}

function compiles(): boolean {
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
