/** The npm package `votes` in a thread of its own: counts one profile by one rule, and posts each run's time and what came out. */
import { parentPort, workerData } from 'node:worker_threads';
import { InstantRunoff, RankedPairs, Schulze, utils } from 'votes';

/** Runs end at this number, or when so much time is spent. */
const MOST_RUNS = 3;
const ENOUGH_MS = 20_000;

const { rule, names, rankings, quarters } = workerData;

const ballots = Array.from(quarters, (weight, ballot) => ({
  weight: weight / 4,
  ranking: Array.from(rankings.subarray(ballot * names.length, (ballot + 1) * names.length), (option) => [
    names[option],
  ]),
}));

/** The rules that read a matrix are measured with the making of it. */
const counts = {
  schulze: () => {
    const counted = new Schulze(utils.matrixFromBallots(ballots, names));
    return { ranking: counted.ranking(), scores: counted.scores() };
  },
  'ranked-pairs': () => ({ ranking: new RankedPairs(utils.matrixFromBallots(ballots, names)).ranking() }),
  irv: () => ({ ranking: new InstantRunoff({ ballots, candidates: names }).ranking() }),
};

const times = [];
let counted;
while (times.length < MOST_RUNS && times.reduce((sum, ms) => sum + ms, 0) < ENOUGH_MS) {
  const start = performance.now();
  counted = counts[rule]();
  times.push(performance.now() - start);
}
parentPort.postMessage({ times, ...counted });
