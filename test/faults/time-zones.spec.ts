import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../journeys/support/client';
import { hasCompiler } from './support/faulty-disk';
import { eventsIn } from './support/log-reading';
import { MovedClock } from './support/moved-clock';
import { openPoll, type OpenPoll } from './support/open-poll';
import { ServerProcess } from './support/server-process';

/** Five days before the clocks go back in Madrid. */
const EVE = '2026-10-20T12:00:00.000Z';
const HOUR_MS = 3_600_000;
const ZONES = ['Europe/Madrid', 'Pacific/Kiritimati', 'America/St_Johns', 'UTC'];
const LANGUAGES = ['ENGLISH', 'CATALAN', 'SPANISH'];

const weekly = {
  title: 'Weekly assembly',
  recurrence: 'FREQ=WEEKLY;COUNT=6',
  firstAt: '2026-10-15T19:00',
  timeZone: 'Europe/Madrid',
};

const EVERYTHING = `query ($proposalId: ID!, $meetingId: ID!) {
  proposal(id: $proposalId) { status closesAt result { outcome countDigest } }
  tally(proposalId: $proposalId) { final voters scores { option score } }
  series { title timeZone upcoming(first: 9) }
  meeting(id: $meetingId) { startsAt status }
  ${LANGUAGES.map(
    (language) =>
      `${language}: meetingMinutes(meetingId: $meetingId, language: ${language}) { position rootHash markdown html pdf }`,
  ).join('\n')}
}`;

interface Told {
  readonly poll: OpenPoll;
  readonly meetingId: string;
  readonly later: Json;
}

/** A meeting of a series decides on a proposal; another proposal stays open across the change of the clocks. */
async function tell(server: ServerProcess): Promise<Told> {
  const poll = await openPoll(server, 3);
  const { chair, proposalId, voters } = poll;
  const { series } = await chair.do('startSeries', weekly);
  const agenda = [{ title: 'The well', proposalId }];
  const { meeting } = await chair.do('conveneMeeting', { seriesId: series.id, agenda });
  await chair.do('openMeeting', { meetingId: meeting.id });
  await chair.do('putItemToVote', { meetingId: meeting.id, itemId: meeting.agenda[0].id });
  for (const voter of voters) await voter.do('castBallot', { proposalId, choice: 'yes' });
  await chair.do('closeVoting', { proposalId, reason: 'All have spoken' });
  await chair.do('certifyResult', { proposalId });
  await chair.do('closeMeeting', { meetingId: meeting.id });
  const { proposal } = await chair.do('draftProposal', { title: 'A mill', policyId: 'ordinary' });
  const { proposal: later } = await chair.do('openVoting', { proposalId: proposal.id });
  return { poll, meetingId: meeting.id, later };
}

if (!hasCompiler) {
  it('needs a C compiler and Linux, and says so where they are missing', () => {
    process.stderr.write('servers in other time zones were not tried: no C compiler here\n');
  });
} else {
  describe('a server whose machine is moved to another time zone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plenum-zones-'));
    const clock = new MovedClock();
    const serverIn = (zone: string) =>
      ServerProcess.started(folder, { environment: { ...clock.environment, TZ: zone } });
    let told: Told;
    let first: Json;

    const readIn = async (zone: string): Promise<Json> => {
      clock.setTo(EVE);
      await using server = await serverIn(zone);
      const auditor = await server.client(told.poll.assemblyId, ['auditor']);
      const { proposalId } = told.poll;
      const read = await auditor.read(EVERYTHING, { proposalId, meetingId: told.meetingId });
      return { ...read, events: await eventsIn(auditor) };
    };

    beforeAll(async () => {
      clock.setTo(EVE);
      {
        await using server = await serverIn(ZONES[0]!);
        told = await tell(server);
      }
      first = await readIn(ZONES[0]!);
    });
    afterAll(() => {
      clock[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true });
    });

    it('gives voting as many hours as the charter says, and not one more where the clocks go back', () => {
      const opening = (first.events as Json[]).findLast(({ type }) => type === 'VotingOpened');
      expect(told.later.closesAt).toBe(opening.data.closesAt);
      expect(Date.parse(told.later.closesAt) - Date.parse(opening.at)).toBe(168 * HOUR_MS);
    });

    it('calls meetings at the same hour by the clock on the wall of the assembly, before the change and after', () => {
      expect(first.meeting.startsAt).toBe('2026-10-22T17:00:00.000Z');
      expect(first.series[0].upcoming).toEqual([
        '2026-10-22T17:00:00.000Z',
        '2026-10-29T18:00:00.000Z',
        '2026-11-05T18:00:00.000Z',
        '2026-11-12T18:00:00.000Z',
        '2026-11-19T18:00:00.000Z',
      ]);
    });

    it.each(ZONES.slice(1))('tells the same to the byte in %s: facts, counts, dates and minutes', async (zone) => {
      expect(first.proposal.status).toBe('CERTIFIED');
      expect(first.ENGLISH.markdown).toContain('# Minutes');
      expect(await readIn(zone)).toEqual(first);
    });
  });
}
