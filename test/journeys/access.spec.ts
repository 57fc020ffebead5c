import { randomUUID } from 'node:crypto';
import { roles, SERVER_AUDIENCE, type Role } from '../../apps/api/src/platform/access/roles';
import { charter } from './support/charter';
import { Client, type Json } from './support/client';
import { foundedWith } from './support/founding';
import { DAY } from './support/movable-clock';
import { documentOf, type MutationName } from './support/mutations';
import type { Assembly, Member } from './support/people';
import { RunningServer } from './support/running-server';

/** Who may send each command. The table is the rule: a cell that is not listed must be refused. */
const may: Record<MutationName, readonly Role[]> = {
  foundAssembly: [],
  adoptCharter: ['chair', 'admin'],
  enrolMembers: ['registrar'],
  amendMember: ['registrar'],
  strikeMember: ['registrar'],
  readmitMember: ['registrar'],
  importRoll: ['registrar'],
  setDelegation: ['member'],
  optOutOfDelegating: ['member'],
  revokeDelegation: ['member'],
  declineDelegations: ['member'],
  acceptDelegations: ['member'],
  acceptReminders: ['member'],
  declineReminders: ['member'],
  draftProposal: ['member', 'chair'],
  editProposal: ['member', 'chair'],
  followProposal: ['member', 'chair'],
  submitProposal: ['member', 'chair'],
  supportProposal: ['member'],
  withdrawSupport: ['member'],
  offerAlternative: ['member'],
  demandEscalation: ['member'],
  stateOutcome: ['chair'],
  openVoting: ['chair'],
  extendVoting: ['chair'],
  closeVoting: ['chair'],
  withdrawProposal: ['member', 'chair'],
  certifyResult: ['chair'],
  castBallot: ['member'],
  withdrawBallot: ['member'],
  castNamedBallot: ['teller'],
  issueHallCode: ['registrar'],
  checkIn: ['registrar'],
  checkInWithCode: roles,
  checkOut: ['registrar', 'member'],
  openHandCount: ['chair'],
  enterHandTotals: ['teller'],
  cancelHandCount: ['chair'],
  appointToCommission: ['chair'],
  dismissFromCommission: ['chair'],
  conveneMeeting: ['chair'],
  setAgenda: ['chair'],
  openMeeting: ['chair'],
  takeItem: ['chair'],
  putItemToVote: ['chair'],
  concludeItem: ['chair'],
  pauseMeeting: ['chair'],
  resumeMeeting: ['chair'],
  closeMeeting: ['chair'],
  cancelMeeting: ['chair'],
  startSeries: ['chair'],
  endSeries: ['chair'],
};
const mutationNames = Object.keys(may) as MutationName[];
/** The code is the proof: whoever has it needs no token. */
const WITHOUT_TOKEN: MutationName = 'checkInWithCode';
const guarded = mutationNames.filter((mutation) => mutation !== WITHOUT_TOKEN);

/** Well-formed, and about nothing that exists: whoever may send it meets a refusal of the rules, not of the door. */
const inputs: Record<MutationName, Json> = {
  foundAssembly: { name: 'X', charter },
  adoptCharter: { charter, charterVersion: 99 },
  enrolMembers: { members: [{ name: 'X', classId: 'nobility' }] },
  amendMember: { memberId: 'x', weight: '2', reason: 'x' },
  strikeMember: { memberId: 'x', reason: 'x' },
  readmitMember: { memberId: 'x', reason: 'x' },
  importRoll: { csv: '' },
  setDelegation: { scope: { area: 'nowhere' }, delegates: ['x'] },
  optOutOfDelegating: { scope: { area: 'nowhere' } },
  revokeDelegation: { scope: { area: 'nowhere' } },
  declineDelegations: {},
  acceptDelegations: {},
  acceptReminders: {},
  declineReminders: {},
  draftProposal: { title: '', policyId: 'ordinary' },
  editProposal: { proposalId: 'x', title: 'x' },
  followProposal: { proposalId: 'x', as: 'AMENDMENT' },
  submitProposal: { proposalId: 'x' },
  supportProposal: { proposalId: 'x' },
  withdrawSupport: { proposalId: 'x' },
  offerAlternative: { proposalId: 'x', option: 'x' },
  demandEscalation: { proposalId: 'x' },
  stateOutcome: { proposalId: 'x', text: 'x' },
  openVoting: { proposalId: 'x' },
  extendVoting: { proposalId: 'x', closesAt: '2030-01-01T00:00:00.000Z', reason: 'x' },
  closeVoting: { proposalId: 'x', reason: 'x' },
  withdrawProposal: { proposalId: 'x', reason: 'x' },
  certifyResult: { proposalId: 'x' },
  castBallot: { proposalId: 'x', choice: 'yes' },
  withdrawBallot: { proposalId: 'x' },
  castNamedBallot: { proposalId: 'x', memberId: 'x', choice: 'yes' },
  issueHallCode: { meetingId: 'x', memberId: 'x' },
  checkIn: { meetingId: 'x', memberId: 'x' },
  checkInWithCode: { assemblyId: 'x', meetingId: 'x', memberId: 'x', code: 'x' },
  checkOut: { meetingId: 'x' },
  openHandCount: { proposalId: 'x', meetingId: 'x' },
  enterHandTotals: { proposalId: 'x', handCountId: 'x', totals: [] },
  cancelHandCount: { proposalId: 'x', handCountId: 'x', reason: 'x' },
  appointToCommission: { area: 'nowhere', memberId: 'x' },
  dismissFromCommission: { area: 'nowhere', memberId: 'x', reason: 'x' },
  conveneMeeting: { title: '' },
  setAgenda: { meetingId: 'x', agenda: [] },
  openMeeting: { meetingId: 'x' },
  takeItem: { meetingId: 'x', itemId: 'x' },
  putItemToVote: { meetingId: 'x', itemId: 'x' },
  concludeItem: { meetingId: 'x', itemId: 'x', how: 'DISCUSSED' },
  pauseMeeting: { meetingId: 'x' },
  resumeMeeting: { meetingId: 'x' },
  closeMeeting: { meetingId: 'x' },
  cancelMeeting: { meetingId: 'x', reason: 'x' },
  startSeries: { title: '', recurrence: 'x', firstAt: 'x', timeZone: 'x' },
  endSeries: { seriesId: 'x', reason: 'x' },
};

/** Every query, with the arguments it needs. */
const queries = {
  me: '{ me { position } }',
  assembly: '{ assembly { name } }',
  charter: '{ charter(version: 1) }',
  node: '{ node(id: "x") { id } }',
  members: '{ members { totalCount } }',
  member: '{ member(id: "x") { id } }',
  delegates: '{ delegates { totalCount } }',
  proposals: '{ proposals { totalCount } }',
  proposal: '{ proposal(id: "x") { id } }',
  reviewsDue: '{ reviewsDue { id } }',
  power: '{ power(proposalId: "x") { method } }',
  tally: '{ tally(proposalId: "x") { own } }',
  turningPoints: '{ turningPoints(proposalId: "x") { position } }',
  whatIf: '{ whatIf(proposalId: "x", suppose: []) { __typename } }',
  commissions: '{ commissions { area } }',
  history: '{ history { totalCount } }',
  logHead: '{ logHead { size } }',
  receiptProof: '{ receiptProof(position: 1) { text } }',
  meetings: '{ meetings { totalCount } }',
  meeting: '{ meeting(id: "x") { id } }',
  series: '{ series { id } }',
  meetingMinutes: '{ meetingMinutes(meetingId: "x") { position } }',
  reminders: '{ reminders(proposalId: "x") { nextAt } }',
  myReminders: '{ myReminders { accepts } }',
} as const;
type QueryName = keyof typeof queries;
const queryNames = Object.keys(queries) as QueryName[];

/** Queries that not every role may ask. */
const mayAsk: Partial<Record<QueryName, readonly Role[]>> = {
  reminders: ['chair'],
  myReminders: ['member'],
  whatIf: ['member'],
};

describe('access', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let ada: Member;
  beforeAll(async () => {
    server = await RunningServer.inMemory();
    [assembly, ada] = (await foundedWith(server, ['Ada'])) as [Assembly, Member];
  });
  afterAll(() => server.end());

  const attempt = (client: Client, mutation: MutationName) =>
    client.codeOf(documentOf(mutation), { input: { commandId: randomUUID(), ...inputs[mutation] } });

  describe('without a valid token', () => {
    it('answers health, the presets and the schema, and nothing else', async () => {
      const stranger = new Client(server, undefined);
      expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'ok' });
      expect(await stranger.read('{ health }')).toEqual({ health: 'ok' });
      expect(await stranger.read('{ preset(name: "somerset") { name } }')).toEqual({ preset: { name: 'somerset' } });
      const { __schema } = await stranger.read(
        '{ __schema { queryType { fields { name } } mutationType { fields { name } } } }',
      );
      expect(__schema.mutationType.fields.map(({ name }: Json) => name)).toEqual([...mutationNames].sort());
      expect(__schema.queryType.fields.map(({ name }: Json) => name)).toEqual(
        [...Object.keys(queries), 'health', 'preset', 'presets'].sort(),
      );
      for (const query of Object.values(queries)) expect(await stranger.codeOf(query)).toBe('UNAUTHENTICATED');
      for (const mutation of guarded) expect(await attempt(stranger, mutation)).toBe('UNAUTHENTICATED');
      expect(await attempt(stranger, WITHOUT_TOKEN)).toBe('');
    });

    it('says what is wrong with a token that it does not take', async () => {
      const [head, body, signature] = ada.token!.split('.') as [string, string, string];
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
      const promoted = Buffer.from(JSON.stringify({ ...claims, roles: ['admin'] })).toString('base64url');
      const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
      const elsewhere = await RunningServer.inMemory();
      const foreign = await elsewhere.tokenFor({ assemblyId: assembly.id, roles: ['chair'] });
      await elsewhere.end();
      for (const token of ['garbage', `${head}.${promoted}.${signature}`, `${unsigned}.${promoted}.`, foreign]) {
        expect(await new Client(server, token).codeOf(queries.me)).toBe('TOKEN_INVALID');
      }
    });

    it('refuses a token from the moment on which it expires, also one that it knows', async () => {
      const grant = { assemblyId: assembly.id, roles: ['chair'] as const, lifetimeSeconds: 3 * 86_400 };
      const chair = new Client(server, await server.tokenFor(grant));
      expect(await chair.codeOf(queries.me)).toBe('');
      server.clock.advance(4 * DAY);
      expect(await chair.codeOf(queries.me)).toBe('TOKEN_EXPIRED');
      expect(await attempt(chair, 'closeVoting')).toBe('TOKEN_EXPIRED');
    });
  });

  describe('by role', () => {
    it.each(roles)('lets %s send its own commands, and no others', async (role) => {
      const memberId = role === 'member' ? { memberId: randomUUID() } : {};
      const client = new Client(server, await server.tokenFor({ assemblyId: assembly.id, roles: [role], ...memberId }));
      const head = await assembly.head();
      for (const mutation of mutationNames) {
        expect([mutation, await attempt(client, mutation)]).toEqual([
          mutation,
          may[mutation].includes(role) ? '' : 'FORBIDDEN',
        ]);
      }
      for (const query of queryNames) {
        expect([query, await client.codeOf(queries[query])]).toEqual([
          query,
          mayAsk[query]?.includes(role) === false ? 'FORBIDDEN' : '',
        ]);
      }
      expect(await assembly.head()).toBe(head);
    });

    it('takes no member’s deed from a token that names no member, and none at all without a role', async () => {
      for (const granted of [['member'], []] as const) {
        const client = new Client(server, await server.tokenFor({ assemblyId: assembly.id, roles: granted }));
        for (const mutation of guarded) expect(await attempt(client, mutation)).toBe('FORBIDDEN');
        expect(await client.codeOf(queries.me)).toBe('FORBIDDEN');
      }
    });

    it('gives the server’s admin the founding of assemblies, and no look into any', async () => {
      const founder = await server.founder();
      for (const mutation of guarded) {
        expect([mutation, await attempt(founder, mutation)]).toEqual([
          mutation,
          mutation === 'foundAssembly' ? '' : 'FORBIDDEN',
        ]);
      }
      for (const query of Object.values(queries)) expect(await founder.codeOf(query)).toBe('FORBIDDEN');
      const chair = new Client(server, await server.tokenFor({ assemblyId: SERVER_AUDIENCE, roles: ['chair'] }));
      expect(await attempt(chair, 'foundAssembly')).toBe('FORBIDDEN');
    });

    it('shows an e-mail address to its owner and to the registrar only', async () => {
      const answer = await assembly.registrar.do('enrolMembers', {
        members: [{ name: 'Bea', email: 'bea@example.org' }],
      });
      const { id, name } = answer['members'][0];
      const bea = await assembly.member(id, name);
      const seenBy = async (client: Client) =>
        (await client.read('query ($id: ID!) { member(id: $id) { email } }', { id })).member.email;
      expect(await seenBy(bea)).toBe('bea@example.org');
      expect(await seenBy(assembly.registrar)).toBe('bea@example.org');
      for (const other of [ada, assembly.chair, assembly.auditor]) expect(await seenBy(other)).toBeNull();
    });
  });

  describe('between two assemblies of the same name', () => {
    let away: Assembly;
    let eve: Member;
    let proposalId: string;
    beforeAll(async () => {
      [away, eve] = (await foundedWith(server, ['Ada'])) as [Assembly, Member];
      proposalId = await assembly.open('A well', { area: 'water' });
      await ada.votes(proposalId, 'yes');
    });

    it('has ids of the other name nothing, in every query', async () => {
      const ids = {
        proposal: proposalId,
        member: ada.id,
        assembly: Buffer.from(`Assembly:${assembly.id}`).toString('base64url'),
      };
      const query = `query ($proposal: ID!, $member: ID!, $assembly: ID!) {
        a: node(id: $proposal) { id } b: node(id: $member) { id } c: node(id: $assembly) { id }
        d: proposal(id: $proposal) { id } e: member(id: $member) { id } f: tally(proposalId: $proposal) { own } k: power(proposalId: $proposal) { method }
        l: turningPoints(proposalId: $proposal) { position } m: whatIf(proposalId: $proposal, suppose: []) { __typename }
        g: history(proposalId: $proposal) { totalCount } h: history(memberId: $member) { totalCount }
        i: history(proposalId: $proposal, memberId: $member) { totalCount } j: proposals { totalCount } }`;
      const none = { totalCount: 0 };
      const nothing = {
        a: null,
        b: null,
        c: null,
        d: null,
        e: null,
        f: null,
        g: none,
        h: none,
        i: none,
        j: none,
        k: null,
        l: null,
        m: { __typename: 'ProposalMustExist' },
      };
      expect(await eve.read(query, ids)).toEqual(nothing);
      expect(await eve.read('{ members { totalCount } assembly { name memberCount } }')).toEqual({
        members: { totalCount: 1 },
        assembly: { name: 'Riu Clar', memberCount: 1 },
      });
    });

    it('answers a deed on the other’s things as one on things that do not exist', async () => {
      const head = await assembly.head();
      const closesAt = server.clock.in(30 * DAY);
      const reason = 'x';
      const deeds: [Client, MutationName, Json][] = [
        [eve, 'castBallot', { proposalId, choice: 'yes' }],
        [eve, 'withdrawBallot', { proposalId }],
        [eve, 'setDelegation', { scope: {}, delegates: [ada.id] }],
        [eve, 'setDelegation', { scope: { proposalId }, delegates: [eve.id] }],
        [eve, 'optOutOfDelegating', { scope: { proposalId } }],
        [eve, 'revokeDelegation', { scope: { proposalId } }],
        [away.chair, 'editProposal', { proposalId, title: 'x' }],
        [away.chair, 'openVoting', { proposalId }],
        [away.chair, 'extendVoting', { proposalId, closesAt, reason }],
        [away.chair, 'closeVoting', { proposalId, reason }],
        [away.chair, 'withdrawProposal', { proposalId, reason }],
        [away.chair, 'certifyResult', { proposalId }],
        [away.registrar, 'amendMember', { memberId: ada.id, weight: '9', reason }],
        [away.registrar, 'strikeMember', { memberId: ada.id, reason }],
        [away.registrar, 'readmitMember', { memberId: ada.id, reason }],
      ];
      const invented = { proposalId: idOf('Proposal'), memberId: idOf('Member') };
      for (const [who, mutation, input] of deeds) {
        const theirs = await who.say(mutation, input);
        const nobodys = await who.say(
          mutation,
          replaced(input, { [proposalId]: invented.proposalId, [ada.id]: invented.memberId }),
        );
        expect(theirs.message).toBeDefined();
        expect([mutation, theirs]).toEqual([mutation, nobodys]);
      }
      expect(await assembly.head()).toBe(head);
      expect(await away.history()).toHaveLength(3);
    });

    it('knows no assembly for a token of one that does not exist', async () => {
      const client = new Client(server, await server.tokenFor({ assemblyId: randomUUID(), roles: ['chair'] }));
      expect(await client.codeOf(queries.assembly)).toBe('LOG_NOT_FOUND');
      expect(await attempt(client, 'closeVoting')).toBe('LOG_NOT_FOUND');
    });
  });
});

function idOf(kind: string): string {
  return Buffer.from(`${kind}:${randomUUID()}`).toString('base64url');
}

/** The same input with some ids put in place of others, wherever they stand. */
function replaced(input: Json, by: Readonly<Record<string, string>>): Json {
  return JSON.parse(JSON.stringify(input), (_, value) => (typeof value === 'string' ? (by[value] ?? value) : value));
}
