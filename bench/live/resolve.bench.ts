import { performance } from 'node:perf_hooks';
import { type Delegation, type Member, Fraction, delegationRules, resolveDelegations } from '@plenum/counting';
import { followDelegates } from '../../libs/counting/src/live';
import { type Bench, type Line, expectSame } from '../measure/bench';
import { median, medianRatio, round } from '../measure/statistics';
import { CppReference } from './cpp-reference';
import { recursiveSql } from './recursive-sql';
import { TIME_LIMIT_SECONDS, recursiveSqlInPostgres } from './recursive-sql-postgres';
import { BUCKETS, type LiveStory, type Shape, liveStory, shapeNames } from './stories';

/**
 * Who carries whom, for everyone, from nothing: one pass over single delegates, and the rule that also takes ranked ones; against a recursive
 * SQL query, and against the pass in C++. And `resolveDelegations` as a whole, which starts from ids. All must give each bucket the same heads.
 * The query is SQLite's, and PostgreSQL's too where `BENCH_POSTGRES_URL` names a database that may be written to: there it is also asked to keep
 * who carries whom, as the pass does.
 */
export const liveResolveBench: Bench = async function* ({ quick }) {
  const cpp = CppReference.build();
  try {
    for (const shape of shapeNames) {
      for (const size of quick ? [1000, 10_000] : [1000, 10_000, 100_000, 1_000_000]) {
        const rounds = quick ? 3 : roundsFor(size);
        yield await resolveLine(shape, size, rounds, cpp);
      }
    }
  } finally {
    cpp?.remove();
  }
};

function roundsFor(size: number): number {
  return Math.max(9, Math.min(60, 3_000_000 / size));
}

async function resolveLine(shape: Shape, size: number, rounds: number, cpp: CppReference | undefined): Promise<Line> {
  const story = liveStory(shape, size, 0);
  const expected = recursiveSql(story);
  const told = (way: string, found: readonly number[]) =>
    expectSame(`${way}: ${shape} of ${size}`, found, expected.heads);
  const fromIds = resolvingFromIds(story);
  const { graph } = fromIds();
  const into = new Int32Array(size);
  const runCpp = cpp?.on(story);
  const [passes, rules, cppPasses]: number[][] = [[], [], []];
  for (let run = 0; run < rounds; run++) {
    followDelegates(story.delegates, story.ballots, into); // The C++ program too makes one pass before the one it measures.
    passes!.push(
      timeOf(
        () => heads(story, followDelegates(story.delegates, story.ballots, into)),
        (found) => told('pass', found),
      ),
    );
    rules!.push(
      timeOf(
        () => heads(story, delegationRules['breadth-first'].route(graph).voter),
        (found) => told('rule', found),
      ),
    );
    if (runCpp === undefined) continue;
    const { passMs, delivered } = runCpp(0);
    cppPasses!.push(passMs);
    told('C++', delivered);
  }
  const fromIdsMs = median(
    warm(Array.from({ length: 6 }, () => timeOf(fromIds, ({ voter }) => told('from ids', heads(story, voter))))),
  );
  const [passMs, ruleMs] = [median(warm(passes!)), median(warm(rules!))];
  return {
    bench: 'live-resolve',
    shape,
    members: size,
    passMs: round(passMs),
    breadthFirstMs: round(ruleMs),
    fromIdsMs: round(fromIdsMs),
    sqliteMs: round(expected.ms),
    sqliteOverPass: round(expected.ms / passMs),
    sqliteOverBreadthFirst: round(expected.ms / ruleMs),
    ...(await postgresFigures(story, { passMs, ruleMs, fromIdsMs }, (found) => told('PostgreSQL', found))),
    ...(runCpp && {
      cppPassMs: round(median(warm(cppPasses!))),
      passOverCpp: medianRatio(warm(passes!), warm(cppPasses!)),
    }),
  };
}

const POSTGRES_RUNS = 3;

/** None where there is no database; no time where the query was ended for taking too long. */
async function postgresFigures(
  story: LiveStory,
  ours: { readonly passMs: number; readonly ruleMs: number; readonly fromIdsMs: number },
  check: (heads: readonly number[]) => void,
): Promise<Line> {
  const url = process.env['BENCH_POSTGRES_URL'];
  if (url === undefined) return {};
  const { version, heads, resolution } = await recursiveSqlInPostgres(url, story, POSTGRES_RUNS);
  for (const runs of [heads, resolution]) if (runs !== 'time limit') runs.forEach((run) => check(run.heads));
  if (heads === 'time limit' || resolution === 'time limit') {
    return { postgres: version, postgresStoppedAfterSeconds: TIME_LIMIT_SECONDS };
  }
  const headsMs = median(heads.map(({ ms }) => ms));
  const resolutionMs = median(resolution.map(({ ms }) => ms));
  return {
    postgres: version,
    postgresHeadsMs: round(headsMs),
    postgresResolutionMs: round(resolutionMs),
    postgresHeadsOverPass: round(headsMs / ours.passMs),
    postgresResolutionOverPass: round(resolutionMs / ours.passMs),
    postgresResolutionOverBreadthFirst: round(resolutionMs / ours.ruleMs),
    postgresResolutionOverFromIds: round(resolutionMs / ours.fromIdsMs),
  };
}

function resolvingFromIds({ delegates, ballots }: LiveStory) {
  const ids = Array.from(delegates, (_, member) => `m${member}`);
  const members = ids.map((id): Member => ({ id, weight: Fraction.ONE, votes: true, present: false }));
  const delegations = ids.flatMap((from, member): Delegation[] =>
    delegates[member]! < 0 ? [] : [{ from, scope: 'assembly', to: [ids[delegates[member]!]!] }],
  );
  const cast = ids.filter((_, member) => ballots[member]! >= 0).map((voter) => ({ voter }));
  const rest = { areas: [], delegationRule: 'breadth-first', delegationLimits: {}, handCounts: [] } as const;
  return () => resolveDelegations({ members, delegations, ballots: cast, ...rest });
}

function heads({ ballots }: LiveStory, voters: Int32Array): readonly number[] {
  const counted = new Int32Array(BUCKETS);
  const size = voters.length;
  for (let member = 0; member < size; member++) {
    const voter = voters[member]!;
    if (voter >= 0) counted[ballots[voter]!]! += 1;
  }
  return Array.from(counted);
}

/** Unit: milliseconds. What it made is checked outside the time. */
function timeOf<Made>(work: () => Made, check: (made: Made) => void): number {
  const start = performance.now();
  const made = work();
  const ms = performance.now() - start;
  check(made);
  return ms;
}

/** The first third warms up and is dropped. */
function warm(times: readonly number[]): readonly number[] {
  return times.slice(Math.floor(times.length / 3));
}
