import { randomUUID } from 'node:crypto';
import type { Policy } from '@plenum/domain';
import { charter } from './support/charter';
import type { Answer, Client, Json } from './support/client';
import { founded, foundedWith } from './support/founding';
import { jitter } from './support/far-away-logs';
import { DAY } from './support/movable-clock';
import type { BesideTheLog, MutationName } from './support/mutations';
import type { Assembly, Member } from './support/people';
import { charterWith, plainPolicy } from './support/ripening';
import { RunningServer } from './support/running-server';

/** A command that can be recorded now, another content for the same id, and who sends both. */
interface Case {
  readonly who: Client;
  readonly input: Json;
  readonly other: Json;
}
type Given = { assembly: Assembly; ada: Member; bruno: Member; carla: Member; server: RunningServer };

const reason = 'As the assembly agreed';

/** Under a policy that asks for everything before a vote. */
const ripening = (assembly: Assembly) => {
  const special: Policy = {
    ...{ ...plainPolicy, id: 'special', rule: 'schulze', thresholds: [] },
    lifecycle: { admission: { supporters: '1', hours: 24 } },
  };
  const phased: Policy = { ...special, id: 'plain', escalation: { to: 'special', share: '1' } };
  return assembly.chair.do('adoptCharter', { charter: charterWith(phased, special), charterVersion: 2 });
};
const ripe = (assembly: Assembly, title: string) =>
  assembly.draft(title, { policyId: 'plain', options: ['a well', 'nothing'] });
const submitted = async (assembly: Assembly): Promise<[string, string]> => {
  await ripening(assembly);
  const both: [string, string] = [await ripe(assembly, 'A well'), await ripe(assembly, 'A mill')];
  for (const proposalId of both) await assembly.chair.do('submitProposal', { proposalId });
  return both;
};

/** Ada and Bruno in the hall, an open proposal on its agenda, and two tellers. */
const inTheHall = async ({ assembly, ada, bruno, carla }: Given) => {
  const proposalId = await assembly.open('A well');
  const meetingId = await assembly.meet([proposalId], [ada, bruno]);
  const tellers = await Promise.all([assembly.teller(ada), assembly.teller(carla)]);
  return { proposalId, meetingId, tellers: tellers as [Member, Member] };
};
const handsRaised = async (situation: Given) => {
  const { proposalId, meetingId, tellers } = await inTheHall(situation);
  const { handCount } = await situation.assembly.chair.do('openHandCount', { proposalId, meetingId });
  return { raised: { proposalId, handCountId: handCount.id }, tellers };
};

/** A meeting that is still to come. */
const called = async (assembly: Assembly) =>
  (await assembly.chair.do('conveneMeeting', { title: 'Winter' }))['meeting'].id as string;

/** A meeting in session, with two open proposals on its agenda. */
const inSession = async ({ assembly }: Given) => {
  const agenda = [
    { title: 'Well', proposalId: await assembly.open('A well') },
    { title: 'Mill', proposalId: await assembly.open('A mill') },
  ];
  const { meeting } = await assembly.chair.do('conveneMeeting', { title: 'Winter', agenda });
  await assembly.chair.do('openMeeting', { meetingId: meeting.id });
  return { meetingId: meeting.id as string, items: (meeting.agenda as Json[]).map(({ id }) => id as string) };
};

/** One line for each mutation: the situation in which it is sent. */
const cases: Record<Exclude<MutationName, 'foundAssembly' | BesideTheLog>, (given: Given) => Promise<Case>> = {
  adoptCharter: async ({ assembly }) => ({
    who: assembly.chair,
    input: { charter, charterVersion: 2 },
    other: { charter: { ...charter, areas: [] }, charterVersion: 2 },
  }),
  enrolMembers: async ({ assembly }) => ({
    who: assembly.registrar,
    input: { members: [{ name: 'Dora', number: '77' }, { name: 'Edi' }] },
    other: { members: [{ name: 'Dora', number: '78' }, { name: 'Edi' }] },
  }),
  amendMember: async ({ assembly, ada }) => ({
    who: assembly.registrar,
    input: { memberId: ada.id, weight: '2', reason },
    other: { memberId: ada.id, weight: '3', reason },
  }),
  strikeMember: async ({ assembly, ada, bruno }) => ({
    who: assembly.registrar,
    input: { memberId: ada.id, reason },
    other: { memberId: bruno.id, reason },
  }),
  readmitMember: async ({ assembly, ada }) => {
    await assembly.registrar.do('strikeMember', { memberId: ada.id, reason });
    return {
      who: assembly.registrar,
      input: { memberId: ada.id, reason },
      other: { memberId: ada.id, weight: '2', reason },
    };
  },
  importRoll: async ({ assembly }) => ({
    who: assembly.registrar,
    input: { csv: 'name\nDora\nEdi\n' },
    other: { csv: 'name\nDora\nFelix\n' },
  }),
  setDelegation: async ({ ada, bruno, carla }) => ({
    who: ada,
    input: { scope: {}, delegates: [bruno.id] },
    other: { scope: {}, delegates: [carla.id] },
  }),
  optOutOfDelegating: async ({ ada }) => ({
    who: ada,
    input: { scope: { area: 'roads' } },
    other: { scope: { area: 'water' } },
  }),
  revokeDelegation: async ({ ada, bruno }) => {
    await ada.trusts([bruno]);
    await ada.trusts([bruno], { area: 'water' });
    return { who: ada, input: { scope: {} }, other: { scope: { area: 'water' } } };
  },
  declineDelegations: async ({ ada, bruno }) => ({ who: ada, input: {}, other: { bySomeoneElse: bruno } }),
  acceptDelegations: async ({ ada, bruno }) => {
    await ada.do('declineDelegations');
    await bruno.do('declineDelegations');
    return { who: ada, input: {}, other: { bySomeoneElse: bruno } };
  },
  draftProposal: async ({ ada }) => ({
    who: ada,
    input: { title: 'A well', policyId: 'ordinary' },
    other: { title: 'Another well', policyId: 'ordinary' },
  }),
  editProposal: async ({ assembly }) => {
    const proposalId = await assembly.draft('A well');
    return {
      who: assembly.chair,
      input: { proposalId, title: 'A deep well' },
      other: { proposalId, title: 'A deeper well' },
    };
  },
  followProposal: async ({ assembly, ada }) => {
    const proposalId = await assembly.draft('A well');
    return {
      who: ada,
      input: { proposalId, as: 'AMENDMENT', title: 'A deep well' },
      other: { proposalId, as: 'AMENDMENT', title: 'A mill' },
    };
  },
  submitProposal: async ({ assembly }) => {
    await ripening(assembly);
    const [proposalId, another] = [await ripe(assembly, 'A well'), await ripe(assembly, 'A mill')];
    return { who: assembly.chair, input: { proposalId }, other: { proposalId: another } };
  },
  supportProposal: async ({ assembly, ada }) => {
    const [proposalId, another] = await submitted(assembly);
    return { who: ada, input: { proposalId }, other: { proposalId: another } };
  },
  withdrawSupport: async ({ assembly, ada }) => {
    const [proposalId, another] = await submitted(assembly);
    for (const one of [proposalId, another]) await ada.do('supportProposal', { proposalId: one });
    return { who: ada, input: { proposalId }, other: { proposalId: another } };
  },
  offerAlternative: async ({ assembly, ada }) => {
    const [proposalId] = await submitted(assembly);
    return { who: ada, input: { proposalId, option: 'a pump' }, other: { proposalId, option: 'a mill' } };
  },
  demandEscalation: async ({ assembly, ada, bruno }) => {
    for (const { id } of [ada, bruno]) {
      await assembly.registrar.do('amendMember', { memberId: id, classId: 'workers', reason });
    }
    const [proposalId, another] = await submitted(assembly);
    return { who: ada, input: { proposalId }, other: { proposalId: another } };
  },
  stateOutcome: async ({ assembly }) => {
    const proposalId = await assembly.open('A well');
    await assembly.close(proposalId);
    await assembly.chair.do('certifyResult', { proposalId });
    return { who: assembly.chair, input: { proposalId, text: 'We dig.' }, other: { proposalId, text: 'We wait.' } };
  },
  openVoting: async ({ assembly, server }) => {
    const proposalId = await assembly.draft('A well');
    return {
      who: assembly.chair,
      input: { proposalId },
      other: { proposalId, closesAt: server.clock.in(DAY) },
    };
  },
  extendVoting: async ({ assembly, server }) => {
    const proposalId = await assembly.open('A well', {}, server.clock.in(DAY));
    return {
      who: assembly.chair,
      input: { proposalId, closesAt: server.clock.in(2 * DAY), reason },
      other: { proposalId, closesAt: server.clock.in(3 * DAY), reason },
    };
  },
  closeVoting: async ({ assembly }) => {
    const proposalId = await assembly.open('A well');
    return { who: assembly.chair, input: { proposalId, reason }, other: { proposalId, reason: 'Another' } };
  },
  withdrawProposal: async ({ assembly }) => {
    const proposalId = await assembly.open('A well');
    return { who: assembly.chair, input: { proposalId, reason }, other: { proposalId, reason: 'Another' } };
  },
  certifyResult: async ({ assembly }) => {
    const [proposalId, another] = [await assembly.open('A well'), await assembly.open('A mill')];
    await assembly.close(proposalId);
    await assembly.close(another);
    return { who: assembly.chair, input: { proposalId }, other: { proposalId: another } };
  },
  castBallot: async ({ assembly, ada }) => {
    const proposalId = await assembly.open('A well');
    return { who: ada, input: { proposalId, choice: 'yes' }, other: { proposalId, choice: 'no' } };
  },
  withdrawBallot: async ({ assembly, ada }) => {
    const [proposalId, another] = [await assembly.open('A well'), await assembly.open('A mill')];
    await ada.votes(proposalId, 'yes');
    await ada.votes(another, 'yes');
    return { who: ada, input: { proposalId }, other: { proposalId: another } };
  },
  castNamedBallot: async (situation) => {
    const { proposalId, tellers } = await inTheHall(situation);
    const memberId = situation.ada.id;
    return {
      who: tellers[0],
      input: { proposalId, memberId, choice: 'yes' },
      other: { proposalId, memberId, choice: 'no' },
    };
  },
  issueHallCode: async ({ assembly, ada, bruno }) => {
    const meetingId = await assembly.meet([]);
    return {
      who: assembly.registrar,
      input: { meetingId, memberId: ada.id },
      other: { meetingId, memberId: bruno.id },
    };
  },
  checkIn: async ({ assembly, ada, bruno }) => {
    const meetingId = await assembly.meet([]);
    return {
      who: assembly.registrar,
      input: { meetingId, memberId: ada.id, desk: 'North door' },
      other: { meetingId, memberId: bruno.id, desk: 'North door' },
    };
  },
  checkInWithCode: async ({ assembly, ada }) => {
    const meetingId = await assembly.meet([]);
    const { code } = await assembly.registrar.do('issueHallCode', { meetingId, memberId: ada.id });
    const input = { assemblyId: assembly.globalId, meetingId, memberId: ada.id };
    return { who: ada, input: { ...input, code }, other: { ...input, code: '0000-0000-0000' } };
  },
  checkOut: async (situation) => {
    const { meetingId } = await inTheHall(situation);
    const { ada, bruno } = situation;
    return { who: ada, input: { meetingId }, other: { bySomeoneElse: bruno, meetingId } };
  },
  openHandCount: async (situation) => {
    const { proposalId, meetingId } = await inTheHall(situation);
    const another = await situation.assembly.open('A mill');
    return {
      who: situation.assembly.chair,
      input: { proposalId, meetingId },
      other: { proposalId: another, meetingId },
    };
  },
  enterHandTotals: async (situation) => {
    const { raised, tellers } = await handsRaised(situation);
    const totals = (hands: number) => [{ option: 'yes', hands }];
    return { who: tellers[0], input: { ...raised, totals: totals(2) }, other: { ...raised, totals: totals(1) } };
  },
  cancelHandCount: async (situation) => {
    const { raised } = await handsRaised(situation);
    return {
      who: situation.assembly.chair,
      input: { ...raised, reason },
      other: { ...raised, reason: 'Another' },
    };
  },
  conveneMeeting: async ({ assembly }) => ({
    who: assembly.chair,
    input: { title: 'Winter', agenda: [{ title: 'A well' }] },
    other: { title: 'Winter', agenda: [{ title: 'A mill' }] },
  }),
  setAgenda: async ({ assembly }) => {
    const { meeting } = await assembly.chair.do('conveneMeeting', { title: 'Winter' });
    const agenda = (title: string) => ({ meetingId: meeting.id, agenda: [{ title }] });
    return { who: assembly.chair, input: agenda('A well'), other: agenda('A mill') };
  },
  openMeeting: async ({ assembly }) => {
    const [meetingId, another] = [await called(assembly), await called(assembly)];
    return { who: assembly.chair, input: { meetingId }, other: { meetingId: another } };
  },
  takeItem: async (situation) => {
    const { meetingId, items } = await inSession(situation);
    return {
      who: situation.assembly.chair,
      input: { meetingId, itemId: items[0] },
      other: { meetingId, itemId: items[1] },
    };
  },
  putItemToVote: async (situation) => {
    const { meetingId, items } = await inSession(situation);
    return {
      who: situation.assembly.chair,
      input: { meetingId, itemId: items[0] },
      other: { meetingId, itemId: items[1] },
    };
  },
  concludeItem: async (situation) => {
    const { meetingId, items } = await inSession(situation);
    const input = { meetingId, itemId: items[0] };
    return {
      who: situation.assembly.chair,
      input: { ...input, how: 'DISCUSSED' },
      other: { ...input, how: 'POSTPONED' },
    };
  },
  pauseMeeting: async (situation) => {
    const { meetingId } = await inSession(situation);
    return { who: situation.assembly.chair, input: { meetingId }, other: { meetingId, reason } };
  },
  resumeMeeting: async (situation) => {
    const [{ meetingId }, another] = [await inSession(situation), await inSession(situation)];
    for (const one of [meetingId, another.meetingId]) {
      await situation.assembly.chair.do('pauseMeeting', { meetingId: one });
    }
    return { who: situation.assembly.chair, input: { meetingId }, other: { meetingId: another.meetingId } };
  },
  closeMeeting: async (situation) => {
    const [{ meetingId }, another] = [await inSession(situation), await inSession(situation)];
    return { who: situation.assembly.chair, input: { meetingId }, other: { meetingId: another.meetingId } };
  },
  cancelMeeting: async ({ assembly }) => {
    const meetingId = await called(assembly);
    return { who: assembly.chair, input: { meetingId, reason }, other: { meetingId, reason: 'Another' } };
  },
  startSeries: async ({ assembly }) => {
    const plan = { title: 'Assembly', firstAt: '2026-12-03T19:00', timeZone: 'Europe/Madrid' };
    return {
      who: assembly.chair,
      input: { ...plan, recurrence: 'FREQ=WEEKLY' },
      other: { ...plan, recurrence: 'FREQ=MONTHLY' },
    };
  },
  endSeries: async ({ assembly }) => {
    const plan = { title: 'Assembly', firstAt: '2026-12-03T19:00', timeZone: 'Europe/Madrid' };
    const { series } = await assembly.chair.do('startSeries', { ...plan, recurrence: 'FREQ=WEEKLY' });
    return {
      who: assembly.chair,
      input: { seriesId: series.id, reason },
      other: { seriesId: series.id, reason: 'Another' },
    };
  },
  appointToCommission: async ({ assembly, ada, bruno }) => ({
    who: assembly.chair,
    input: { area: 'roads', memberId: ada.id },
    other: { area: 'roads', memberId: bruno.id },
  }),
  dismissFromCommission: async ({ assembly, ada }) => {
    await assembly.chair.do('appointToCommission', { area: 'roads', memberId: ada.id });
    const input = { area: 'roads', memberId: ada.id };
    return { who: assembly.chair, input: { ...input, reason }, other: { ...input, reason: 'Another' } };
  },
};

const stores = [
  ['on disk', () => RunningServer.onDisk()],
  ['in a store at the end of a long line', () => RunningServer.farAway(jitter(7))],
] as const;

const given = async (server: RunningServer): Promise<Given> => {
  const [assembly, ada, bruno, carla] = await foundedWith(server, ['Ada', 'Bruno', 'Carla']);
  return { assembly, ada: ada!, bruno: bruno!, carla: carla!, server };
};

describe.each(stores)('a command id %s', (_store, start) => {
  let server: RunningServer;
  beforeAll(async () => (server = await start()));
  afterAll(() => server.end());

  const names = Object.keys(cases) as (keyof typeof cases)[];

  it.each(names)('makes %s happen once, however often and on however many connections it is sent', async (mutation) => {
    const situation = await given(server);
    const { who, input, other } = await cases[mutation](situation);
    const head = await situation.assembly.head();
    const commandId = randomUUID();

    const answers = await Promise.all(Array.from({ length: 8 }, () => who.say(mutation, { commandId, ...input })));

    const receipts = answers.map(receiptOf);
    expect(receipts.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(receipts.map(({ repeated: _, ...receipt }) => JSON.stringify(receipt))).size).toBe(1);
    expect(await situation.assembly.head()).toBe(head + receipts[0].events.length);
    expect(new Set(answers.map(thingOf)).size).toBe(1);

    const again = receiptOf(await who.say(mutation, { commandId: commandId.toUpperCase(), ...input }));
    expect(again).toEqual({ ...receipts[0], repeated: true });

    const { bySomeoneElse, ...content } = other;
    const altered = await (bySomeoneElse ?? who).say(mutation, { commandId, ...content });
    expect(altered.__typename).toBe('CommandIdMustBeFresh');
    expect(altered.field).toMatch(/^(commandId|members\[0\]\.number|csv:3:name)$/);
    expect(await situation.assembly.head()).toBe(head + receipts[0].events.length);
  });

  it('founds one assembly, and is its id', async () => {
    const founder = await server.founder();
    const commandId = randomUUID();
    const input = { commandId, name: 'Riu Clar', charter };
    const answers = await Promise.all(Array.from({ length: 8 }, () => founder.do('foundAssembly', input)));
    expect(answers.filter(({ receipt }) => !receipt.repeated)).toHaveLength(1);
    expect(await founder.say('foundAssembly', { ...input, name: 'Riu Negre' })).toMatchObject({
      __typename: 'CommandIdMustBeFresh',
    });
  });
});

describe('a command id', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.onDisk()));
  afterAll(() => server.end());

  it('gives the receipt to whoever asks again after a lost answer, also after a restart', async () => {
    const { assembly, ada } = await given(server);
    const proposalId = await assembly.open('A well');
    const input = { commandId: randomUUID(), proposalId, choice: 'yes' };
    const lost = new AbortController();
    const sent = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation ($input: CastBallotInput!) { castBallot(input: $input) { __typename } }',
        variables: { input },
      }),
      signal: lost.signal,
    });
    lost.abort();
    await expect(sent).rejects.toThrow();
    const first = await ada.do('castBallot', input);
    await server.stop();
    await server.start();
    const second = await ada.do('castBallot', input);
    expect(second.receipt).toEqual({ ...first.receipt, repeated: true });
    expect(await assembly.tally(proposalId)).toMatchObject({ own: '1', voters: 1 });
  });

  it('keeps its first effect when something else happened since', async () => {
    const { assembly, ada } = await given(server);
    const proposalId = await assembly.open('A well');
    const commandId = randomUUID();
    const first = await ada.do('castBallot', { commandId, proposalId, choice: 'yes' });
    await ada.votes(proposalId, 'no');
    await assembly.close(proposalId);
    const again = await ada.do('castBallot', { commandId, proposalId, choice: 'yes' });
    expect(again.receipt).toEqual({ ...first.receipt, repeated: true });
    expect(await assembly.tally(proposalId)).toMatchObject({ outcome: 'rejected', own: '1' });
  });

  it('of one assembly says nothing in another', async () => {
    const commandId = randomUUID();
    const [one, two] = [await founded(server), await founded(server)];
    await one.registrar.do('enrolMembers', { commandId, members: [{ name: 'Ada' }] });
    const answer = await two.registrar.do('enrolMembers', {
      commandId,
      members: [{ name: 'Bruno' }, { name: 'Carla' }],
    });
    expect(answer.receipt).toMatchObject({ repeated: false, events: ['MemberEnrolled', 'MemberEnrolled'] });
  });
});

/** What was recorded, as the client sees it; a hall code is shown once and is no part of it. */
function thingOf({ receipt: _, recorded: __, code: ___, ticket: ____, qrSvg: _____, ...thing }: Answer): string {
  return JSON.stringify(thing);
}

/** An import's receipt stands one level deeper. */
function receiptOf(answer: Answer): Json {
  const receipt = answer.receipt ?? answer['recorded']?.receipt;
  if (receipt === undefined) throw new Error(`not recorded: ${JSON.stringify(answer)}`);
  return receipt;
}
