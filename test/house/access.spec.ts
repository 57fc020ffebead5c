import { buildSchema } from 'graphql';
import { roles, SERVER_AUDIENCE, type Role } from '../../apps/api/src/platform/access/roles';
import { answerCode, documentFor, operationsOf } from './access';
import { TheApp } from './the-app';

/**
 * Who may ask for what. A cell that is not listed must be FORBIDDEN, an operation that is not listed fails the build, and
 * nothing but what `anyone` may ask for is answered without a token.
 */
type Asker = Role | 'founder' | 'anyone';
const EVERYBODY: readonly Asker[] = [...roles];
const CHAIRS: readonly Asker[] = ['chair'];
const REGISTRAR: readonly Asker[] = ['registrar'];
const TELLERS: readonly Asker[] = ['teller'];
const MEMBERS: readonly Asker[] = ['member'];
const AUTHORS: readonly Asker[] = ['member', 'chair'];

const TABLE: Readonly<Record<string, readonly Asker[]>> = {
  'query health': [...EVERYBODY, 'founder', 'anyone'],
  'query presets': [...EVERYBODY, 'founder', 'anyone'],
  'query preset': [...EVERYBODY, 'founder', 'anyone'],
  'query assembly': EVERYBODY,
  'query charter': EVERYBODY,
  'query delegates': EVERYBODY,
  'query history': EVERYBODY,
  'query logHead': EVERYBODY,
  'query me': EVERYBODY,
  'query member': EVERYBODY,
  'query members': EVERYBODY,
  'query node': EVERYBODY,
  'query meeting': EVERYBODY,
  'query meetings': EVERYBODY,
  'query meetingMinutes': EVERYBODY,
  'query series': EVERYBODY,
  'query proposal': EVERYBODY,
  'query proposals': EVERYBODY,
  'query power': EVERYBODY,
  'query receiptProof': EVERYBODY,
  'query reviewsDue': EVERYBODY,
  'query tally': EVERYBODY,
  'query turningPoints': EVERYBODY,
  'query whatIf': MEMBERS,
  'query reminders': CHAIRS,
  'query myReminders': MEMBERS,
  'mutation foundAssembly': ['founder'],
  'mutation adoptCharter': ['chair', 'admin'],
  'mutation enrolMembers': REGISTRAR,
  'mutation importRoll': REGISTRAR,
  'mutation amendMember': REGISTRAR,
  'mutation strikeMember': REGISTRAR,
  'mutation readmitMember': REGISTRAR,
  'mutation setDelegation': MEMBERS,
  'mutation optOutOfDelegating': MEMBERS,
  'mutation revokeDelegation': MEMBERS,
  'mutation declineDelegations': MEMBERS,
  'mutation acceptDelegations': MEMBERS,
  'mutation acceptReminders': MEMBERS,
  'mutation declineReminders': MEMBERS,
  'mutation draftProposal': AUTHORS,
  'mutation editProposal': AUTHORS,
  'mutation withdrawProposal': AUTHORS,
  'mutation followProposal': AUTHORS,
  'mutation submitProposal': AUTHORS,
  'mutation supportProposal': MEMBERS,
  'mutation withdrawSupport': MEMBERS,
  'mutation offerAlternative': MEMBERS,
  'mutation demandEscalation': MEMBERS,
  'mutation stateOutcome': CHAIRS,
  'mutation openVoting': CHAIRS,
  'mutation extendVoting': CHAIRS,
  'mutation closeVoting': CHAIRS,
  'mutation certifyResult': CHAIRS,
  'mutation conveneMeeting': CHAIRS,
  'mutation setAgenda': CHAIRS,
  'mutation openMeeting': CHAIRS,
  'mutation takeItem': CHAIRS,
  'mutation putItemToVote': CHAIRS,
  'mutation concludeItem': CHAIRS,
  'mutation pauseMeeting': CHAIRS,
  'mutation resumeMeeting': CHAIRS,
  'mutation closeMeeting': CHAIRS,
  'mutation cancelMeeting': CHAIRS,
  'mutation startSeries': CHAIRS,
  'mutation endSeries': CHAIRS,
  'mutation castBallot': MEMBERS,
  'mutation withdrawBallot': MEMBERS,
  'mutation castNamedBallot': TELLERS,
  'mutation issueHallCode': REGISTRAR,
  'mutation checkIn': REGISTRAR,
  'mutation checkInWithCode': [...EVERYBODY, 'founder', 'anyone'],
  'mutation checkOut': ['registrar', 'member'],
  'mutation openHandCount': CHAIRS,
  'mutation enterHandTotals': TELLERS,
  'mutation cancelHandCount': CHAIRS,
  'mutation appointToCommission': CHAIRS,
  'mutation dismissFromCommission': CHAIRS,
  'query commissions': EVERYBODY,
  'subscription presenceChanged': EVERYBODY,
  'subscription meetingChanged': EVERYBODY,
  'subscription proposalChanged': EVERYBODY,
  'subscription tallyChanged': EVERYBODY,
  'subscription myVoiceMoved': MEMBERS,
  'subscription rollImportProgressed': REGISTRAR,
};

const ASSEMBLY = '11111111-1111-4111-a111-111111111111';
const MEMBER = '22222222-2222-4222-a222-222222222222';
const REFUSED = new Set(['FORBIDDEN', 'UNAUTHENTICATED']);

describe('who may ask for what', () => {
  let app: TheApp;
  const tokens = new Map<Asker, string | undefined>([['anyone', undefined]]);

  beforeAll(async () => {
    app = await TheApp.built();
    const bearer = async (...grant: Parameters<typeof app.tokens.issue>) =>
      `Bearer ${await app.tokens.issue(...grant)}`;
    for (const role of roles) {
      const member = role === 'member' ? { memberId: MEMBER } : {};
      tokens.set(role, await bearer({ assemblyId: ASSEMBLY, roles: [role], lifetimeSeconds: 600, ...member }));
    }
    tokens.set('founder', await bearer({ assemblyId: SERVER_AUDIENCE, roles: ['admin'], lifetimeSeconds: 600 }));
  });
  afterAll(() => app.close());

  it('is said of every operation of the schema, and of no other', () => {
    const names = operationsOf(app.schema).map(({ kind, field }) => `${kind} ${field.name}`);
    expect(Object.keys(TABLE).sort()).toEqual(names.sort());
  });

  it('is what the running server answers, cell by cell', async () => {
    const cells: Record<string, readonly Asker[]> = {};
    for (const operation of operationsOf(app.schema)) {
      const answered: Asker[] = [];
      for (const [asker, token] of tokens) {
        const code = await answerCode(app.schema, operation, token);
        if (code === undefined || !REFUSED.has(code)) answered.push(asker);
        else expect(code).toBe(asker === 'anyone' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
      }
      cells[`${operation.kind} ${operation.field.name}`] = answered.sort();
    }
    expect(cells).toEqual(
      Object.fromEntries(Object.entries(TABLE).map(([operation, askers]) => [operation, [...askers].sort()])),
    );
  });

  it('a member’s role without a member behind it opens nothing', async () => {
    const token = `Bearer ${await app.tokens.issue({ assemblyId: ASSEMBLY, roles: ['member'], lifetimeSeconds: 600 })}`;
    for (const operation of operationsOf(app.schema)) {
      if (TABLE[`${operation.kind} ${operation.field.name}`]!.includes('anyone')) continue;
      expect(await answerCode(app.schema, operation, token)).toBe('FORBIDDEN');
    }
  });
});

describe('asking on somebody’s behalf', () => {
  const planted = buildSchema(`
    scalar Instant
    input Wish { id: ID!, at: [Instant!]!, note: String }
    type Query { open: Int, closed(wish: Wish!, page: Int): Query }
  `);

  it('asks for every operation with the least that passes', () => {
    expect(operationsOf(planted).map(documentFor)).toEqual([
      '{\n  open\n}',
      '{\n  closed(\n    wish: {id: "00000000-0000-4000-a000-000000000000", at: ["2030-01-01T00:00:00.000Z"]}\n  ) {\n    __typename\n  }\n}',
    ]);
  });

  it('tells an answer from a refusal: an operation without a guard answers anyone', async () => {
    const [open] = operationsOf(planted);
    expect(await answerCode(planted, open!, undefined)).toBeUndefined();
  });
});
