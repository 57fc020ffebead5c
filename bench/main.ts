import { appendBench } from './append.bench';
import { appendProofBench } from './append-proof.bench';
import { castBallotBench } from './cast-ballot/cast-ballot.bench';
import { liveEventBench } from './live/event.bench';
import { liveOffLoopBench } from './live/off-loop.bench';
import { liveProposalsBench } from './live/proposals.bench';
import { liveResolveBench } from './live/resolve.bench';
import { WrongAnswer, type Bench } from './measure/bench';
import { machineLine } from './measure/machine';
import { meetingBench } from './meeting/meeting.bench';
import { proofServedBench } from './proof-served.bench';
import { rankedBench } from './ranked/ranked.bench';
import { replayBench } from './replay.bench';
import { startUpBench } from './start-up.bench';
import { tallyBench } from './tally.bench';
import { verifyMemoryBench } from './verify-memory.bench';
import { verifyBench } from './verify.bench';

const benches: Readonly<Record<string, Bench>> = {
  'cast-ballot': castBallotBench,
  append: appendBench,
  'append-proof': appendProofBench,
  replay: replayBench,
  'start-up': startUpBench,
  tally: tallyBench,
  'live-resolve': liveResolveBench,
  'live-event': liveEventBench,
  'live-proposals': liveProposalsBench,
  'live-off-loop': liveOffLoopBench,
  meeting: meetingBench,
  ranked: rankedBench,
  verify: verifyBench,
  'verify-memory': verifyMemoryBench,
  'proof-served': proofServedBench,
};

const USAGE = `npm run bench -- [--quick | --full] [${Object.keys(benches).join('] [')}]`;

/** Runs the named benches, or all, and prints one line of JSON for each result. Read the ratios: they travel. */
async function main(words: readonly string[]): Promise<void> {
  const flags = new Set(words.filter((word) => word.startsWith('--')));
  const named = words.filter((word) => !word.startsWith('--'));
  const unknown = [...named.filter((name) => !(name in benches)), ...flags].filter(
    (word) => word !== '--quick' && word !== '--full',
  );
  if (unknown.length > 0) throw new UnknownWord(`${unknown.join(', ')}: not known. ${USAGE}`);
  // A bench that waits for what never comes ends the process without a word: until the last line is out, that is a failure.
  process.exitCode = 1;
  const scale = { quick: flags.has('--quick'), full: flags.has('--full') };
  print(await machineLine());
  for (const name of named.length > 0 ? named : Object.keys(benches)) {
    for await (const line of benches[name]!(scale)) print(line);
  }
  process.exitCode = 0;
}

class UnknownWord extends Error {}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const foreseen = error instanceof WrongAnswer || error instanceof UnknownWord;
  process.stderr.write(`${foreseen ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(error instanceof UnknownWord ? 2 : 1);
});
