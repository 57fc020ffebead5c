import type { Json } from '../support/client';
import type { Assembly, Member } from '../support/people';
import { RunningServer } from '../support/running-server';
import { allSay, byPreset, minutesOf, settled } from './support/by-preset';

const workers = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Worker ${at}`, classId: 'workers' }));
const clients = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Client ${at}`, classId: 'clients' }));

async function weighedIn(assembly: Assembly, proposalId: string): Promise<Json> {
  const query = `query ($id: ID!) { tally(proposalId: $id) { outcome carried
    weighed { scores { name raw weighted } byBloc { name raw weighted } } } }`;
  return (await assembly.auditor.read(query, { id: proposalId })).tally;
}

describe('the preset somerset: fixed class shares', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());

  it('lets three workers and 300 clients decide as equal halves at the general meeting: yes is exactly 11/15', async () => {
    const [assembly, ...members] = await byPreset(server, 'somerset', [...workers(3), ...clients(300)]);
    const [staff, customers] = [members.slice(0, 3), members.slice(3)];
    const [inFavour, against] = [customers.slice(0, 140), customers.slice(140)];
    const proposalId = await assembly.draft('Open on Sundays');
    const agenda = [{ title: 'Sunday opening', proposalId }];
    const { meeting } = await assembly.chair.do('conveneMeeting', { title: 'General meeting', agenda });
    const item = { meetingId: meeting.id, itemId: meeting.agenda[0].id };
    await assembly.chair.do('openMeeting', { meetingId: meeting.id });
    for (const { id } of staff) await assembly.registrar.do('checkIn', { meetingId: meeting.id, memberId: id });
    await assembly.chair.do('openVoting', { proposalId });
    await assembly.chair.do('putItemToVote', item);

    await allSay(staff, proposalId, 'yes');
    await allSay(inFavour, proposalId, 'yes');
    const [holder, ...others] = against as [Member, ...Member[]];
    await Promise.all(others.slice(0, 10).map((one) => one.trusts([holder], { proposalId })));
    await allSay([holder, ...others.slice(10)], proposalId, 'no');

    expect(await weighedIn(assembly, proposalId)).toEqual({
      outcome: 'adopted',
      carried: '10',
      weighed: {
        scores: [
          { name: 'yes', raw: '143', weighted: '11/15' },
          { name: 'no', raw: '160', weighted: '4/15' },
          { name: 'abstain', raw: '0', weighted: '0' },
        ],
        byBloc: [
          { name: 'clients', raw: '300', weighted: '1/2' },
          { name: 'workers', raw: '3', weighted: '1/2' },
        ],
      },
    });
    expect(await settled(assembly, proposalId)).toMatchObject({ outcome: 'adopted', force: 'BINDING' });
    await assembly.chair.do('concludeItem', { ...item, how: 'DECIDED' });
    await assembly.chair.do('closeMeeting', { meetingId: meeting.id });
    const minutes = await minutesOf(assembly, meeting.id);
    expect(minutes).toContain('| Option | Total | In the hall | Online | Weighed |');
    expect(minutes).toContain('| Yes | 143 | 3 | 140 | 11/15 |\n| No | 160 | 0 | 160 | 4/15 |');
    expect(minutes).toContain('**Outcome: Adopted**');
  });

  it('asks three quarters of a special resolution: 11/15 is not enough', async () => {
    const [assembly, ...members] = await byPreset(server, 'somerset', [...workers(3), ...clients(15)]);
    const proposalId = await assembly.open('New rules', { policyId: 'special' });
    await allSay(members.slice(0, 10), proposalId, 'yes');
    await allSay(members.slice(10), proposalId, 'no');
    expect((await weighedIn(assembly, proposalId)).weighed.scores[0]).toMatchObject({ name: 'yes', weighted: '11/15' });
    expect(await settled(assembly, proposalId)).toMatchObject({ outcome: 'rejected' });
  });

  it('gives the whole vote to those who came when a class stays away', async () => {
    const [assembly, ...members] = await byPreset(server, 'somerset', [...workers(3), ...clients(15)]);
    const proposalId = await assembly.open('Paint the shop');
    await allSay(members.slice(3, 6), proposalId, 'yes');
    expect((await weighedIn(assembly, proposalId)).weighed.scores[0]).toMatchObject({ weighted: '1' });
  });

  it('passes a voice on for one proposal only, as a proxy does', async () => {
    const [, ada, bruno] = await byPreset(server, 'somerset', ['Ada', 'Bruno']);
    expect(await ada!.say('setDelegation', { scope: {}, delegates: [bruno!.id] })).toMatchObject({
      __typename: 'PolicyMustAllowDelegation',
    });
  });
});
