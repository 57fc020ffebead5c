import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogUnavailable, LogUnreadable, RevisionConflict, UnsafeStore } from '@plenum/event-log';
import { LogHealth } from './log-health';
import { probeFolder } from './probe';

const full = new LogUnavailable('database or disk is full');

describe('the health of the logs', () => {
  let disk: string;
  let now = 0;
  let health: LogHealth;
  beforeEach(() => {
    disk = join(mkdtempSync(join(tmpdir(), 'plenum-health-')), 'disk');
    health = new LogHealth(
      () => probeFolder(disk),
      () => now,
    );
  });
  afterEach(() => rmSync(join(disk, '..'), { recursive: true }));

  it('is good until a store refuses an append, and again when it takes the next', () => {
    expect(health.failure).toBeUndefined();
    health.refused('hall', full);
    expect(health.failure).toBe('LOG_UNAVAILABLE');
    health.taken('annex');
    expect(health.failure).toBe('LOG_UNAVAILABLE');
    health.taken('hall');
    expect(health.failure).toBeUndefined();
  });

  it('is not what a conflict or a bug tells of', () => {
    health.refused('hall', new RevisionConflict('roll', 1, 2));
    health.refused('hall', new TypeError('x'));
    expect(health.failure).toBeUndefined();
  });

  it('is tried on the disk itself when nobody appends, and not at every question', () => {
    health.refused('hall', full);
    now += 16_000;
    expect(health.failure).toBe('LOG_UNAVAILABLE');
    mkdirSync(disk);
    now += 1_000;
    expect(health.failure).toBe('LOG_UNAVAILABLE');
    now += 15_000;
    expect(health.failure).toBeUndefined();
    expect(readdirSync(disk)).toEqual([]);
  });

  it.each([
    ['is damaged', new LogUnreadable('hall.log.db', 'event 3 is missing')],
    ['is told to forget', new UnsafeStore('$maxCount is set', 'Take it away.')],
  ])('stays bad where a log %s, whatever the disk takes', (_, stopped) => {
    mkdirSync(disk);
    health.refused('hall', stopped);
    now += 60_000;
    expect(health.failure).toBe(stopped.code);
  });
});
