import { LONG, report, SEED } from '../faults/support/run-length';
import { playPoll, type Played } from './simulated-poll';

/** `PLENUM_POLLS=<number>` plays so many. */
const POLLS = Number(process.env['PLENUM_POLLS'] ?? (LONG ? 10_000 : 200));
const SEEDS_AT_A_TIME = 100;

/** `PLENUM_SEED=<seed>` begins with the poll of that seed. */
describe(`whole polls on a simulated network, disk and clock (from seed ${SEED} on)`, () => {
  const met = { polls: 0, events: 0, crashes: 0, counted: 0, carried: 0, inHall: 0, handCounts: 0 };

  const note = (played: Played) => {
    met.polls += 1;
    met.events += played.events;
    met.crashes += played.crashes;
    for (const [what, times] of Object.entries(played.met)) met[what as keyof Played['met']] += times;
  };

  it(
    `${POLLS} of them break no invariant at any step`,
    async () => {
      for (let poll = 0; poll < POLLS; poll += 1) {
        const seed = SEED + poll;
        const played = await playPoll(seed);
        expect({ seed, broken: played.broken.slice(0, 3) }).toEqual({ seed, broken: [] });
        note(played);
        if (met.polls % (SEEDS_AT_A_TIME * 10) === 0) report('simulator', { ...met, broken: 0 });
      }
      report('simulator', { ...met, broken: 0 });
    },
    120_000 + POLLS * 700,
  );

  it('met what it is there to meet, or it would show nothing', () => {
    const { polls, ...rest } = met;
    expect(polls).toBe(POLLS);
    expect(Object.entries(rest).filter(([, times]) => times < POLLS / 4)).toEqual([]);
  });

  it('plays the same seed again to the byte, and another seed otherwise', async () => {
    for (let seed = SEED; seed < SEED + 10; seed += 1) {
      const [first, second, other] = [await playPoll(seed), await playPoll(seed), await playPoll(seed + 1)];
      expect(second).toEqual(first);
      expect(other.digest).not.toBe(first.digest);
    }
  });
});
