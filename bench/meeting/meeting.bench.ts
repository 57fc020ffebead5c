import { performance } from 'node:perf_hooks';
import { agenda } from '../../apps/cli/src/demo/hall/agenda';
import { checkMeeting } from '../../apps/cli/src/demo/hall/check';
import { playHall, type HallAudience, type HallPlan, type HallPlay } from '../../apps/cli/src/demo/hall/meeting';
import { isRefusal } from '../../apps/cli/src/server/refusal';
import { WrongAnswer, type Bench, type Line } from '../measure/bench';
import { inScratch } from '../measure/scratch';
import { medianRatio, percentile, round } from '../measure/statistics';
import { serveHall } from './served-hall';
import { altogether, waitsOf, type ItemWaits, type Waits } from './waits';

const LINE = { bench: 'meeting' } as const;
const PHONES = 64;
const GOAL = 'at most 3';

interface Setting {
  readonly hall: number;
  readonly online: number;
  /** People who vote in each second, at moments of their own; left out, each phone sends the next ballot at once. */
  readonly perSecond?: number;
  /** Ballots of the only phone in use, before each item. */
  readonly alone: number;
  readonly mostOnline: number;
}

/**
 * The meeting of `plenum demo --meeting`, with the server in a process of its own: how long a ballot takes, and how long until the projector
 * counts it, with 64 phones at a time, against the same server in the same meeting with one phone at a time, item by item. At the end every
 * voice is looked for, as in the demo.
 */
export const meetingBench: Bench = async function* ({ quick, full }) {
  const common = quick ? { alone: 2, mostOnline: 40 } : { alone: 30, mostOnline: 250 };
  const paced = { ...common, perSecond: PHONES };
  const settings: Setting[] = quick
    ? [{ ...paced, hall: 40, online: 160 }]
    : [
        { ...paced, hall: 200, online: 800 },
        { ...paced, hall: 500, online: 2000 },
        { ...paced, hall: 500, online: 9500 },
        ...(full ? [{ ...paced, hall: 500, online: 99_500 }] : []),
        { ...common, hall: 500, online: 2000 },
      ];
  for (const setting of settings) yield* await inScratch('meeting', (folder) => measured(folder, setting));
};

async function measured(folder: string, setting: Setting): Promise<Line[]> {
  const server = await serveHall(folder);
  const never = new AbortController().signal;
  try {
    const start = performance.now();
    const play = await playHall(server, planOf(setting), silent, never);
    const seconds = (performance.now() - start) / 1000;
    const { checks } = await checkMeeting(play, server, never);
    await play.gathering.close();
    const broken = checks.filter(({ holds }) => !holds);
    if (broken.length > 0) throw new WrongAnswer(JSON.stringify(broken));
    return linesOf(setting, waitsOf(play), seconds);
  } finally {
    await server.end();
  }
}

const silent: HallAudience = { say: () => undefined, see: () => undefined, rest: () => undefined };

function planOf({ hall, online, perSecond, alone, mostOnline }: Setting): HallPlan {
  return {
    size: { hall, online },
    mostOnline,
    phones: { atATime: PHONES, ...(perSecond === undefined ? {} : { perSecond }) },
    beforeVoting: (play, index, proposalId) => onePhone(play, index, proposalId, alone),
  };
}

/** One ballot after the other, each once the projector has counted the last. */
async function onePhone(play: HallPlay, index: number, proposalId: string, count: number): Promise<void> {
  const voters = play.gathering.crowd.online.slice(3 + index * count, 3 + (index + 1) * count);
  for (const person of voters) {
    const answer = await play.phones.cast(proposalId, play.turns.vote(person, agenda[index]!), 'one-phone');
    if (isRefusal(answer)) throw new WrongAnswer(JSON.stringify(answer));
    await play.projector.shows(answer.receipt.position);
  }
}

function linesOf({ hall, online, perSecond }: Setting, items: readonly ItemWaits[], seconds: number): Line[] {
  const pace = perSecond === undefined ? 'as fast as it goes' : `${perSecond} people in a second`;
  const about = { ...LINE, hall, online };
  const many = `${PHONES}, ${pace}`;
  return [
    waitLine(about, 'one', altogether(items, 'one')),
    { ...waitLine(about, many, altogether(items, 'many')), meetingSeconds: round(seconds) },
    ratioLine({ ...about, what: 'p99 of a ballot', phones: many }, items, 'ballotMs'),
    ratioLine({ ...about, what: 'p99 of its tally on the projector', phones: many }, items, 'wallMs'),
  ];
}

function waitLine(about: Line, phones: string, { ballotMs, wallMs }: Waits): Line {
  return {
    ...{ ...about, what: 'a ballot, and the projector that counts it', phones, ballots: ballotMs.length },
    ballotP50Ms: round(percentile(ballotMs, 50)),
    ballotP99Ms: round(percentile(ballotMs, 99)),
    wallP50Ms: round(percentile(wallMs, 50)),
    wallP99Ms: round(percentile(wallMs, 99)),
  };
}

/** Over the whole meeting, and the median of the items, each of which is a round of its own. */
function ratioLine(about: Line, items: readonly ItemWaits[], of: keyof Waits): Line {
  const p99 = (waits: Waits) => percentile(waits[of], 99);
  const ratio = round(p99(altogether(items, 'many')) / p99(altogether(items, 'one')));
  const medianOfItems = medianRatio(
    items.map(({ many }) => p99(many)),
    items.map(({ one }) => p99(one)),
  );
  return { ...about, ratio, medianOfItems, against: 'one phone', goal: GOAL };
}
