import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogFile } from '../../sqlite/log-format';
import { SqliteSuspect } from './sqlite-suspect';

/** Unit: bytes. */
const PAGE = 4_096;

/** A reader that goes on for ever is left after so many pages. */
const MOST_PAGES = 10;

describe('a log file, whatever somebody has made of it', () => {
  let file: string;
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'plenum-suspect-')), 'hall.log.db');
    createLogFile(file, 'hall');
  });
  afterEach(() => rmSync(join(file, '..'), { recursive: true }));

  /** What is read of it, after somebody has run SQL on it. */
  async function read(sql: string): Promise<readonly unknown[]> {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
    const suspect = SqliteSuspect.open(file);
    const entries: unknown[] = [];
    let pages = 0;
    for await (const page of suspect.pages()) {
      entries.push(...page);
      if ((pages += 1) === MOST_PAGES) break;
    }
    suspect.close();
    return entries;
  }

  it('is read to its end though positions are larger than JavaScript counts, each row once', async () => {
    const rows = [1n, 2n ** 53n + 1n, 2n ** 53n + 2n, 2n ** 62n, 2n ** 63n - 1n];
    const values = rows.map((position) => `(${position}, x'7b7d', x'00')`).join();
    expect(await read(`INSERT INTO events VALUES ${values}`)).toMatchObject(
      rows.map((position) => ({ position: Number(position) })),
    );
  });

  it.each([
    [
      // With an end, so that a reader that counts them comes to it.
      'a view of many rows',
      `CREATE VIEW Events AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 100000)
         SELECT x AS position, x'7b7d' AS bytes, x'00' AS leaf_hash FROM n`,
    ],
    [
      'a table that computes what it holds',
      `CREATE TABLE events (position INTEGER PRIMARY KEY, leaf_hash BLOB, bytes AS (x'7b7d'));
       INSERT INTO events VALUES (1, x'00')`,
    ],
    [
      'a table of a module',
      `CREATE VIRTUAL TABLE events USING rtree(position, least, most, +bytes, +leaf_hash);
       INSERT INTO events VALUES (1, 0, 0, x'7b7d', x'00')`,
    ],
  ])('is a finding, and is not even counted, where %s stands in the place of its events', async (_what, sql) => {
    expect(await read(`DROP TABLE events; ${sql}`)).toEqual([
      expect.objectContaining({ rule: 'database-form', expected: 'a table of events' }),
    ]);
    const suspect = SqliteSuspect.open(file);
    suspect.close();
    expect(suspect.size).toBeUndefined();
  });

  it.each([1, 3])('is read to its end though its pages lead back to that of event %i', async (again) => {
    const db = new DatabaseSync(file);
    for (const position of [1, 2, 3, 4])
      db.prepare("INSERT INTO events VALUES (?, ?, x'00')").run(position, Buffer.alloc(3_000, 0xf0 + position));
    db.close();
    // Each event fills a page: one that was read is put in the place of the last.
    const bytes = readFileSync(file);
    const pageOf = (position: number) => Math.floor(bytes.indexOf(Buffer.alloc(64, 0xf0 + position)) / PAGE) * PAGE;
    bytes.copy(bytes, pageOf(4), pageOf(again), pageOf(again) + PAGE);
    writeFileSync(file, bytes);
    expect(await read('')).toMatchObject([
      ...[1, 2, 3].map((position) => ({ position })),
      { rule: 'database-form', expected: 'a position after 3', found: String(again) },
    ]);
  });
});
