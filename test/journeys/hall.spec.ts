import { randomUUID } from 'node:crypto';
import type { Policy } from '@plenum/domain';
import { charter } from './support/charter';
import { Client, type Answer, type Json } from './support/client';
import { foundedWith } from './support/founding';
import { jitter } from './support/far-away-logs';
import type { MutationName } from './support/mutations';
import type { Assembly, Member } from './support/people';
import { shuffled } from './support/shuffled';
import { RunningServer } from './support/running-server';

const hands = (yes: number, no = 0) => [
  { option: 'yes', hands: yes },
  { option: 'no', hands: no },
];

const lines = async (assembly: Assembly, proposalId: string) => {
  const { own, carried, handCount, undelivered, byChannel } = await assembly.tally(proposalId);
  const channel = (name: string) => {
    const found = byChannel.find(({ group }: Json) => group === name);
    return found && { own: found.own, carried: found.carried, handCount: found.handCount };
  };
  return {
    own,
    carried,
    handCount,
    undelivered: undelivered.total,
    hall: channel('in-person'),
    online: channel('online'),
  };
};

describe('an assembly in a hall and online at once', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let people: Member[];
  let [ada, bruno, carla, dimitri, emma]: Member[] = [];
  let [tom, tess]: Member[] = [];

  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());
  beforeEach(async () => {
    const names = ['Ada', 'Bruno', 'Carla', 'Dimitri', 'Emma'];
    [assembly, ...people] = await foundedWith(server, [
      ...names,
      { name: 'Tom', votes: false },
      { name: 'Tess', votes: false },
    ]);
    [ada, bruno, carla, dimitri, emma] = people;
    [tom, tess] = await Promise.all(people.slice(5).map((one) => assembly.teller(one)));
  });

  it('votes by hand, by phone and from afar, and every voice is counted once', async () => {
    const proposalId = await assembly.open('A well');
    const meetingId = await assembly.meet([proposalId], [ada!, bruno!, carla!]);
    await emma!.trusts([ada!]);
    await dimitri!.votes(proposalId, 'no');
    await ada!.votes(proposalId, 'yes');
    const { handCount } = await assembly.chair.do('openHandCount', { proposalId, meetingId });
    expect(handCount).toMatchObject({ status: 'OPEN', counted: 2, sheets: [] });
    const raised = { proposalId, handCountId: handCount.id };

    expect(await bruno!.say('castBallot', { proposalId, choice: 'no' })).toMatchObject({
      __typename: 'CountedMemberMustNotCastBallot',
    });
    expect((await bruno!.voiceOn(proposalId)).fate).toBe('HAND_COUNT');
    await tom!.do('enterHandTotals', { ...raised, totals: hands(2) });
    const differ = await tess!.do('enterHandTotals', { ...raised, totals: hands(1, 1) });
    expect(differ['handCount']).toMatchObject({ status: 'OPEN', disagreed: true, totals: null });
    expect(differ['handCount'].sheets.map(({ teller }: Json) => teller.name)).toEqual(['Tess']);
    expect(await assembly.chair.say('closeVoting', { proposalId, reason: 'Enough' })).toMatchObject({
      __typename: 'HandCountMustBeSettled',
    });
    const same = await tom!.do('enterHandTotals', { ...raised, totals: hands(1, 1) });
    expect(same['handCount']).toMatchObject({ status: 'RECORDED', tellers: [{ name: 'Tess' }, { name: 'Tom' }] });
    expect(await lines(assembly, proposalId)).toEqual({
      ...{ own: '2', carried: '1', handCount: '2', undelivered: '0' },
      hall: { own: '1', carried: '1', handCount: '2' },
      online: { own: '1', carried: '0', handCount: '0' },
    });
    await assembly.chair.do('cancelHandCount', { ...raised, reason: 'Somebody came late' });
    await bruno!.votes(proposalId, 'no');
    expect(await lines(assembly, proposalId)).toMatchObject({ own: '3', handCount: '0', undelivered: '1' });
  });

  it('keeps an online ballot online until its voter votes again in the hall, and takes it online after they left', async () => {
    const proposalId = await assembly.open('A well');
    const meetingId = await assembly.meet([proposalId]);
    const channel = async () => {
      const query = 'query ($id: ID!) { proposal(id: $id) { myBallot { channel } } }';
      return (await ada!.read(query, { id: proposalId })).proposal.myBallot.channel;
    };
    await ada!.votes(proposalId, 'yes');
    await assembly.registrar.do('checkIn', { meetingId, memberId: ada!.id });
    expect(await channel()).toBe('online');
    await ada!.votes(proposalId, 'yes');
    expect(await channel()).toBe('in-person');
    await ada!.do('checkOut', { meetingId });
    expect(await channel()).toBe('in-person');
    await ada!.votes(proposalId, 'no');
    expect(await channel()).toBe('online');
  });

  it('takes ballots by name where hands do not weigh the same, and their voters see who entered them', async () => {
    await assembly.registrar.do('amendMember', { memberId: bruno!.id, weight: '2', reason: 'Two shares' });
    const proposalId = await assembly.open('A well');
    const meetingId = await assembly.meet([proposalId], [ada!, bruno!]);
    expect(await assembly.chair.say('openHandCount', { proposalId, meetingId })).toMatchObject({
      __typename: 'CountedSetMustWeighAlike',
    });
    const called = { proposalId, memberId: ada!.id, choice: 'no', reason: 'The spring is dry' };
    await tom!.do('castNamedBallot', called);
    const query = `query ($id: ID!) { proposal(id: $id) {
      myBallot { choice channel reason teller { name } } myVoice { choice teller { name } } } }`;
    expect((await ada!.read(query, { id: proposalId })).proposal).toEqual({
      myBallot: { choice: 'no', channel: 'in-person', reason: 'The spring is dry', teller: { name: 'Tom' } },
      myVoice: { choice: 'no', teller: { name: 'Tom' } },
    });
    await ada!.votes(proposalId, 'yes');
    expect((await ada!.read(query, { id: proposalId })).proposal.myBallot.teller).toBeNull();
    expect(await tom!.say('castNamedBallot', called)).toMatchObject({ __typename: 'OwnBallotMustStand' });
    expect(await tom!.say('castNamedBallot', { ...called, memberId: emma!.id })).toMatchObject({
      __typename: 'VoterMustBeInTheHall',
    });
  });

  it('weighs the hall and a commission as the policy says, raw and weighted side by side', async () => {
    const policy: Policy = {
      ...charter.policies[0]!,
      weighing: { factors: { 'in-person': '3/2' }, commission: { factor: '2' } },
    };
    await assembly.chair.do('adoptCharter', { charter: { ...charter, policies: [policy] }, charterVersion: 2 });
    await assembly.chair.do('appointToCommission', { area: 'water', memberId: carla!.id });
    const proposalId = await assembly.open('A well', { area: 'water' });
    await assembly.meet([proposalId], [ada!]);
    await ada!.votes(proposalId, 'yes');
    await bruno!.votes(proposalId, 'no');
    await carla!.votes(proposalId, 'no');
    const query = `query ($id: ID!) { tally(proposalId: $id) { scores { option score } weighed { scores { name raw weighted }
      byChannel { name raw weighted } commission { raw weighted } commissionCapped } } }`;
    const { tally } = await assembly.auditor.read(query, { id: proposalId });
    expect(tally.weighed).toMatchObject({
      scores: [
        { name: 'yes', raw: '1', weighted: '3/2' },
        { name: 'no', raw: '2', weighted: '3' },
        { name: 'abstain', raw: '0', weighted: '0' },
      ],
      byChannel: [
        { name: 'in-person', raw: '1', weighted: '3/2' },
        { name: 'online', raw: '2', weighted: '3' },
      ],
      commission: { raw: '1', weighted: '2' },
      commissionCapped: false,
    });
    expect((await ada!.read('{ commissions { area members { name } } }')).commissions).toEqual([
      { area: 'water', members: [{ name: 'Carla' }] },
    ]);
  });

  it('refuses by name what cannot be', async () => {
    const proposalId = await assembly.open('A well');
    const aside = await assembly.open('A mill');
    const meetingId = await assembly.meet([proposalId], [ada!, bruno!]);
    const { registrar, chair } = assembly;
    const show = await chair.do('openHandCount', { proposalId, meetingId });
    const raised = { proposalId, handCountId: show['handCount'].id };
    const untold = await chair.do('draftProposal', { title: 'A dam', policyId: 'ordinary' });
    const office = new Client(server, await server.tokenFor({ assemblyId: assembly.id, roles: ['teller'] }));
    const refused: [Client, MutationName, Json, string, string][] = [
      [registrar, 'checkIn', { meetingId, memberId: ada!.id }, 'MemberMustNotBeCheckedIn', 'memberId'],
      [registrar, 'checkIn', { meetingId: 'x', memberId: ada!.id }, 'MeetingMustExist', 'meetingId'],
      [registrar, 'checkIn', { meetingId, memberId: 'x' }, 'MemberMustBeOnTheRoll', 'memberId'],
      [registrar, 'checkIn', { meetingId, memberId: emma!.id, desk: '' }, 'DeskMustFit', 'desk'],
      [registrar, 'checkOut', { meetingId, memberId: emma!.id }, 'MemberMustBeCheckedIn', 'memberId'],
      [registrar, 'issueHallCode', { meetingId, memberId: ada!.id }, 'MemberMustNotBeCheckedIn', 'memberId'],
      [chair, 'openHandCount', { proposalId, meetingId }, 'HandCountMustBeSettled', ''],
      [chair, 'openHandCount', { proposalId: aside, meetingId }, 'ProposalMustBeOnTheAgenda', 'proposalId'],
      [chair, 'openHandCount', { proposalId: untold['proposal'].id, meetingId }, 'ProposalMustBeOpen', 'proposalId'],
      [chair, 'cancelHandCount', { ...raised, reason: ' ' }, 'ReasonMustBeGiven', 'reason'],
      [chair, 'cancelHandCount', { proposalId, handCountId: 'x', reason: 'x' }, 'HandCountMustExist', 'handCountId'],
      [chair, 'closeMeeting', { meetingId }, 'HandCountMustBeSettled', ''],
      [tom!, 'enterHandTotals', { ...raised, totals: hands(3) }, 'HandTotalsMustFitTheCountedSet', 'totals'],
      [tom!, 'enterHandTotals', { ...raised, totals: hands(-1) }, 'HandTotalsMustFitTheRule', 'totals'],
      [
        tom!,
        'enterHandTotals',
        { ...raised, totals: [...hands(1), ...hands(1)] },
        'HandTotalsMustFitTheRule',
        'totals',
      ],
      [
        tom!,
        'enterHandTotals',
        { ...raised, totals: [{ option: 'maybe', hands: 1 }] },
        'HandTotalsMustFitTheRule',
        'totals',
      ],
      [office, 'enterHandTotals', { ...raised, totals: hands(1) }, 'TellerMustBeKnown', ''],
      [office, 'castNamedBallot', { proposalId, memberId: ada!.id, choice: 'yes' }, 'TellerMustBeKnown', ''],
      [emma!, 'castBallot', { proposalId, choice: 'yes', reason: '' }, 'ReasonMustFit', 'reason'],
      [chair, 'appointToCommission', { area: 'harbour', memberId: ada!.id }, 'AreaMustBeInTheCharter', 'area'],
      [
        chair,
        'dismissFromCommission',
        { area: 'water', memberId: ada!.id, reason: 'x' },
        'MemberMustBeInTheCommission',
        'memberId',
      ],
    ];
    const head = await assembly.head();
    for (const [who, mutation, input, name, field] of refused) {
      expect([mutation, await who.say(mutation, input)]).toMatchObject([mutation, { __typename: name, field }]);
    }
    expect(await assembly.head()).toBe(head);
  });

  it('tells desk and projector who is in, and lists them for the officers only', async () => {
    const meetingId = await assembly.meet([], [ada!]);
    await using watch = emma!.watch('subscription ($id: ID!) { presenceChanged(meetingId: $id) { members guests } }', {
      id: meetingId,
    });
    await watch.until('Ada in', ({ members }) => members === 1);
    await assembly.registrar.do('checkIn', { meetingId, memberId: people[5]!.id });
    await watch.until('a guest in', ({ members, guests }) => members === 1 && guests === 1);
    await ada!.do('checkOut', { meetingId });
    await watch.until('Ada out', ({ members, guests }) => members === 0 && guests === 1);
    await assembly.registrar.do('checkIn', { meetingId, memberId: ada!.id });
    await assembly.chair.do('closeMeeting', { meetingId });
    await watch.until('everybody out', ({ members, guests }) => members + guests === 0);

    const query = `query ($id: ID!) { meeting(id: $id) { presence { members
      attendees { totalCount edges { node { member { name } isIn stays { to } } } } } } }`;
    const { attendees } = (await assembly.registrar.read(query, { id: meetingId })).meeting.presence;
    expect(attendees.edges.map(({ node }: Json) => [node.member.name, node.isIn, node.stays.length])).toEqual([
      ['Ada', false, 2],
      ['Tom', false, 1],
    ]);
    expect((await emma!.read(query, { id: meetingId })).meeting.presence.attendees).toBeNull();
  });
});

describe('a hall code', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let ada: Member;
  let bruno: Member;
  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());
  beforeEach(async () => {
    [assembly, ada, bruno] = (await foundedWith(server, ['Ada', 'Bruno'])) as [Assembly, Member, Member];
  });

  const door = (meetingId: string, memberId = ada.id) => ({ assemblyId: assembly.globalId, meetingId, memberId });

  it('opens the door once, on a phone that has no token, and is nowhere in the log', async () => {
    const meetingId = await assembly.meet([]);
    const { code, ticket, qrSvg } = await assembly.registrar.do('issueHallCode', { meetingId, memberId: ada.id });
    expect(ticket).toContain(code);
    expect(qrSvg).toMatch(/^<svg/);
    const phone = assembly.stranger;
    const scanned = Object.fromEntries(new URLSearchParams(ticket.split('?')[1]));
    const { assembly: assemblyId, meeting, member } = scanned;
    const entered = await phone.do('checkInWithCode', { assemblyId, meetingId: meeting, memberId: member, code });
    expect(entered).toMatchObject({ meetingTitle: 'Assembly', memberName: 'Ada' });
    expect(await phone.say('checkInWithCode', { ...door(meetingId), code })).toMatchObject({
      __typename: 'HallCodeMustBeGood',
    });
    const log = JSON.stringify(await assembly.history());
    expect(log).not.toContain(code);
    expect(log).not.toContain(code.replaceAll('-', ''));
  });

  it('is one member’s and one meeting’s', async () => {
    const [meetingId, other] = [await assembly.meet([]), await assembly.meet([])];
    const { code } = await assembly.registrar.do('issueHallCode', { meetingId, memberId: ada.id });
    for (const wrong of [door(meetingId, bruno.id), door(other)]) {
      expect(await assembly.stranger.say('checkInWithCode', { ...wrong, code })).toMatchObject({
        __typename: 'HallCodeMustBeGood',
      });
    }
    const nowhere = {
      ...door(meetingId),
      assemblyId: Buffer.from(`Assembly:${randomUUID()}`).toString('base64url'),
      code,
    };
    expect(await assembly.stranger.say('checkInWithCode', nowhere)).toMatchObject({ __typename: 'MeetingMustExist' });
  });

  it('is guessed five times at most, also all at once, until the registrar helps', async () => {
    const meetingId = await assembly.meet([]);
    const { code } = await assembly.registrar.do('issueHallCode', { meetingId, memberId: ada.id });
    const guess = (index: number) =>
      assembly.stranger.say('checkInWithCode', { ...door(meetingId), code: `0000-0000-${1000 + index}` });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => guess(index)));
    const named = (name: string) => answers.filter(({ __typename }) => __typename === name).length;
    expect([named('HallCodeMustBeGood'), named('RegistrarMustHelp')]).toEqual([5, 15]);
    expect(await assembly.stranger.say('checkInWithCode', { ...door(meetingId), code })).toMatchObject({
      __typename: 'RegistrarMustHelp',
    });
    const fresh = (await assembly.registrar.do('issueHallCode', { meetingId, memberId: ada.id }))['code'];
    await assembly.stranger.do('checkInWithCode', { ...door(meetingId), code: fresh.toLowerCase() });
  });

  it('is handed out by the registrar; a member lets out themself and nobody else', async () => {
    const meetingId = await assembly.meet([], [ada, bruno]);
    expect(await ada.say('checkOut', { meetingId, memberId: bruno.id })).toMatchObject({
      __typename: 'DoorMustBeYourOwn',
    });
    await ada.do('checkOut', { meetingId, memberId: ada.id });
    expect(await ada.say('checkOut', { meetingId })).toMatchObject({ __typename: 'MemberMustBeCheckedIn' });
    await assembly.registrar.do('checkOut', { meetingId, memberId: bruno.id });
  });
});

describe.each([
  ['on disk', () => RunningServer.onDisk()],
  ['in a store at the end of a long line', () => RunningServer.farAway(jitter(3))],
] as const)('a crowd at the door, %s', (_store, start) => {
  let server: RunningServer;
  beforeAll(async () => (server = await start()));
  afterAll(() => server.end());

  it('of 50 members on four devices each lets each in once, and each of them has one ballot (seed 17)', async () => {
    const [assembly, ...members] = await foundedWith(
      server,
      Array.from({ length: 50 }, (_, index) => `Member ${index + 1}`),
    );
    const proposalId = await assembly.open('A well');
    const meetingId = await assembly.meet([proposalId]);
    const codes = await Promise.all(
      members.map(
        async ({ id }) => (await assembly.registrar.do('issueHallCode', { meetingId, memberId: id }))['code'],
      ),
    );
    const arrive = members.flatMap(({ id }, index) => {
      const phone = { assemblyId: assembly.globalId, meetingId, memberId: id, code: codes[index] };
      return [
        ...['North door', 'South door'].map(
          (desk) => () => assembly.registrar.say('checkIn', { meetingId, memberId: id, desk }),
        ),
        ...[1, 2].map(() => () => assembly.stranger.say('checkInWithCode', phone)),
      ];
    });
    const votes = members.flatMap((member, index) =>
      [1, 2].map(() => () => member.say('castBallot', { proposalId, choice: index % 2 ? 'yes' : 'no' })),
    );

    const answers: Answer[] = await Promise.all(shuffled([...arrive, ...votes], 17).map((send) => send()));

    const told = new Set(answers.map(({ __typename }) => __typename));
    told.delete('HallCodeMustBeGood');
    expect([...told].sort()).toEqual(['BallotRecorded', 'HallEntered', 'MemberMustNotBeCheckedIn', 'PresenceRecorded']);
    const history = await assembly.history();
    const entered = history.filter(({ type }) => type === 'MemberCheckedIn');
    expect(new Set(entered.map(({ data }) => data.memberId)).size).toBe(50);
    expect(entered).toHaveLength(50);
    expectChannelsAsTheLogSays(history);
    expect(await assembly.tally(proposalId)).toMatchObject({ own: '50', voters: 50, undelivered: { total: '0' } });
  });
});

/** Of every ballot: in person exactly if its voter's check-in stands before it. */
function expectChannelsAsTheLogSays(history: readonly Json[]): void {
  const present = new Set<string>();
  const wrong: number[] = [];
  for (const { type, data, position } of history) {
    if (type === 'MemberCheckedIn') present.add(data.memberId);
    if (type !== 'BallotCast' && type !== 'BallotChanged') continue;
    if (data.channel !== (present.has(data.memberId) ? 'in-person' : 'online')) wrong.push(position);
  }
  expect(wrong).toEqual([]);
}
