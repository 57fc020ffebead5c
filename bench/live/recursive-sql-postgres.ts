import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { BUCKETS, type LiveStory } from './stories';
import { headsQuery } from './recursive-sql';

/** Unit: seconds. A statement that takes longer is ended by the server, and the line says so. */
export const TIME_LIMIT_SECONDS = 60;
const SCHEMA = 'plenum_bench';

export interface Run {
  readonly heads: readonly number[];
  /** As the server's own client tells it. */
  readonly ms: number;
}

/** Runs of each way to ask, or that one of them took too long. */
export interface PostgresRuns {
  readonly version: string;
  /** Only counts heads by bucket. */
  readonly heads: readonly Run[] | 'time limit';
  /** Keeps in a table who carries whom, as a full resolution does. */
  readonly resolution: readonly Run[] | 'time limit';
}

/** The same recursion, for each member who finally carries them. */
const RESOLUTION = `
  CREATE UNLOGGED TABLE resolution AS
  WITH RECURSIVE reached (member, voter) AS (
    SELECT member, member FROM ballot
    UNION ALL
    SELECT delegation.delegator, reached.voter FROM reached
    JOIN delegation ON delegation.delegate = reached.member
    WHERE NOT EXISTS (SELECT 1 FROM ballot WHERE ballot.member = delegation.delegator)
  )
  SELECT member, voter FROM reached`;
const HEADS_OF_RESOLUTION =
  'SELECT bucket, count(*) FROM resolution JOIN ballot ON ballot.member = resolution.voter GROUP BY bucket';

/**
 * The recursive query in PostgreSQL, `runs` times, through its client `psql`. Tables are filled, indexed both ways, vacuumed and analysed
 * first; memory is ample and just-in-time compilation, which small queries pay for, is off.
 */
export async function recursiveSqlInPostgres(url: string, story: LiveStory, runs: number): Promise<PostgresRuns> {
  const timed = (statement: string) => `\\timing on\n${statement};\n\\timing off\n`;
  const ask = async (script: string) => {
    const { output, limited } = await psql(url, `${SETTINGS}${`\\echo run\n${script}`.repeat(runs)}`);
    return limited ? 'time limit' : output.split('run\n').slice(1).map(runFrom);
  };
  try {
    await psql(url, filling(story));
    return {
      version: (await psql(url, 'SHOW server_version;')).output.split(' ')[0]!.trim(),
      heads: await ask(timed(headsQuery())),
      resolution: await ask(`${timed(RESOLUTION)}${HEADS_OF_RESOLUTION};\nDROP TABLE resolution;\n`),
    };
  } finally {
    await psql(url, `SET client_min_messages = error; DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE;`);
  }
}

const SETTINGS = `
  SET search_path = ${SCHEMA};
  SET work_mem = '256MB';
  SET jit = off;
  SET statement_timeout = '${TIME_LIMIT_SECONDS}s';\n`;

function* filling({ delegates, ballots }: LiveStory): Generator<string> {
  yield `SET client_min_messages = error;
    DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE;
    CREATE SCHEMA ${SCHEMA};
    SET search_path = ${SCHEMA};
    CREATE UNLOGGED TABLE ballot (member integer, bucket integer NOT NULL);
    CREATE UNLOGGED TABLE delegation (delegator integer, delegate integer NOT NULL);\n`;
  yield* copied('ballot', ballots);
  yield* copied('delegation', delegates);
  yield `ALTER TABLE ballot ADD PRIMARY KEY (member);
    ALTER TABLE delegation ADD PRIMARY KEY (delegator);
    CREATE INDEX trusted ON delegation (delegate, delegator);
    VACUUM ANALYZE ballot;
    VACUUM ANALYZE delegation;\n`;
}

/** Rows of member and value, in slices: a million rows are more than one string should be. */
function* copied(table: string, values: Int32Array): Generator<string> {
  const slice = 100_000;
  yield `COPY ${table} FROM STDIN;\n`;
  for (let start = 0; start < values.length; start += slice) {
    const rows = Array.from(values.subarray(start, start + slice), (value, index) => [start + index, value] as const);
    yield rows.map(([member, value]) => (value < 0 ? '' : `${member}\t${value}\n`)).join('');
  }
  yield '\\.\n';
}

/** Lines of bucket and heads, and one of the time. */
function runFrom(output: string): Run {
  const heads = new Array<number>(BUCKETS).fill(0);
  for (const [, bucket, counted] of output.matchAll(/^(\d+)\|(\d+)$/gm)) heads[Number(bucket)] = Number(counted);
  return { heads, ms: Number(/^Time: ([\d.]+) ms/m.exec(output)![1]) };
}

/** What it printed; `limited` where the server ended a statement for its time. Throws with what the client complained of. */
function psql(url: string, script: string | Iterable<string>): Promise<{ output: string; limited: boolean }> {
  const options = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=verbose', '-d', url];
  return new Promise<{ output: string; limited: boolean }>((resolve, reject) => {
    const child = execFile('psql', options, { env: { ...process.env, LC_ALL: 'C' } }, (error, output, complaint) => {
      const limited = complaint.includes('57014');
      if (error && !limited) reject(new Error(`psql: ${complaint || error.message}`));
      else resolve({ output, limited });
    });
    // A client that ended early closes the pipe; what it complained of is told above.
    child.stdin!.on('error', () => undefined);
    void feed(child.stdin!, typeof script === 'string' ? [script] : script);
  });
}

async function feed(into: NodeJS.WritableStream, script: Iterable<string>): Promise<void> {
  for (const part of script) if (!into.write(part)) await once(into, 'drain');
  into.end();
}
