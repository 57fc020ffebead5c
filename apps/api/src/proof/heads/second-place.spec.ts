import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSecondPlace, secondPlaceNotice } from './second-place';

describe('the second place for signed heads', () => {
  let disk: string;
  beforeEach(() => (disk = mkdtempSync(join(tmpdir(), 'plenum-second-'))));
  afterEach(() => rmSync(disk, { recursive: true }));

  it('is made where it is missing, and stays empty', () => {
    prepareSecondPlace(join(disk, 'heads'));
    expect(readdirSync(join(disk, 'heads'))).toEqual([]);
    prepareSecondPlace(join(disk, 'heads'));
  });

  it.each([
    ['a file stands there', 'file', 'a file stands there'],
    ['the disk around it is not mounted', 'mnt/heads', 'there is no folder'],
    ['it is on what only looks like a disk', '/proc/nope', '/proc/nope'],
  ])('is refused where %s', (_why, name, words) => {
    writeFileSync(join(disk, 'file'), '');
    const folder = name.startsWith('/') ? name : join(disk, name);
    expect(() => prepareSecondPlace(folder)).toThrow(
      expect.objectContaining({ code: 'HEADS_PLACE_UNUSABLE', message: expect.stringContaining(words) }),
    );
    expect(existsSync(join(disk, 'mnt'))).toBe(false);
  });

  it('is refused where what is there takes no file', () => {
    mkdirSync(join(disk, 'heads', `.probe-${process.pid}`), { recursive: true });
    expect(() => prepareSecondPlace(join(disk, 'heads'))).toThrow();
  });

  it('is named loudly where it knows nothing of logs that have heads, and else not at all', () => {
    expect(secondPlaceNotice('/mnt/heads', [])).toBe('');
    expect(secondPlaceNotice('/mnt/heads', ['hall', 'annex'])).toMatch(
      /^\nNOTHING TO COMPARE WITH: .*\/mnt\/heads.*\n {2}hall\n {2}annex\n/,
    );
  });
});
