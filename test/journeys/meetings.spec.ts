import { randomUUID } from 'node:crypto';
import type { Json } from './support/client';
import { foundedWith } from './support/founding';
import { DAY } from './support/movable-clock';
import type { Assembly } from './support/people';
import { RunningServer } from './support/running-server';

const biweekly = {
  title: 'Biweekly assembly',
  recurrence: 'FREQ=WEEKLY;INTERVAL=2',
  firstAt: '2026-12-03T19:00',
  timeZone: 'Europe/Madrid',
  place: 'The mill',
};

async function meetingOf(assembly: Assembly, id: string): Promise<Json> {
  const query = `query ($id: ID!) { meeting(id: $id) { title status startsAt place presentCount unreached
    agenda { id title isCurrent wasPutToVote outcome note carriedFromMeetingId proposal { title status } } } }`;
  return (await assembly.auditor.read(query, { id })).meeting;
}

describe('meetings', () => {
  let server: RunningServer;
  let assembly: Assembly;
  const chair = (...said: Parameters<Assembly['chair']['do']>) => assembly.chair.do(...said);

  beforeEach(async () => {
    server = await RunningServer.onDisk();
    [assembly] = await foundedWith(server, ['Ada', 'Bruno']);
  });
  afterEach(() => server.end());

  it('recur in local time, and each is convened on the next free date', async () => {
    const { series } = await chair('startSeries', biweekly);
    expect(series.upcoming).toHaveLength(3);
    const first = (await chair('conveneMeeting', { seriesId: series.id })).meeting;
    const second = (await chair('conveneMeeting', { seriesId: series.id })).meeting;
    expect([first.startsAt, second.startsAt]).toEqual(series.upcoming.slice(0, 2));
    expect(await meetingOf(assembly, first.id)).toMatchObject({ title: 'Biweekly assembly', place: 'The mill' });
  });

  it('refuse a recurrence that no calendar can read, and say which field', async () => {
    expect(await assembly.chair.say('startSeries', { ...biweekly, recurrence: 'now and then' })).toMatchObject({
      __typename: 'RecurrenceMustBeReadable',
      field: 'recurrence',
    });
    expect(await assembly.chair.say('startSeries', { ...biweekly, timeZone: 'Europe/Atlantis' })).toMatchObject({
      __typename: 'RecurrenceMustBeReadable',
      field: 'timeZone',
    });
  });

  it('go from the call to the close, and what was not reached waits for the next one with its history', async () => {
    const { series } = await chair('startSeries', biweekly);
    const roof = await assembly.draft('Mend the roof');
    const agenda = [{ title: 'Welcome' }, { title: 'The roof', proposalId: roof }, { title: 'Any other business' }];
    const { meeting } = await chair('conveneMeeting', { seriesId: series.id, agenda });
    const [welcome, theRoof, other] = meeting.agenda.map(({ id }: Json) => id) as string[];
    const meetingId = meeting.id;
    await chair('openMeeting', { meetingId });
    await chair('takeItem', { meetingId, itemId: welcome });
    await chair('concludeItem', { meetingId, itemId: welcome, how: 'DISCUSSED', note: 'Ada greets the newcomers.' });
    expect(await assembly.chair.say('putItemToVote', { meetingId, itemId: theRoof })).toMatchObject({
      __typename: 'ProposalMustBeOpen',
    });
    await chair('openVoting', { proposalId: roof });
    await chair('putItemToVote', { meetingId, itemId: theRoof });
    expect(await assembly.chair.say('putItemToVote', { meetingId, itemId: theRoof })).toMatchObject({
      __typename: 'ItemMustNotHaveBeenPutToVote',
    });
    await chair('pauseMeeting', { meetingId, reason: 'Coffee' });
    await chair('resumeMeeting', { meetingId });
    await assembly.close(roof);
    await chair('concludeItem', { meetingId, itemId: theRoof, how: 'DECIDED' });
    const closed = await chair('closeMeeting', { meetingId });
    expect(closed.meeting).toMatchObject({ status: 'CLOSED', unreached: [other] });

    const next = (await chair('conveneMeeting', { seriesId: series.id, agenda: [{ title: 'The budget' }] })).meeting;
    expect((await meetingOf(assembly, next.id)).agenda).toMatchObject([
      { title: 'Any other business', carriedFromMeetingId: meetingId },
      { title: 'The budget', carriedFromMeetingId: null },
    ]);
    expect((await meetingOf(assembly, meetingId)).agenda).toMatchObject([
      { title: 'Welcome', outcome: 'DISCUSSED', note: 'Ada greets the newcomers.', wasPutToVote: false },
      { title: 'The roof', outcome: 'DECIDED', wasPutToVote: true, proposal: { status: 'CLOSED' } },
      { title: 'Any other business', outcome: null, isCurrent: false },
    ]);
  });

  it('keep the items and their order when the chair changes the agenda', async () => {
    const { meeting } = await chair('conveneMeeting', {
      title: 'Winter',
      agenda: [{ title: 'One' }, { title: 'Two' }],
    });
    const [one, two] = meeting.agenda as Json[];
    const changed = await chair('setAgenda', {
      meetingId: meeting.id,
      agenda: [{ itemId: two.id, title: 'Two, first' }, { title: 'New' }, { itemId: one.id, title: 'One' }],
    });
    expect(changed.meeting.agenda.map(({ title }: Json) => title)).toEqual(['Two, first', 'New', 'One']);
    expect(changed.meeting.agenda[0].id).toBe(two.id);
    const elsewhere = (await chair('conveneMeeting', { title: 'Spring', agenda: [{ title: 'Three' }] })).meeting;
    const agenda = [{ title: 'One' }, { itemId: elsewhere.agenda[0].id, title: 'Three' }];
    const refused = await assembly.chair.say('setAgenda', { meetingId: meeting.id, agenda });
    expect(refused).toMatchObject({ __typename: 'AgendaItemMustExist', field: 'agenda[1].itemId' });
  });

  it('answer a repeated call with the meeting it made, though the date has moved on', async () => {
    const { series } = await chair('startSeries', biweekly);
    const call = { commandId: randomUUID(), seriesId: series.id };
    const first = await chair('conveneMeeting', call);
    server.clock.advance(30 * DAY);
    const again = await chair('conveneMeeting', call);
    expect(again.receipt.repeated).toBe(true);
    expect(again.meeting.id).toBe(first.meeting.id);
  });

  it('tell whoever watches of every step', async () => {
    const { meeting } = await chair('conveneMeeting', { title: 'Winter' });
    const subscription = `subscription ($id: ID!) { meetingChanged(meetingId: $id) { event meeting { status } } }`;
    await using projector = assembly.auditor.watch(subscription, { id: meeting.id });
    await projector.until('the projector to see the meeting as it is', ({ event }) => event === null);
    await chair('openMeeting', { meetingId: meeting.id });
    await projector.until('the opening', ({ event }) => event === 'MeetingOpened');
    await chair('closeMeeting', { meetingId: meeting.id });
    const last = await projector.until('the close', ({ event }) => event === 'MeetingClosed');
    expect(last.meeting.status).toBe('CLOSED');
  });

  it('stand after a restart as they stood', async () => {
    const { meeting } = await chair('conveneMeeting', { title: 'Winter', agenda: [{ title: 'One' }] });
    await chair('openMeeting', { meetingId: meeting.id });
    const before = await meetingOf(assembly, meeting.id);
    await server.stop();
    await server.start();
    expect(await meetingOf(assembly, meeting.id)).toEqual(before);
  });
});
