import { performance } from 'node:perf_hooks';
import { type CountResult, count } from '@plenum/counting';
import { type Bench, type Line, expectSame } from '../measure/bench';
import { median, round } from '../measure/statistics';
import { plainStv } from './plain-stv';
import { type Profile, distinctBallots, electionOf, optionNames, profileOf } from './profiles';
import { RIVAL, type RivalRule, TIME_LIMIT_SECONDS, countByRival, rivalIsInstalled, rivalMissing } from './rival';

/** Of those tried, one whose profiles leave no ties in ranked pairs and none for a seat: two counts may break ties differently. */
const SEED = 2;
const ROUNDS = 3;
const STV_SEATS = 10;
const rules = ['schulze', 'ranked-pairs', 'irv', 'stv'] as const;
type Rule = (typeof rules)[number];

/**
 * The ranked rules on distinct weighted ballots, everything `count` does: reading choices, counting exactly, workings. Against the same
 * rules of a public package in floating point, or for STV against a plain count in floating point. Answers must agree.
 */
export const rankedBench: Bench = async function* ({ quick, full }) {
  const [options, sizes] = quick ? [20, [100, 1000]] : [100, [1000, 10_000, 100_000]];
  const installed = rivalIsInstalled();
  if (!installed) yield rivalMissing;
  const smallest: Record<string, number> = {};
  // What takes the package minutes is raced once: ranked pairs, as long for any number of ballots, and instant runoff, which grows with them.
  const racedAt: Partial<Record<Rule, number>> = full ? {} : { 'ranked-pairs': sizes.at(-1)!, irv: sizes[0]! };
  for (const size of sizes) {
    const profile = profileOf(options, size, SEED);
    expectSame('distinct ballots', distinctBallots(profile), size);
    for (const rule of rules) {
      const counted = countOurs(profile, rule);
      const growth = round(counted.ms / (smallest[rule] ??= counted.ms));
      const races = installed && (racedAt[rule] ?? size) === size;
      yield {
        bench: 'ranked',
        rule,
        options,
        ballots: size,
        oursMs: round(counted.ms),
        growth,
        ...(await compared(rule, profile, counted, races)),
      };
    }
  }
};

interface Counted {
  readonly result: CountResult;
  readonly ms: number;
}

/** The median of some rounds; what is counted is made outside the time. */
function countOurs(profile: Profile, rule: Rule): Counted {
  const asked = electionOf(profile, rule, rule === 'stv' ? STV_SEATS : 1);
  let result!: CountResult;
  const times = Array.from({ length: ROUNDS }, () => timeOf(() => (result = count(asked))));
  return { result, ms: median(times) };
}

async function compared(rule: Rule, profile: Profile, counted: Counted, races: boolean): Promise<Line> {
  if (rule === 'stv') return againstPlainFloat(profile, counted, STV_SEATS);
  return {
    ...(rule === 'irv' && againstPlainFloat(profile, counted, 1)),
    ...(races && (await againstRival(rule, profile, counted))),
  };
}

async function againstRival(rule: RivalRule, profile: Profile, { result, ms }: Counted): Promise<Line> {
  const run = await countByRival(rule, profile);
  if (run === 'time limit') {
    return { rival: RIVAL, rivalStoppedAfterSeconds: TIME_LIMIT_SECONDS };
  }
  const what = `${RIVAL}, ${rule} of ${profile.quarters.length}`;
  if (run.scores) expectSame(`${what}: scores`, sorted(Object.entries(run.scores)), sorted(numbers(result.scores)));
  else if (result.ranking) expectSame(`${what}: ranking`, run.ranking.map(sorted), result.ranking.map(sorted));
  else expectSame(`${what}: winners`, run.ranking[0], result.winners);
  const rivalMs = median(run.times);
  return {
    rival: RIVAL,
    rivalMs: round(rivalMs),
    rivalRuns: run.times.length,
    rivalOverOurs: round(rivalMs / ms),
    rivalAgreedOn: run.scores ? 'scores' : result.ranking ? 'ranking' : 'winner',
  };
}

/** With one seat it is instant runoff. */
function againstPlainFloat(profile: Profile, { result, ms }: Counted, seats: number): Line {
  let elected: readonly number[] = [];
  const plainMs = median(Array.from({ length: ROUNDS }, () => timeOf(() => (elected = plainStv(profile, seats)))));
  const names = optionNames(profile.options);
  const what = `plain floating point, ${seats} of ${profile.quarters.length}`;
  expectSame(what, sorted(elected.map((option) => names[option]!)), sorted(result.winners!));
  return {
    seats,
    plainFloatMs: round(plainMs),
    oursOverPlainFloat: round(ms / plainMs),
    agreedOn: 'winners',
  };
}

function numbers(scores: CountResult['scores']): readonly (readonly [string, number])[] {
  return Object.entries(scores).map(([option, score]) => [option, Number(score)] as const);
}

function sorted<Item>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

/** Unit: milliseconds. */
function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
