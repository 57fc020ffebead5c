import { LONG, report, SEED } from '../faults/support/run-length';
import { clockCourses } from './clock-courses';
import { playPoll } from './simulated-poll';

/** For each course of the clock. */
const POLLS = LONG ? 1_000 : 6;

/** What counts is held to a model that knows only the order of the log, at every step; and who is refused as late must have been late. */
describe(`a clock that misleads the server (from seed ${SEED} on)`, () => {
  it.each(clockCourses)(
    `decides nothing when it %s: ${POLLS} polls`,
    async (what, course) => {
      let ballots = 0;
      for (let seed = SEED; seed < SEED + POLLS; seed += 1) {
        const { broken, met } = await playPoll(seed, course);
        expect({ seed, broken: broken.slice(0, 3) }).toEqual({ seed, broken: [] });
        ballots += met.counted;
      }
      report('clocks', { what, polls: POLLS, countsWithBallots: ballots, broken: 0 });
      expect(ballots).toBeGreaterThan(LONG ? POLLS : 0);
    },
    LONG ? 3_600_000 : 60_000,
  );

  it.each(clockCourses)('plays the same seed again to the byte when it %s', async (_what, course) => {
    expect(await playPoll(SEED, course)).toEqual(await playPoll(SEED, course));
  });
});
