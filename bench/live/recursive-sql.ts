import { DatabaseSync } from 'node:sqlite';
import { performance } from 'node:perf_hooks';
import { BUCKETS, type LiveStory } from './stories';

/** The set-based way: from the voters back along the delegations, one recursive query. `hint` may say which index to take. */
export const headsQuery = (hint = '') => `
  WITH RECURSIVE reached (member, bucket) AS (
    SELECT member, bucket FROM ballot
    UNION ALL
    SELECT delegation.delegator, reached.bucket FROM reached
    JOIN delegation ${hint} ON delegation.delegate = reached.member
    WHERE NOT EXISTS (SELECT 1 FROM ballot WHERE ballot.member = delegation.delegator)
  )
  SELECT bucket, count(*) AS heads FROM reached GROUP BY bucket`;

/** The query in SQLite: in memory, with the index it wants. Heads by bucket, and how long it took. Unit: milliseconds. */
export function recursiveSql({ delegates, ballots }: LiveStory): { heads: readonly number[]; ms: number } {
  const database = new DatabaseSync(':memory:');
  database.exec(`
    CREATE TABLE ballot (member INTEGER PRIMARY KEY, bucket INTEGER NOT NULL);
    CREATE TABLE delegation (delegator INTEGER PRIMARY KEY, delegate INTEGER NOT NULL);
    BEGIN`);
  const casts = database.prepare('INSERT INTO ballot VALUES (?, ?)');
  const trusts = database.prepare('INSERT INTO delegation VALUES (?, ?)');
  delegates.forEach((delegate, member) => {
    if (ballots[member]! >= 0) casts.run(member, ballots[member]!);
    if (delegate >= 0) trusts.run(member, delegate);
  });
  database.exec('COMMIT; CREATE INDEX trusted ON delegation (delegate, delegator)');
  const heads = new Array<number>(BUCKETS).fill(0);
  const start = performance.now();
  const rows = database.prepare(headsQuery('INDEXED BY trusted')).all() as { bucket: number; heads: number }[];
  const ms = performance.now() - start;
  for (const { bucket, heads: counted } of rows) heads[bucket] = counted;
  database.close();
  return { heads, ms };
}
