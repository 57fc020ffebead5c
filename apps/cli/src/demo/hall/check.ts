import { openLog } from '../../data-folder/data-folder';
import { rawId } from '../../data-folder/ids';
import { audit } from '../../verify/audit';
import { openSubject } from '../../verify/subject';
import { judgementOf, type Verdict } from '../../verify/verdict';
import { agenda } from './agenda';
import { expectedCount } from './expected';
import type { HallServer } from './gathering';
import type { HallPlay } from './meeting';
import { conserves, inChannel, scoreOf, TALLY_FIELDS, type TallySeen } from './scene';

/** One thing that must hold, and what was found. */
export interface Checked {
  readonly what: string;
  readonly holds: boolean;
  readonly found: string;
}

export interface HallLog extends HallServer {
  /** Where the server keeps its signed heads a second time; left out, beside the data folder. */
  readonly headsDir?: string;
}

export interface MinutesSeen {
  readonly position: number;
  readonly rootHash: string;
  readonly markdown: string;
}

interface Told {
  readonly tally: TallySeen;
}

const TALLY = `query Tally($proposalId: ID!, $position: Int) {
  tally(proposalId: $proposalId, position: $position) { ${TALLY_FIELDS} } }`;
const MINUTES = `query Minutes($meetingId: ID!) {
  meetingMinutes(meetingId: $meetingId, language: CATALAN) { position rootHash markdown } }`;
const PAGE = 1000;
/** Tallies looked at again at so many moments of each item. */
const MOMENTS = 7;

/** What everybody was told against what the log, the tallies, the minutes and a stranger's recount say. */
export async function checkMeeting(play: HallPlay, log: HallLog, interrupted: AbortSignal) {
  const minutes = await minutesOf(play);
  const verdict = await verdictOn(play, log, interrupted);
  const checks = [
    ...(await receiptsInTheLog(play, log)),
    await voicesWhereTheyShouldBe(play),
    await everyVoiceInOnePlace(play),
    recounted(play, verdict),
    minuted(minutes, verdict),
  ];
  return { checks, minutes };
}

/** Nothing that was acknowledged is missing, and nothing is there that nobody said: no lost and no doubled voice. */
async function receiptsInTheLog({ gathering }: HallPlay, { folder }: HallLog): Promise<readonly Checked[]> {
  const { ledger } = gathering;
  const said = new Map(ledger.ballots.map((one) => [one.position, one]));
  const promised = new Map(ledger.receipts.map(({ position, leafHash }) => [position, leafHash]));
  let [kept, ballots, wrong] = [0, 0, 0];
  const log = await openLog(folder, gathering.assemblyId);
  try {
    for (
      let page = await log.readAll(0, PAGE);
      page.length > 0;
      page = await log.readAll(page.at(-1)!.position, PAGE)
    ) {
      for (const { position, type, leafHash, data } of page) {
        if (promised.get(position) === Buffer.from(leafHash).toString('hex')) kept += 1;
        if (type !== 'BallotCast' && type !== 'BallotChanged') continue;
        ballots += 1;
        const mine = said.get(position);
        const [member, proposal] = [rawId('Member', mine?.member ?? ''), rawId('Proposal', mine?.proposalId ?? '')];
        const same = data['memberId'] === member && data['proposalId'] === proposal && data['choice'] === mine?.choice;
        if (!same) wrong += 1;
      }
    }
  } finally {
    await log.close();
  }
  const receipts = ledger.receipts.length;
  return [
    {
      what: 'every receipt is in the log, with its leaf hash, at a place of its own',
      holds: kept === receipts && promised.size === receipts,
      found: `${kept} of ${receipts}`,
    },
    {
      what: 'every ballot in the log was cast by its voter, once',
      holds: wrong === 0 && ballots === ledger.ballots.length,
      found: `${ballots} in the log, ${ledger.ballots.length} cast, ${ledger.repeats} sent twice and kept once`,
    },
  ];
}

/** Every item against a count by hand. */
async function voicesWhereTheyShouldBe({ gathering, items }: HallPlay): Promise<Checked> {
  const auditor = await gathering.projector();
  const differing: string[] = [];
  for (const [index, { proposalId }] of items.entries()) {
    const { tally } = await auditor.ask<Told>(TALLY, { proposalId });
    const { scores, counted, ...expected } = expectedCount(gathering.ledger, proposalId, gathering.voters);
    const asked = gathering.ledger.entries.find((one) => one.kind === 'hands-asked' && one.proposalId === proposalId);
    const wanted = JSON.stringify({ ...expected, ...scores, counted });
    const found = JSON.stringify({
      ...{ own: Number(tally.own), carried: Number(tally.carried), handCount: Number(tally.handCount) },
      ...{ undelivered: Number(tally.undelivered.total) },
      ...{ inPerson: Number(inChannel(tally, 'in-person')), online: Number(inChannel(tally, 'online')) },
      ...Object.fromEntries(Object.keys(scores).map((option) => [option, Number(scoreOf(tally, option))])),
      counted: asked?.kind === 'hands-asked' ? asked.counted : 0,
    });
    if (found !== wanted) differing.push(`item ${index + 1}: ${found}, and by hand ${wanted}`);
  }
  return {
    what: 'every voice counts where a count by hand puts it, by channel and by option',
    holds: differing.length === 0,
    found: differing.length === 0 ? `${items.length} items` : differing.join('; '),
  };
}

/** Own, by hand, carried and undelivered are together everybody: on the wall all the time, and looked up again in the past. */
async function everyVoiceInOnePlace({ gathering, items, projector }: HallPlay): Promise<Checked> {
  const auditor = await gathering.projector();
  let [looked, unsound] = [projector.shown.length, projector.unsound.length];
  for (const { proposalId } of items) {
    const mine = gathering.ledger.entries.filter((one) => 'proposalId' in one && one.proposalId === proposalId);
    for (let moment = 1; moment <= MOMENTS; moment++) {
      const { position } = mine[Math.ceil((mine.length * moment) / MOMENTS) - 1]!;
      const { tally } = await auditor.ask<Told>(TALLY, { proposalId, position });
      looked += 1;
      if (!conserves(tally)) unsound += 1;
    }
  }
  return {
    what: 'every voice is in exactly one place, at every tally',
    holds: unsound === 0,
    found: `${looked} tallies`,
  };
}

async function verdictOn({ gathering }: HallPlay, log: HallLog, interrupted: AbortSignal): Promise<Verdict> {
  const { folder, headsDir } = log;
  const where = { assembly: gathering.assemblyId, ...(headsDir === undefined ? {} : { headsDir }) };
  const subject = await openSubject(folder, where);
  try {
    return await audit(subject, { earlier: [], interrupted, onPage: () => undefined });
  } finally {
    subject.close();
  }
}

function recounted({ items }: HallPlay, verdict: Verdict): Checked {
  const { events, recounted: results, findings } = verdict;
  const holds = judgementOf(verdict) === 'valid' && results === items.length;
  const found = `${events} events, ${results} results recounted, ${findings.length} findings`;
  return { what: 'a stranger’s audit finds the log whole, and recounts what was certified', holds, found };
}

async function minutesOf({ gathering, meetingId }: HallPlay): Promise<MinutesSeen> {
  const auditor = await gathering.projector();
  return (await auditor.ask<{ meetingMinutes: MinutesSeen }>(MINUTES, { meetingId })).meetingMinutes;
}

function minuted({ markdown, position, rootHash }: MinutesSeen, { events, root }: Verdict): Checked {
  const missing = agenda.filter(({ title }) => !markdown.includes(title));
  const sameRoot = position === events && rootHash === Buffer.from(root, 'base64').toString('hex');
  return {
    what: 'the minutes tell of every item, and bear the root of the audited log',
    holds: missing.length === 0 && sameRoot,
    found: `position ${position}, root ${rootHash.slice(0, 12)}…`,
  };
}
