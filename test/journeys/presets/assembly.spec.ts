import type { Json } from '../support/client';
import { DAY } from '../support/movable-clock';
import type { Assembly, Member } from '../support/people';
import { timePasses } from '../support/ripening';
import { RunningServer } from '../support/running-server';
import { allSay, byPreset, certified, draftBy, minutesOf, reaches, settled } from './support/by-preset';

const biweekly = {
  ...{ title: 'Assemblea quinzenal', place: 'Ca l’Àngel', timeZone: 'Europe/Madrid' },
  ...{ recurrence: 'FREQ=WEEKLY;INTERVAL=2', firstAt: '2026-12-03T19:00' },
};
const IN_THE_HALL = ['Aina', 'Bernat', 'Carme', 'Dídac', 'Eulàlia'];
const FAR_AWAY = ['Ferran', 'Gemma', 'Hug'];

describe('the preset assembly: a hall that decides, and those online at the level the charter says', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let hall: Member[];
  let [aina, bernat, carme, , eulalia]: Member[] = [];
  let [ferran, gemma, hug]: Member[] = [];
  let [iris, jan]: Member[] = [];
  let seriesId: string;

  beforeEach(async () => {
    server = await RunningServer.onDisk();
    const guests = ['Iris', 'Jan'].map((name) => ({ name, votes: false }));
    const [founded, ...people] = await byPreset(server, 'assembly', [...IN_THE_HALL, ...FAR_AWAY, ...guests]);
    assembly = founded;
    hall = people.slice(0, 5);
    [aina, bernat, carme, , eulalia] = hall;
    [ferran, gemma, hug, iris, jan] = people.slice(5);
    seriesId = (await assembly.chair.do('startSeries', biweekly))['series'].id;
  });
  afterEach(() => server.end());

  /** Submitted, and discussed for the week that the charter asks for. */
  const discussed = async (proposalId: string): Promise<string> => {
    await aina!.do('submitProposal', { proposalId });
    await timePasses(server, 7 * DAY);
    return proposalId;
  };
  const proposed = async (title: string, wording: Json): Promise<string> =>
    discussed(await draftBy(aina!, { title, ...wording }));
  /** The next meeting of the series: in session, all five in the hall, the vote open and before them. */
  const met = async (proposalId: string, ...more: string[]): Promise<{ meetingId: string; itemId: string }> => {
    const agenda = [{ title: 'The proposal', proposalId }, ...more.map((title) => ({ title }))];
    const { meeting } = await assembly.chair.do('conveneMeeting', { seriesId, agenda });
    const item = { meetingId: meeting.id, itemId: meeting.agenda.at(-1 - more.length).id };
    await assembly.chair.do('openMeeting', { meetingId: meeting.id });
    for (const { id } of hall) await assembly.registrar.do('checkIn', { meetingId: meeting.id, memberId: id });
    await assembly.chair.do('openVoting', { proposalId });
    await assembly.chair.do('putItemToVote', item);
    return item;
  };
  const follow = async (proposalId: string, as: string, text: string): Promise<string> =>
    (await aina!.do('followProposal', { proposalId, as, text }))['proposal'].id;
  const weighed = async (proposalId: string): Promise<Json> => {
    const query = `query ($id: ID!) { tally(proposalId: $id) { outcome carried handCount guests { option score }
      weighed { scores { name raw weighted } byBloc { name raw weighted } byChannel { name raw weighted }
        commission { raw weighted } } } }`;
    return (await assembly.auditor.read(query, { id: proposalId })).tally;
  };
  const figure = (name: string, raw: string, weighted: string) => expect.objectContaining({ name, raw, weighted });

  it('goes from the call to the minutes: a share for those online, a factor for the commission, guests heard', async () => {
    await assembly.chair.do('appointToCommission', { area: 'housing', memberId: carme!.id });
    const proposalId = await proposed('Rent the old mill', { policyId: 'share', area: 'housing', text: 'Per 300 €.' });
    await ferran!.trusts([bernat!]);
    const { meetingId, itemId } = await met(proposalId, 'Any other business');
    await allSay([gemma!, hug!], proposalId, 'agree');
    await allSay([aina!, bernat!], proposalId, 'agree');
    await carme!.do('castBallot', { proposalId, choice: 'object', reason: 'The roof leaks' });
    await iris!.votes(proposalId, 'block');

    const { handCount } = await assembly.chair.do('openHandCount', { proposalId, meetingId });
    expect(handCount).toMatchObject({ counted: 2 });
    for (const teller of [await assembly.teller(iris!), await assembly.teller(jan!)]) {
      const totals = [{ option: 'agree', hands: 2 }];
      await teller.do('enterHandTotals', { proposalId, handCountId: handCount.id, totals });
    }
    expect((await ferran!.voiceOn(proposalId)).voter).toEqual({ name: 'Bernat' });
    const tally = await weighed(proposalId);
    expect(tally).toMatchObject({ outcome: 'adopted', carried: '1', handCount: '2' });
    expect(tally.guests).toContainEqual({ option: 'block', score: '1' });
    expect(tally.weighed.byBloc).toEqual([figure('in-person', '6', '2/3'), figure('online', '2', '1/3')]);
    expect(tally.weighed.scores).toEqual([
      ...[figure('agree', '7', '11/13'), figure('abstain', '0', '0')],
      ...[figure('object', '1', '2/13'), figure('block', '0', '0')],
    ]);

    await assembly.registrar.do('checkOut', { meetingId, memberId: eulalia!.id });
    expect(await assembly.tally(proposalId)).toMatchObject({ outcome: 'no-quorum' });
    await assembly.registrar.do('checkIn', { meetingId, memberId: eulalia!.id });
    expect(await settled(assembly, proposalId)).toMatchObject({ outcome: 'adopted', force: 'BINDING' });
    await assembly.chair.do('concludeItem', { meetingId, itemId, how: 'DECIDED' });
    const { meeting } = await assembly.chair.do('closeMeeting', { meetingId });
    expect(meeting.unreached).toHaveLength(1);

    const minutes = await minutesOf(assembly, meetingId);
    for (const words of ['Assemblea quinzenal', 'Per 300 €.', 'The roof leaks', 'Dídac', '**Outcome: Adopted**']) {
      expect(minutes).toContain(words);
    }
    const next = await assembly.chair.do('conveneMeeting', { seriesId });
    expect(next['meeting'].agenda.map(({ title }: Json) => title)).toEqual(['Any other business']);
    const days = Math.round((Date.parse(next['meeting'].startsAt) - Date.parse(meeting.startsAt)) / DAY);
    expect(days).toBe(14);
  });

  it('reads a second time what the hall adopts and those online oppose', async () => {
    const first = await proposed('Pay in our own money', { policyId: 'suspensive', text: 'From tomorrow.' });
    await met(first);
    await allSay(hall, first, 'agree');
    await allSay([ferran!, gemma!, hug!], first, 'object');
    expect(await settled(assembly, first)).toEqual({
      ...{ outcome: 'second-reading', force: 'SECOND_READING', winners: [] },
      suspension: { hallOutcome: 'adopted', opposition: '1', turnout: '3/8' },
    });
    const second = await discussed(await follow(first, 'SECOND_READING', 'From January, and half of it.'));
    await met(second);
    await allSay(hall, second, 'agree');
    await allSay([ferran!, gemma!], second, 'agree');
    await hug!.votes(second, 'block');
    expect(await settled(assembly, second)).toMatchObject({
      ...{ outcome: 'adopted', force: 'BINDING', suspension: { opposition: '1/3' } },
    });
  });

  it('only asks those online where they advise, and reformulates what somebody in the hall blocks', async () => {
    const first = await proposed('Fell the fig tree', {
      ...{ policyId: 'advisory', area: 'housing', text: 'It darkens the kitchen.' },
    });
    await ferran!.trusts([bernat!], { area: 'housing' });
    await met(first);
    await allSay(hall.slice(0, 4), first, 'agree');
    await allSay([gemma!, hug!], first, 'block');
    expect(await weighed(first)).toMatchObject({
      ...{ outcome: 'adopted', carried: '1' },
      weighed: { byChannel: [figure('in-person', '5', '5'), figure('online', '2', '0')] },
    });
    await eulalia!.do('castBallot', { proposalId: first, choice: 'block', reason: 'My grandmother planted it' });
    expect(await settled(assembly, first)).toMatchObject({ outcome: 'blocked' });

    const second = await discussed(await follow(first, 'REFORMULATION', 'We prune it in February.'));
    await met(second);
    await allSay(hall, second, 'agree');
    expect(await settled(assembly, second)).toMatchObject({ outcome: 'adopted' });
    const query = 'query ($id: ID!) { proposal(id: $id) { followsAs follows { objections { reason } } } }';
    expect((await assembly.auditor.read(query, { id: second })).proposal).toEqual({
      ...{ followsAs: 'reformulation', follows: { objections: [{ reason: 'My grandmother planted it' }] } },
    });
  });

  it('waits for the week of discussion, and lets the vote end by itself two weeks after it was opened', async () => {
    const proposalId = await draftBy(aina!, { title: 'A new stove', policyId: 'share' });
    await aina!.do('submitProposal', { proposalId });
    expect(await assembly.chair.say('openVoting', { proposalId })).toMatchObject({ __typename: 'PhasesMustBeOver' });
    await timePasses(server, 7 * DAY);
    await assembly.chair.do('openVoting', { proposalId });
    await allSay(hall, proposalId, 'agree');
    await timePasses(server, 14 * DAY);
    await reaches(assembly, proposalId, 'CLOSED');
    expect(await certified(assembly, proposalId)).toMatchObject({ outcome: 'no-quorum' });
  });
});
