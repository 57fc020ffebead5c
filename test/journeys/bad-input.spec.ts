import { randomUUID } from 'node:crypto';
import { charter } from './support/charter';
import type { Client, Json } from './support/client';
import { foundedWith } from './support/founding';
import { DAY } from './support/movable-clock';
import type { MutationName } from './support/mutations';
import type { Assembly, Member } from './support/people';
import { RunningServer } from './support/running-server';

/** A name, who sends what, and the refusal and field that must answer. */
type Row = readonly [
  what: string,
  who: (now: Now) => Client,
  MutationName,
  input: (now: Now) => Json,
  refusal: string,
  field: string,
];

interface Now {
  readonly server: RunningServer;
  readonly assembly: Assembly;
  readonly ada: Member;
  readonly bruno: Member;
  readonly struck: Member;
  readonly declining: Member;
  readonly late: Member;
  readonly draft: string;
  readonly open: string;
  readonly direct: string;
  readonly closed: string;
  readonly certified: string;
}

const chair = ({ assembly }: Now) => assembly.chair;
const registrar = ({ assembly }: Now) => assembly.registrar;
const ada = (now: Now) => now.ada;
const bruno = (now: Now) => now.bruno;
const unknown = Buffer.from(`Proposal:${randomUUID()}`).toString('base64url');
const reason = 'As agreed';

const rows: readonly Row[] = [
  // ballots
  [
    'a ballot on an unknown proposal',
    ada,
    'castBallot',
    () => ({ proposalId: unknown, choice: 'yes' }),
    'ProposalMustExist',
    'proposalId',
  ],
  [
    'a ballot on a member’s id',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.ada.id, choice: 'yes' }),
    'ProposalMustExist',
    'proposalId',
  ],
  [
    'a ballot on a draft',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.draft, choice: 'yes' }),
    'ProposalMustBeOpen',
    'proposalId',
  ],
  [
    'a ballot on a closed proposal',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.closed, choice: 'yes' }),
    'ProposalMustBeOpen',
    'proposalId',
  ],
  [
    'a choice that is no option',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.open, choice: 'maybe' }),
    'ChoiceMustFitTheRule',
    'choice',
  ],
  [
    'a list where a word is asked',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.open, choice: ['yes', 'no'] }),
    'ChoiceMustFitTheRule',
    'choice',
  ],
  [
    'points where a word is asked',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.open, choice: { yes: 3 } }),
    'ChoiceMustFitTheRule',
    'choice',
  ],
  [
    'a number as choice',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.open, choice: 1 }),
    'ChoiceMustFitTheRule',
    'choice',
  ],
  ['no choice', ada, 'castBallot', (n) => ({ proposalId: n.open, choice: '' }), 'ChoiceMustFitTheRule', 'choice'],
  [
    'the ballot of someone struck',
    (n) => n.struck,
    'castBallot',
    (n) => ({ proposalId: n.open, choice: 'yes' }),
    'VoterMustBeOnTheRoll',
    'memberId',
  ],
  [
    'the ballot of someone who joined later',
    (n) => n.late,
    'castBallot',
    (n) => ({ proposalId: n.open, choice: 'yes' }),
    'VoterMustBeInTheElectorate',
    'memberId',
  ],
  [
    'taking back a ballot never cast',
    ada,
    'withdrawBallot',
    (n) => ({ proposalId: n.open }),
    'BallotMustHaveBeenCast',
    '',
  ],
  // delegations
  [
    'delegating to oneself',
    ada,
    'setDelegation',
    (n) => ({ scope: {}, delegates: [n.ada.id] }),
    'DelegateMustBeSomeoneElse',
    'delegates[0]',
  ],
  [
    'delegating to someone struck',
    ada,
    'setDelegation',
    (n) => ({ scope: {}, delegates: [n.bruno.id, n.struck.id] }),
    'DelegateMustBeOnTheRoll',
    'delegates[1]',
  ],
  [
    'delegating to someone who declines',
    ada,
    'setDelegation',
    (n) => ({ scope: {}, delegates: [n.declining.id] }),
    'DelegateMustAcceptDelegations',
    'delegates[0]',
  ],
  [
    'delegating to nobody we know',
    ada,
    'setDelegation',
    () => ({ scope: {}, delegates: ['garbage'] }),
    'DelegateMustBeOnTheRoll',
    'delegates[0]',
  ],
  [
    'naming a delegate twice',
    ada,
    'setDelegation',
    (n) => ({ scope: {}, delegates: [n.bruno.id, n.bruno.id] }),
    'DelegatesMustBeDistinct',
    'delegates[1]',
  ],
  [
    'eleven delegates',
    ada,
    'setDelegation',
    (n) => ({ scope: {}, delegates: Array(11).fill(n.bruno.id) }),
    'DelegatesMustBeWithinTheLimit',
    'delegates',
  ],
  [
    'one more than the policy allows',
    ada,
    'setDelegation',
    (n) => ({ scope: {}, delegates: Array(4).fill(n.bruno.id) }),
    'DelegatesMustBeWithinTheLimit',
    'delegates',
  ],
  [
    'no delegate',
    ada,
    'setDelegation',
    () => ({ scope: {}, delegates: [] }),
    'DelegatesMustBeWithinTheLimit',
    'delegates',
  ],
  [
    '51 delegates',
    ada,
    'setDelegation',
    (n) => ({ scope: {}, delegates: Array(51).fill(n.bruno.id) }),
    'InputMustBeValid',
    'delegates',
  ],
  [
    'an unknown area',
    ada,
    'setDelegation',
    (n) => ({ scope: { area: 'moon' }, delegates: [n.bruno.id] }),
    'ScopeMustExist',
    'scope',
  ],
  [
    'an area and a proposal at once',
    ada,
    'setDelegation',
    (n) => ({ scope: { area: 'roads', proposalId: n.open }, delegates: [n.bruno.id] }),
    'ScopeMustExist',
    'scope',
  ],
  [
    'an unknown proposal as scope',
    ada,
    'setDelegation',
    (n) => ({ scope: { proposalId: unknown }, delegates: [n.bruno.id] }),
    'ScopeMustExist',
    'scope',
  ],
  [
    'a closed proposal as scope',
    ada,
    'optOutOfDelegating',
    (n) => ({ scope: { proposalId: n.closed } }),
    'ScopeMustExist',
    'scope',
  ],
  [
    'a policy that forbids delegating',
    ada,
    'setDelegation',
    (n) => ({ scope: { proposalId: n.direct }, delegates: [n.bruno.id] }),
    'PolicyMustAllowDelegation',
    'scope',
  ],
  [
    'an expiry in the past',
    ada,
    'setDelegation',
    (n) => ({ scope: {}, delegates: [n.bruno.id], expiresAt: n.server.clock.in(-1) }),
    'ExpiryMustBeInTheFuture',
    'expiresAt',
  ],
  [
    'an expired opt-out',
    ada,
    'optOutOfDelegating',
    (n) => ({ scope: {}, expiresAt: n.server.clock.in(-1) }),
    'ExpiryMustBeInTheFuture',
    'expiresAt',
  ],
  [
    'revoking what was never given',
    ada,
    'revokeDelegation',
    () => ({ scope: { area: 'roads' } }),
    'DelegationMustExist',
    'scope',
  ],
  [
    'the delegation of someone struck',
    (n) => n.struck,
    'setDelegation',
    (n) => ({ scope: {}, delegates: [n.bruno.id] }),
    'MemberMustBeOnTheRoll',
    'memberId',
  ],
  // proposals
  ['a blank title', ada, 'draftProposal', () => ({ title: '  ', policyId: 'ordinary' }), 'TextMustFit', 'title'],
  [
    'a title of 201 characters',
    ada,
    'draftProposal',
    () => ({ title: 'x'.repeat(201), policyId: 'ordinary' }),
    'TextMustFit',
    'title',
  ],
  [
    'a text of 20,001 characters',
    ada,
    'draftProposal',
    () => ({ title: 'x', text: 'x'.repeat(20_001), policyId: 'ordinary' }),
    'TextMustFit',
    'text',
  ],
  [
    'an unknown policy',
    ada,
    'draftProposal',
    () => ({ title: 'x', policyId: 'junta' }),
    'PolicyMustBeInTheCharter',
    'policyId',
  ],
  [
    'a proposal in an unknown area',
    ada,
    'draftProposal',
    () => ({ title: 'x', policyId: 'ordinary', area: 'moon' }),
    'AreaMustBeInTheCharter',
    'area',
  ],
  [
    'three options for yes or no',
    ada,
    'draftProposal',
    () => ({ title: 'x', policyId: 'ordinary', options: ['yes', 'no', 'perhaps'] }),
    'OptionsMustFitTheRule',
    'options',
  ],
  [
    'editing somebody else’s draft',
    bruno,
    'editProposal',
    (n) => ({ proposalId: n.draft, title: 'Mine' }),
    'EditorMustBeDrafterOrChair',
    '',
  ],
  [
    'editing an open proposal',
    chair,
    'editProposal',
    (n) => ({ proposalId: n.open, title: 'Late' }),
    'ProposalMustBeDraft',
    'proposalId',
  ],
  ['opening twice', chair, 'openVoting', (n) => ({ proposalId: n.open }), 'ProposalMustBeDraft', 'proposalId'],
  [
    'a deadline in the past',
    chair,
    'openVoting',
    (n) => ({ proposalId: n.draft, closesAt: n.server.clock.in(-1) }),
    'DeadlineMustBeInTheFuture',
    'closesAt',
  ],
  [
    'an extension that ends earlier',
    chair,
    'extendVoting',
    (n) => ({ proposalId: n.open, closesAt: n.server.clock.in(1), reason }),
    'DeadlineMustMoveLater',
    'closesAt',
  ],
  [
    'an extension without a reason',
    chair,
    'extendVoting',
    (n) => ({ proposalId: n.open, closesAt: n.server.clock.in(90 * DAY), reason: ' ' }),
    'ReasonMustBeGiven',
    'reason',
  ],
  [
    'a close without a reason',
    chair,
    'closeVoting',
    (n) => ({ proposalId: n.open, reason: '' }),
    'ReasonMustBeGiven',
    'reason',
  ],
  [
    'a reason of 501 characters',
    chair,
    'closeVoting',
    (n) => ({ proposalId: n.open, reason: 'x'.repeat(501) }),
    'ReasonMustBeGiven',
    'reason',
  ],
  [
    'closing twice',
    chair,
    'closeVoting',
    (n) => ({ proposalId: n.closed, reason }),
    'ProposalMustBeOpen',
    'proposalId',
  ],
  [
    'certifying what is open',
    chair,
    'certifyResult',
    (n) => ({ proposalId: n.open }),
    'ProposalMustBeClosed',
    'proposalId',
  ],
  [
    'certifying twice',
    chair,
    'certifyResult',
    (n) => ({ proposalId: n.certified }),
    'ProposalMustNotBeCertified',
    'proposalId',
  ],
  [
    'withdrawing what is over',
    chair,
    'withdrawProposal',
    (n) => ({ proposalId: n.closed, reason }),
    'ProposalMustNotBeOver',
    'proposalId',
  ],
  // roll
  [
    'a negative weight',
    registrar,
    'enrolMembers',
    () => ({ members: [{ name: 'X' }, { name: 'Y', weight: '-1' }] }),
    'WeightMustBeExact',
    'members[1].weight',
  ],
  [
    'a weight divided by nothing',
    registrar,
    'enrolMembers',
    () => ({ members: [{ name: 'X', weight: '1/0' }] }),
    'WeightMustBeExact',
    'members[0].weight',
  ],
  [
    'a weight of 41 digits',
    registrar,
    'enrolMembers',
    () => ({ members: [{ name: 'X', weight: '1'.repeat(41) }] }),
    'InputMustBeValid',
    'members[0].weight',
  ],
  [
    'an unknown class',
    registrar,
    'enrolMembers',
    () => ({ members: [{ name: 'X', classId: 'nobility' }] }),
    'ClassMustBeInTheCharter',
    'members[0].classId',
  ],
  [
    'a name of 201 characters',
    registrar,
    'enrolMembers',
    () => ({ members: [{ name: 'x'.repeat(201) }] }),
    'InputMustBeValid',
    'members[0].name',
  ],
  [
    'a blank name',
    registrar,
    'enrolMembers',
    () => ({ members: [{ name: ' ' }] }),
    'InputMustBeValid',
    'members[0].name',
  ],
  [
    'no e-mail address',
    registrar,
    'enrolMembers',
    () => ({ members: [{ name: 'X', email: 'x' }] }),
    'InputMustBeValid',
    'members[0].email',
  ],
  ['nobody', registrar, 'enrolMembers', () => ({ members: [] }), 'InputMustBeValid', 'members'],
  [
    '1,001 people',
    registrar,
    'enrolMembers',
    () => ({ members: Array(1001).fill({ name: 'X' }) }),
    'InputMustBeValid',
    'members',
  ],
  [
    'a number that somebody has',
    registrar,
    'enrolMembers',
    () => ({ members: [{ name: 'X', number: '1' }] }),
    'MemberMustNotBeOnTheRoll',
    'members[0].number',
  ],
  ['amending nothing', registrar, 'amendMember', (n) => ({ memberId: n.ada.id, reason }), 'RollMustChange', ''],
  [
    'amending someone struck',
    registrar,
    'amendMember',
    (n) => ({ memberId: n.struck.id, weight: '2', reason }),
    'MemberMustBeOnTheRoll',
    'memberId',
  ],
  [
    'striking twice',
    registrar,
    'strikeMember',
    (n) => ({ memberId: n.struck.id, reason }),
    'MemberMustBeOnTheRoll',
    'memberId',
  ],
  [
    'readmitting someone on the roll',
    registrar,
    'readmitMember',
    (n) => ({ memberId: n.ada.id, reason }),
    'MemberMustHaveBeenStruck',
    'memberId',
  ],
  // charter
  [
    'a charter with a repeated class',
    chair,
    'adoptCharter',
    () => ({ charterVersion: 2, charter: { ...charter, classes: [charter.classes[0], charter.classes[0]] } }),
    'CharterMustBeConsistent',
    'charter.classes[1].id',
  ],
  [
    'a charter with an unknown rule',
    chair,
    'adoptCharter',
    () => ({ charterVersion: 2, charter: { ...charter, policies: [{ ...charter.policies[0], rule: 'acclamation' }] } }),
    'CharterMustBeConsistent',
    'charter.policies[0].rule',
  ],
  [
    'a charter with a floating point threshold',
    chair,
    'adoptCharter',
    () => ({
      charterVersion: 2,
      charter: {
        ...charter,
        policies: [{ ...charter.policies[0], thresholds: [{ base: 'valid', fraction: 0.5, strict: true }] }],
      },
    }),
    'InputMustBeValid',
    'charter.policies[0].thresholds[0].fraction',
  ],
  [
    'a charter with decomposed text',
    chair,
    'adoptCharter',
    () => ({ charterVersion: 2, charter: { ...charter, classes: [{ id: 'cafe', name: 'Cafe\u0301' }] } }),
    'CharterMustBeConsistent',
    'charter.classes[0].name',
  ],
  [
    'a charter version out of turn',
    chair,
    'adoptCharter',
    () => ({ charterVersion: 3, charter }),
    'CharterVersionMustFollow',
    'charterVersion',
  ],
  // every command
  [
    'text that is no Unicode',
    ada,
    'draftProposal',
    () => ({ title: 'x\ud800', policyId: 'ordinary' }),
    'InputMustBeValid',
    'title',
  ],
  [
    'points that are no integers',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.open, choice: { yes: 0.5 } }),
    'InputMustBeValid',
    'choice.yes',
  ],
  [
    'null inside a choice',
    ada,
    'castBallot',
    (n) => ({ proposalId: n.open, choice: ['yes', null] }),
    'InputMustBeValid',
    'choice[1]',
  ],
  [
    'a command id that is no UUID',
    ada,
    'castBallot',
    (n) => ({ commandId: 'first', proposalId: n.open, choice: 'yes' }),
    'InputMustBeValid',
    'commandId',
  ],
];

describe('bad input', () => {
  let now: Now;
  beforeAll(async () => {
    const server = await RunningServer.inMemory();
    const [assembly, ada, bruno, struck, declining] = (await foundedWith(server, [
      'Ada',
      'Bruno',
      'Struck',
      'Declining',
    ])) as [Assembly, Member, Member, Member, Member];
    const draft = (await ada.do('draftProposal', { title: 'Draft', policyId: 'ordinary' }))['proposal'].id;
    const open = await assembly.open('Open');
    const direct = await assembly.open('Direct', { policyId: 'direct' });
    const [closed, certified] = [await assembly.open('Closed'), await assembly.open('Certified')];
    await assembly.close(closed);
    await assembly.close(certified);
    await assembly.chair.do('certifyResult', { proposalId: certified });
    await assembly.registrar.do('strikeMember', { memberId: struck.id, reason });
    await declining.do('declineDelegations');
    const [late] = (await assembly.registrar.do('enrolMembers', { members: [{ name: 'Late', number: '1' }] }))[
      'members'
    ];
    const people = { ada, bruno, struck, declining, late: await assembly.member(late.id, late.name) };
    now = { server, assembly, ...people, draft, open, direct, closed, certified };
  });
  afterAll(() => now.server.end());

  it.each(rows)(
    '%s is refused by name, and nothing is written',
    async (_what, who, mutation, input, refusal, field) => {
      const head = await now.assembly.head();
      const answer = await who(now).say(mutation, input(now));
      expect(answer).toEqual({ __typename: refusal, field, message: expect.stringMatching(/\S/) });
      expect(await now.assembly.head()).toBe(head);
    },
  );

  it('text in another Unicode form is no bad input: it is stored composed', async () => {
    const { assembly } = now;
    const decomposed = 'Cafe\u0301';
    const proposalId = await assembly.open(decomposed);
    expect((await assembly.proposal(proposalId)).title).toBe('Caf\u00e9');
    await assembly.chair.do('closeVoting', { proposalId, reason: decomposed });
  });

  describe('of a question is answered with a code', () => {
    const asked: readonly [what: string, query: string, code: string, field: string][] = [
      ['a position before the log', 'tally(proposalId: "x", position: -1) { own }', 'POSITION_MUST_EXIST', ''],
      ['a position after the log', 'tally(proposalId: "x", position: 99999) { own }', 'POSITION_MUST_EXIST', ''],
      ['a page of none', 'members(first: 0) { totalCount }', 'BAD_USER_INPUT', 'first'],
      ['a page of 201', 'history(first: 201) { totalCount }', 'BAD_USER_INPUT', 'first'],
      [
        'a search of 101 characters',
        `members(search: "${'x'.repeat(101)}") { totalCount }`,
        'BAD_USER_INPUT',
        'search',
      ],
      ['an unknown area', 'delegates(area: "moon") { totalCount }', 'BAD_USER_INPUT', 'area'],
      ['an unknown status', 'proposals(status: ASLEEP) { totalCount }', 'BAD_USER_INPUT', ''],
      ['an unknown field', 'members { names }', 'BAD_USER_INPUT', ''],
    ];

    it.each(asked)('%s', async (_what, query, code, field) => {
      const { errors } = await now.assembly.auditor.ask(`{ ${query} }`);
      expect(errors).toHaveLength(1);
      expect(errors![0]!.extensions).toMatchObject(field === '' ? { code } : { code, field });
    });

    it.each([
      ['a cursor that nobody gave out', '"garbage"'],
      ['no cursor', 'null'],
    ])('%s makes a page, not a fault', async (_what, cursor) => {
      for (const list of ['members', 'history', 'proposals', 'delegates']) {
        const data = await now.assembly.auditor.read(`{ ${list}(after: ${cursor}) { pageInfo { hasNextPage } } }`);
        expect(data[list].pageInfo).toEqual({ hasNextPage: expect.any(Boolean) });
      }
    });

    it.each([
      ['tallyChanged', 'tallyChanged(proposalId: "x")', '{ own }', undefined],
      ['myVoiceMoved before the log', 'myVoiceMoved(after: -1)', '{ fate }', 'POSITION_MUST_EXIST'],
      ['myVoiceMoved after the log', 'myVoiceMoved(after: 99999)', '{ fate }', 'POSITION_MUST_EXIST'],
      ['proposalChanged before the log', 'proposalChanged(after: -1)', '{ event }', 'POSITION_MUST_EXIST'],
      ['proposalChanged after the log', 'proposalChanged(after: 99999)', '{ event }', 'POSITION_MUST_EXIST'],
    ])('%s', async (_what, subscription, fields, code) => {
      await using live = now.ada.watch(`subscription { ${subscription} ${fields} }`);
      await using control = now.ada.watch('subscription { proposalChanged(after: 0) { event } }');
      await control.until('the control', () => true);
      if (code !== undefined) await live.untilEnd();
      expect(live.errors.map(({ extensions }) => extensions?.code)).toEqual(code === undefined ? [] : [code]);
      expect(live.messages).toEqual([]);
    });

    it('a query of twenty levels', async () => {
      const deep = `{ me { voices { proposal { ${'tally { proposal { '.repeat(8)} id ${'} } '.repeat(8)} } } } }`;
      expect(await now.ada.codeOf(deep)).toBe('QUERY_TOO_DEEP');
    });
  });

  it('is not let in by GET, where another site could send it', async () => {
    const head = await now.assembly.head();
    const url = new URL(`${now.server.url}/graphql`);
    url.searchParams.set(
      'query',
      `mutation { declineDelegations(input: { commandId: "${randomUUID()}" }) { __typename } }`,
    );
    const reply = await fetch(url, { headers: { authorization: `Bearer ${now.ada.token}` } });
    const { errors } = (await reply.json()) as Json;
    expect(errors.map(({ extensions }: Json) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(await now.assembly.head()).toBe(head);
  });

  describe('that is no request at all is turned away at the door', () => {
    it.each([
      ['cut JSON', '{"query": "{ he'],
      ['no JSON', 'vote yes'],
      ['an empty body', ''],
      ['a list', '[]'],
      ['no query', '{"variables": {}}'],
      ['a query that is no text', '{"query": 7}'],
      ['a broken document', '{"query": "{ health"}'],
      ['more than 4 MiB', JSON.stringify({ query: '{ health }', variables: { x: 'x'.repeat(4 * 1024 * 1024) } })],
    ])('%s', async (_what, body) => {
      const reply = await now.ada.post(body);
      const { errors } = (await reply.json()) as Json;
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions.code).toMatch(/^[A-Z_]+$/);
      expect(errors[0].extensions.code).not.toBe('FAULT');
      expect(JSON.stringify(errors)).not.toMatch(/node_modules|\.ts:|at Object/);
    });
  });
});
