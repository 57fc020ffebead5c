import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = join(__dirname, '../clock/moved-clock.c');

/** A library that a process is started with, whose time of day is set while it runs. Needs what `hasCompiler` says. */
export class MovedClock implements Disposable {
  private readonly folder = mkdtempSync(join(tmpdir(), 'plenum-clock-'));
  private readonly library = join(this.folder, 'moved-clock.so');
  private readonly page: number;
  private aheadMs = 0;

  constructor() {
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', this.library, SOURCE]);
    writeFileSync(this.file, Buffer.alloc(8));
    this.page = openSync(this.file, 'r+');
  }

  /** What the process must find in its environment. */
  get environment(): Readonly<Record<string, string>> {
    return { LD_PRELOAD: this.library, MOVED_CLOCK: this.file };
  }

  /** ISO 8601 UTC, by the moved clock: so far from now. */
  in(ms: number): string {
    return new Date(Date.now() + this.aheadMs + ms).toISOString();
  }

  /** Back where the negative is. */
  jump(ms: number): void {
    this.setAhead(this.aheadMs + ms);
  }

  setTrue(): void {
    this.setAhead(0);
  }

  /** As if it were this instant (ISO 8601) now, or so much after it. */
  setTo(instant: string, plusMs = 0): void {
    this.setAhead(Date.parse(instant) + plusMs - Date.now());
  }

  [Symbol.dispose](): void {
    closeSync(this.page);
    rmSync(this.folder, { recursive: true });
  }

  private get file(): string {
    return join(this.folder, 'ahead');
  }

  private setAhead(ms: number): void {
    this.aheadMs = ms;
    const word = Buffer.alloc(8);
    word.writeBigInt64LE(BigInt(ms) * 1_000_000n);
    writeSync(this.page, word, 0, 8, 0);
  }
}
