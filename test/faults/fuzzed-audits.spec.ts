import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, askedAsPeopleDo, AuditorProcess } from './fuzz/auditor-process';
import { type FuzzedCase, fuzzedCase } from './fuzz/fuzzed-case';
import { type SoundPlaces, soundPlaces } from './fuzz/sound-places';
import { whyValid } from './fuzz/verdict-law';
import { LONG, report, SEED, withSeed } from './support/run-length';

/** By time in a long run, by number otherwise. */
const MINUTES = Number(process.env['PLENUM_FUZZ_MINUTES'] ?? (LONG ? 60 : 0));
const CASES = MINUTES > 0 ? Infinity : 40;
/** `PLENUM_SEED` with this asks one case of a run again. */
const FIRST = Number(process.env['PLENUM_FUZZ_CASE'] ?? 0);
/** One case in so many is also asked through `bin/plenum`. */
const AS_PEOPLE_DO = MINUTES > 0 ? 50 : 20;
const MOST_BYTES = 2 ** 30;
const TRACE = /^\s+at .+[:(]\d+/m;
const KEPT = join(__dirname, '../../reports/fuzzed-audits');

jest.setTimeout((MINUTES + 10) * 60_000);

/** Everything that is wrong with an answer; "valid" is right only where `whyValid` knows why. */
function faultsOf(places: SoundPlaces, asked: FuzzedCase, { exitCode, out, err, broken, peak, ms }: Answer): string[] {
  return [
    ...(broken === undefined ? [] : [`the auditor ${broken} after ${Math.round(ms)} ms`]),
    ...(exitCode !== undefined && ![0, 1, 2, 3].includes(exitCode) ? [`exit code ${exitCode}`] : []),
    ...(TRACE.test(err) || TRACE.test(out) ? [`a stack trace: ${err.slice(0, 600)}`] : []),
    ...(peak > MOST_BYTES ? [`${Math.round(peak / 2 ** 20)} MiB`] : []),
    ...(exitCode === 0 ? falsely(places, asked) : []),
  ];
}

function falsely(places: SoundPlaces, asked: FuzzedCase): string[] {
  try {
    whyValid(places, asked);
    return [];
  } catch (error) {
    return [`said to be valid: ${(error as Error).message}`];
  }
}

describe(`the auditor, asked about what was spoilt at random (seed ${SEED})`, () => {
  const auditor = new AuditorProcess();
  let places: SoundPlaces;
  beforeAll(async () => {
    places = await soundPlaces();
  });
  afterAll(() => {
    auditor.end();
    places.end();
  });

  /** What was wrong is kept, since keys and ids are others in each run. */
  const keep = (number: number, asked: FuzzedCase, wrong: readonly string[]) => {
    const to = join(KEPT, `${SEED}-${number}`);
    rmSync(to, { recursive: true, force: true });
    mkdirSync(KEPT, { recursive: true });
    execFileSync('cp', ['-r', '--sparse=always', asked.room, to]);
    writeFileSync(join(to, 'wrong.json'), JSON.stringify({ ...asked, wrong }, null, 2));
  };

  it('ends in time and in bounds with a verdict, which is "valid" for nothing but what it was', () =>
    withSeed(async () => {
      const until = performance.now() + MINUTES * 60_000;
      const ends: Record<string, number> = {};
      const found: object[] = [];
      let [number, asPeopleDo, longest, most] = [FIRST, 0, 0, 0];
      for (; number < FIRST + CASES && (MINUTES === 0 || performance.now() < until); number += 1) {
        const asked = await fuzzedCase(places, SEED, number);
        const answer = await auditor.ask(asked.args);
        const wrong = faultsOf(places, asked, answer);
        if (number % AS_PEOPLE_DO === 0) {
          asPeopleDo += 1;
          const typed = await askedAsPeopleDo(asked.args);
          if (typed.exitCode !== answer.exitCode || TRACE.test(typed.err))
            wrong.push(`bin/plenum exits with ${typed.exitCode}, not ${answer.exitCode}: ${typed.err.slice(0, 600)}`);
        }
        const end = `exit ${answer.exitCode ?? answer.broken}`;
        ends[end] = (ends[end] ?? 0) + 1;
        [longest, most] = [Math.max(longest, answer.ms), Math.max(most, answer.peak)];
        if (wrong.length === 0) continue;
        if (MINUTES > 0) keep(number, asked, wrong);
        found.push({ number, what: asked.what, done: asked.done, wrong });
      }
      const cases = number - FIRST;
      const figures = {
        minutes: MINUTES,
        asPeopleDo,
        ends,
        longestMs: Math.round(longest),
        mostMiB: Math.round(most / 2 ** 20),
      };
      report('fuzzed-audits', { cases, ...figures, processes: auditor.started, askedAgain: auditor.askedAgain, found });
      if (MINUTES > 0) process.stderr.write(`${JSON.stringify({ cases, ...figures, found: found.length })}\n`);
      expect(found).toEqual([]);
    }));
});
