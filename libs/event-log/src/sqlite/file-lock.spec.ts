import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from './file-lock';
import { temporaryDirectory } from './temporary-directory.contract';

describe('the right to write a log file', () => {
  it('is seen to be held by whoever takes it, until it is given back', () => {
    const file = join(temporaryDirectory(), 'co-op.log.db');
    const lock = FileLock.acquire(file);

    expect(FileLock.isHeld(file)).toBe(true);
    lock.release();
    expect(FileLock.isHeld(file)).toBe(false);
  });

  it('is looked at without a lock file being made, and without being taken', () => {
    const file = join(temporaryDirectory(), 'co-op.log.db');

    expect(FileLock.isHeld(file)).toBe(false);
    expect(existsSync(file.replace(/\.db$/, '.lock'))).toBe(false);
    FileLock.acquire(file).release();
    expect(FileLock.isHeld(file)).toBe(false);
    FileLock.acquire(file).release();
  });

  it('is not said to be free where the lock file is no lock file', () => {
    const file = join(temporaryDirectory(), 'co-op.log.db');
    writeFileSync(file.replace(/\.db$/, '.lock'), 'something else, which is long enough. '.repeat(200));

    expect(() => FileLock.isHeld(file)).toThrow('not a database');
  });
});
